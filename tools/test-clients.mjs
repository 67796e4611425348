/**
 * `npm run test:clients`: Microsoft's own packages for Node and Python go through a day with PIM against the embedded tenant, over
 * HTTPS and with strict sign-in. Arguments go to Mocha.
 */
import { join } from "node:path";
import { command } from "./command.mjs";
import { compile } from "./compile.mjs";
import { installDependencies } from "./dependencies.mjs";
import { root } from "./places.mjs";
import { say, step } from "./progress.mjs";
import { pythonWith } from "./python.mjs";
import { runInForeground } from "./run.mjs";

await command(async (args) => {
  await installDependencies();
  await step("compiling", compile);
  const found = await pythonWith(join(root, "test", "real-clients", "requirements.txt"));
  if ("missing" in found) say(`the clients in Python are skipped: ${found.missing}`);
  return runInForeground(
    process.execPath,
    [join(root, "node_modules", "mocha", "bin", "mocha.js"), "bin/test/real-clients/**/*.test.js", ...args],
    { cwd: root, variables: "python" in found ? { PIM_CLIENTS_PYTHON: found.python } : {} },
  );
});
