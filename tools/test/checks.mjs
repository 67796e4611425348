import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compiler, projects, removeOrphansOfBuild } from "../compile.mjs";
import { root } from "../places.mjs";
import { elapsed, paint } from "../progress.mjs";
import { capture } from "../run.mjs";

const modules = join(root, "node_modules");

/** What is checked besides running the tests. Arguments of lint and walls stand in package.json only. */
const checks = {
  lint: [[join(modules, "@biomejs", "biome", "bin", "biome"), ...argumentsOf("lint")]],
  types: [
    [compiler, "--build", ...projects],
    [compiler, "--project", join("tools", "tsconfig.json")],
  ],
  walls: [[join(modules, "dependency-cruiser", "bin", "dependency-cruise.mjs"), ...argumentsOf("walls")]],
};

/**
 * Types, which leaves the compiled tree behind, then lint and walls side by side: imports of the pack resolve to that tree.
 * @returns {Promise<import("./tally.mjs").Check[]>}
 */
export async function runChecks() {
  return [await checkTypes(), ...(await Promise.all([check("lint"), check("walls")]))];
}

/**
 * Compiles everything, as a check.
 * @returns {Promise<import("./tally.mjs").Check>}
 */
export async function checkTypes() {
  const types = await check("types");
  removeOrphansOfBuild();
  return types;
}

/** @param {keyof typeof checks} name */
async function check(name) {
  const start = Date.now();
  let complaints = "";
  for (const args of checks[name]) {
    const { code, output } = await capture(process.execPath, args, { cwd: root });
    if (code !== 0) complaints += output || `${args[0]} ended with code ${code}\n`;
  }
  const passed = complaints === "";
  const verdict = passed ? paint("green", "passed", process.stdout) : paint("red", "failed", process.stdout);
  process.stdout.write(`${complaints}${name}: ${verdict} (${elapsed(Date.now() - start)})\n`);
  return { name, passed };
}

/**
 * What follows the name of the program in a script of package.json.
 * @param {string} script
 * @returns {string[]}
 */
function argumentsOf(script) {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return scripts[script].split(" ").slice(1);
}
