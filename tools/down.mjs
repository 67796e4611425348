/** `npm run down`: takes the reference stack back, with the rules of `pulumi destroy`. Arguments go there. */
import { command } from "./command.mjs";
import { onReferenceStack } from "./stack.mjs";

await command(async (args) => (await onReferenceStack(["destroy", "--yes", ...args])).code);
