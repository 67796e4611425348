/** `npm run replay -- FILE`: documented calls against the embedded tenant. `npm run replay -- --help` tells the options. */
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
  const program = join(root, "bin", "test", "emulator", "replay", "main.js");
  return runInForeground(process.execPath, [program, ...args], { variables });
});
