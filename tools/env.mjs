/** Prints the environment that environment.mjs describes, as JSON, after a set-up. */
import { command } from "./command.mjs";
import { setUp } from "./set-up.mjs";

await command(async () => {
  const { variables } = await setUp();
  process.stdout.write(`${JSON.stringify(variables, null, 2)}\n`);
  return 0;
});
