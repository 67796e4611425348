/** `npm run up`: from a clone to a deployed tenant; then what changed, and who holds what. Arguments go to `pulumi up`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command.mjs";
import { changedNothing, endedInPreview } from "./outcome.mjs";
import { pimDirectory, root } from "./places.mjs";
import { paint } from "./progress.mjs";
import { runInForeground } from "./run.mjs";
import { onReferenceStack } from "./stack.mjs";

await command(async (args) => {
  const eventLog = join(pimDirectory, "up.events");
  rmSync(eventLog, { force: true });
  const { code, variables } = await onReferenceStack(["up", "--yes", "--event-log", eventLog, ...args], {
    // The event log is a flag for the initiated.
    PULUMI_DEBUG_COMMANDS: "1",
  });
  /** @param {string[]} given */
  const pim = (...given) =>
    runInForeground(process.execPath, [join(root, "bin", "src", "cli", "main.js"), ...given], { cwd: root, variables });
  if (code === 0 || endedInPreview(eventLog)) await pim("preview", "--events", eventLog, "--now", "tenant");
  else
    process.stderr.write(
      "The run did not end well. What is left to do, against the tenant as it is: npm run preview\n",
    );
  if (code !== 0) return code;
  if (changedNothing(eventLog)) {
    process.stdout.write(`${paint("green", "Nothing changed: the tenant is as declared.", process.stdout)}\n`);
  }
  return pim("who");
});
