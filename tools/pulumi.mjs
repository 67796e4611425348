/** `npm run pulumi -- ARGS`: Pulumi's CLI in our environment, e.g. `npm run pulumi -- stack --show-urns`. */
import { command } from "./command.mjs";
import { compile } from "./compile.mjs";
import { root } from "./places.mjs";
import { step } from "./progress.mjs";
import { runInForeground } from "./run.mjs";
import { setUp } from "./set-up.mjs";

/** Commands that run the program, which must then be the one that is written, not the one compiled last. */
const runsProgram = new Set(["up", "update", "preview", "pre", "destroy", "down", "refresh", "import", "watch"]);

await command(async (args) => {
  const { variables } = await setUp();
  if (args.some((argument) => runsProgram.has(argument))) await step("compiling", compile);
  return runInForeground("pulumi", args, { cwd: root, variables });
});
