/** `npm run up`: from a clone to a deployed tenant, then who holds what. Arguments go to `pulumi up`. */
import { join } from "node:path";
import { command } from "./command.mjs";
import { root } from "./places.mjs";
import { runInForeground } from "./run.mjs";
import { onReferenceStack } from "./stack.mjs";

await command(async (args) => {
  const { code, variables } = await onReferenceStack(["up", "--yes", ...args]);
  if (code !== 0) return code;
  return runInForeground(process.execPath, [join(root, "bin", "src", "cli", "main.js"), "who"], {
    cwd: root,
    variables,
  });
});
