/** Where things lie: the clone, its own folder for run-time data, and the cache that all clones of one user share. */
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Root of this clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Run-time data of this clone, ignored by git: Pulumi's state, the embedded tenant, the executables. */
export const pimDirectory = join(root, ".pim");

/** The folder that holds every executable the engine looks for. One folder only: anything else makes Pulumi warn. */
export const executablesDirectory = join(pimDirectory, "bin");

/** The environment of the last set-up, as JSON; see environment.mjs. */
export const environmentFile = join(pimDirectory, "env.json");

/**
 * Folder for what is worth keeping between clones (Node, the Pulumi CLI). `PIM_CACHE_DIR` names another one.
 * @param {Record<string, string | undefined>} [variables]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheDirectory(variables = process.env, platform = process.platform) {
  if (variables.PIM_CACHE_DIR) return variables.PIM_CACHE_DIR;
  return join(userCache(variables, platform), "pim-as-code");
}

/**
 * @param {Record<string, string | undefined>} variables
 * @param {NodeJS.Platform} platform
 */
function userCache(variables, platform) {
  if (variables.XDG_CACHE_HOME) return variables.XDG_CACHE_HOME;
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  if (platform === "win32") return variables.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return join(homedir(), ".cache");
}

/**
 * Whether the module with this `import.meta.url` is what Node was asked to run, symbolic links resolved.
 * @param {string} url
 */
export function isMain(url) {
  const script = process.argv[1];
  return script !== undefined && url === pathToFileURL(realpathSync(script)).href;
}
