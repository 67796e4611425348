/** `npm run pim -- ARGS`: our own command line, built, under a Node that is new enough. */
import { join } from "node:path";
import { command } from "./command.mjs";
import { compile } from "./compile.mjs";
import { root } from "./places.mjs";
import { step } from "./progress.mjs";
import { runInForeground } from "./run.mjs";
import { setUp } from "./set-up.mjs";

await command(async (args) => {
  const { variables } = await setUp();
  await step("compiling", compile);
  return runInForeground(process.execPath, [join(root, "bin", "src", "cli", "main.js"), ...args], {
    cwd: root,
    variables,
  });
});
