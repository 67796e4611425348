import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npmComplaint, npmUnder } from "./npm.mjs";
import { root } from "./places.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./progress.mjs";
import { capture } from "./run.mjs";

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** Brings node_modules to what package-lock.json says; does nothing where it is so already. */
export async function installDependencies() {
  const locked = packagesIn(join(root, "package-lock.json"));
  if (!locked) {
    throw new Problem("package-lock.json is missing or no JSON", {
      cure: "restore it: git checkout package-lock.json",
    });
  }
  const installed = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (installed && agrees(locked, installed)) return;
  await step("installing the locked dependencies (npm ci)", async () => {
    const npm = npmUnder(process.execPath);
    const { code, output } = await capture(npm.command, [...npm.args, "ci", "--ignore-scripts"], {
      cwd: root,
      variables: npm.variables,
    });
    if (code !== 0) {
      throw new Problem("npm ci failed", {
        why: npmComplaint(output),
        cure: "mend what npm names above; if package.json was edited, run npm install first",
      });
    }
  });
}

/**
 * Whether npm's own record of what it installed has everything locked, in the same versions. Optional packages (builds
 * for other platforms) may be absent.
 * @param {Packages} locked
 * @param {Packages} installed
 */
export function agrees(locked, installed) {
  const names = Object.keys(locked).filter((name) => name.includes("node_modules/"));
  const complete = names.every((name) => {
    const there = installed[name];
    return there
      ? there.version === locked[name]?.version && there.integrity === locked[name]?.integrity
      : locked[name]?.optional === true;
  });
  return complete && Object.keys(installed).every((name) => name in locked);
}

/**
 * @param {string} file
 * @returns {Packages | undefined} nothing where npm has not finished an installation
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
