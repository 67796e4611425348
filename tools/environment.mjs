/**
 * The environment in which Pulumi's CLI runs here.
 *
 * Set-up writes it to `.pim/env.json`, one object of variables (PATH complete), so that anything else, engine tests above
 * all, can run the CLI: `spawn("pulumi", […], { env: { ...process.env, ...JSON.parse(env.json), PULUMI_BACKEND_URL: … } })`.
 * `node tools/env.mjs` prints the same after making sure that it is true.
 *
 * State lies in `.pim/` with a fixed, empty passphrase, which suits a stack that holds no secrets. Who sets
 * PULUMI_BACKEND_URL keeps the state elsewhere, and then home and passphrase are theirs as well.
 */
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { executablesDirectory, pimDirectory } from "./places.mjs";

/**
 * Variables to add to those of this process.
 * @param {{ cliDirectory?: string, selfContained?: boolean, variables?: Record<string, string | undefined> }} [given]
 *   `cliDirectory` holds `pulumi`; `selfContained` is false for an official CLI, which may fetch plug-ins of its own
 * @returns {Record<string, string>}
 */
export function pulumiEnvironment({
  cliDirectory = executablesDirectory,
  selfContained = true,
  variables = process.env,
} = {}) {
  return {
    PATH: pathWith([cliDirectory, dirname(process.execPath)], variables.PATH ?? ""),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(selfContained ? { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" } : {}),
    ...(variables.PULUMI_BACKEND_URL ? {} : ownState(join(pimDirectory, "state"), join(pimDirectory, "home"))),
  };
}

/**
 * State in a folder, nothing of the user's own Pulumi touched.
 * @param {string} stateDirectory must exist before the CLI starts
 * @param {string} homeDirectory
 * @returns {Record<string, string>}
 */
export function ownState(stateDirectory, homeDirectory) {
  return {
    // the side file that goes with each state is not written whole: a CLI killed over it could not read its state any more
    PULUMI_BACKEND_URL: `${pathToFileURL(stateDirectory).href}?metadata=skip`,
    PULUMI_HOME: homeDirectory,
    PULUMI_CONFIG_PASSPHRASE: "",
  };
}

/**
 * @param {string[]} first folders to put in front, each once
 * @param {string} path
 */
function pathWith(first, path) {
  const rest = path.split(delimiter).filter((entry) => entry !== "" && !first.includes(entry));
  return [...new Set(first), ...rest].join(delimiter);
}
