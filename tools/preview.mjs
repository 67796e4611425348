/** `npm run preview`: what `npm run up` would do, as a page for reviewers. Arguments go to `pulumi preview`. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command.mjs";
import { pimDirectory, root } from "./places.mjs";
import { runInForeground } from "./run.mjs";
import { onReferenceStack } from "./stack.mjs";

await command(async (args) => {
  const eventLog = join(pimDirectory, "preview.events");
  rmSync(eventLog, { force: true });
  const { code, variables } = await onReferenceStack(["preview", "--event-log", eventLog, ...args], {
    // The event log is a flag for the initiated.
    PULUMI_DEBUG_COMMANDS: "1",
  });
  if (existsSync(eventLog)) {
    const page = ["preview", "--events", eventLog, "--now", "tenant"];
    await runInForeground(process.execPath, [join(root, "bin", "src", "cli", "main.js"), ...page], {
      cwd: root,
      variables,
    });
  }
  return code;
});
