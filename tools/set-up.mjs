import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pulumiEnvironment } from "./environment.mjs";
import { gatherExecutables } from "./executables.mjs";
import { cacheDirectory, environmentFile, pimDirectory } from "./places.mjs";

/**
 * Makes this clone ready to run.
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ variables: Record<string, string> }>}
 */
export async function setUp(_options = {}) {
  const cliDirectory = gatherExecutables(join(cacheDirectory(), "pulumi-3.259.0", "pulumi"));
  const variables = pulumiEnvironment({ cliDirectory });
  if (variables.PULUMI_BACKEND_URL) mkdirSync(fileURLToPath(variables.PULUMI_BACKEND_URL), { recursive: true });
  mkdirSync(pimDirectory, { recursive: true });
  writeFileSync(environmentFile, `${JSON.stringify(variables, null, 2)}\n`);
  return { variables };
}
