import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findCli } from "./cli/find.mjs";
import { installDependencies } from "./dependencies.mjs";
import { pulumiEnvironment } from "./environment.mjs";
import { gatherExecutables, hasOwnLanguageHost } from "./executables.mjs";
import { environmentFile, pimDirectory } from "./places.mjs";

/**
 * Makes this clone ready to run: dependencies, the Pulumi CLI, the folder of executables, `.pim/env.json`. About a second
 * where all is there.
 * @returns {Promise<{ variables: Record<string, string> }>} environment for the CLI, to be added to that of this process
 */
export async function setUp() {
  await installDependencies();
  const cli = await findCli();
  const official = hasOwnLanguageHost(cli);
  const cliDirectory = official ? dirname(cli) : gatherExecutables(cli);
  const variables = pulumiEnvironment({ cliDirectory, selfContained: !official });
  mkdirSync(join(pimDirectory, "state"), { recursive: true });
  writeIfNew(environmentFile, `${JSON.stringify(variables, null, 2)}\n`);
  return { variables };
}

/**
 * @param {string} file
 * @param {string} text
 */
function writeIfNew(file, text) {
  try {
    if (readFileSync(file, "utf8") === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(file, text);
}
