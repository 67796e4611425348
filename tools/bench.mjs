/** `npm run bench`: what we cost above Pulumi itself, measured. `npm run bench -- --help` tells the options. */
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
  return runInForeground(process.execPath, [join(root, "bin", "bench", "main.js"), ...args], { cwd: root, variables });
});
