/** Prints the environment that environment.mjs describes, as JSON, after a set-up. */
import { setUp } from "./set-up.mjs";

const { variables } = await setUp({ quiet: true });
process.stdout.write(`${JSON.stringify(variables, null, 2)}\n`);
