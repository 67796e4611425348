import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "./places.mjs";

/**
 * A folder of the user's cache that is either complete or absent. `fill` works in a folder of its own, which is then
 * renamed: a run that is killed leaves nothing that looks finished, and of two runs at once one wins and both go on.
 * @param {string} name e.g. `pulumi-3.259.0`
 * @param {(partDirectory: string) => Promise<void>} fill
 * @param {string} [directory] the cache
 * @returns {Promise<string>} the folder
 */
export async function cached(name, fill, directory = cacheDirectory()) {
  const target = join(directory, name);
  if (existsSync(target)) return target;
  mkdirSync(directory, { recursive: true });
  removeLeftovers(directory, name);
  const part = join(directory, `${name}.${process.pid}.part`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  try {
    await fill(part);
    try {
      renameSync(part, target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    }
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return target;
}

/**
 * Removes what runs left behind that no longer live.
 * @param {string} directory
 * @param {string} name
 */
function removeLeftovers(directory, name) {
  for (const entry of readdirSync(directory)) {
    const match = /^(.*)\.(\d+)\.part$/.exec(entry);
    if (match?.[1] === name && !isAlive(Number(match[2])))
      rmSync(join(directory, entry), { recursive: true, force: true });
  }
}

/**
 * Whether a process of this machine runs.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
