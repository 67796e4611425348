/** `npm run preview`: what `npm run up` would do. Arguments go to `pulumi preview`. */
import { command } from "./command.mjs";
import { onReferenceStack } from "./stack.mjs";

await command(async (args) => (await onReferenceStack(["preview", ...args])).code);
