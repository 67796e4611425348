import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { cached } from "../cache.mjs";
import { cacheDirectory, executablesDirectory } from "../places.mjs";
import { say, step } from "../progress.mjs";
import { capture } from "../run.mjs";
import { atLeast, pinnedPulumi } from "../versions.mjs";
import { buildCli } from "./build.mjs";
import { fetchRelease, releasesAt } from "./release.mjs";

/** File name of the CLI. */
export const cliName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Path of a Pulumi CLI that is new enough: the one on PATH, the one kept in the user's cache, else the official release,
 * else one built here with Go.
 * @returns {Promise<string>}
 */
export async function findCli() {
  const onPath = await cliOnPath(process.env.PATH ?? "");
  if (onPath) return onPath;
  const name = `pulumi-${pinnedPulumi}`;
  const finished = join(cacheDirectory(), name, cliName);
  if (existsSync(finished)) return finished;
  const directory = await cached(name, async (part) => {
    const release = await fetchRelease(part, releasesAt());
    if (release.reachable) return;
    say(`the Pulumi CLI is built here with Go, once, in about 5 minutes: ${release.reason}`);
    await step(`building the Pulumi CLI ${pinnedPulumi}`, (report) => buildCli(join(part, cliName), report));
  });
  return join(directory, cliName);
}

/**
 * The first `pulumi` on a PATH, if it is new enough. Our own folder does not count: it only points to another.
 * @param {string} path
 * @param {(cli: string) => Promise<string>} [versionOf]
 * @returns {Promise<string | undefined>}
 */
export async function cliOnPath(path, versionOf = printedVersion) {
  const folders = path.split(delimiter).filter((folder) => folder !== "" && resolve(folder) !== executablesDirectory);
  const cli = folders.map((folder) => join(folder, cliName)).find(isExecutable);
  return cli && atLeast(await versionOf(cli), pinnedPulumi) ? cli : undefined;
}

/** @param {string} cli */
async function printedVersion(cli) {
  const { stdout } = await capture(cli, ["version"], { variables: { PULUMI_SKIP_UPDATE_CHECK: "true" } });
  return stdout;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
