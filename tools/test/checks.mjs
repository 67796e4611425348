import { join } from "node:path";
import { removeOrphansOfBuild } from "../compile.mjs";
import { root } from "../places.mjs";
import { elapsed, paint } from "../progress.mjs";
import { capture } from "../run.mjs";

const modules = join(root, "node_modules");

/** What is checked besides running the tests. Paths of scripts, so that no shell and no `npx` is between. */
const checks = {
  lint: [[join(modules, "@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."]],
  types: [
    [join(modules, "typescript", "bin", "tsc"), "--build", ".", "policies"],
    [join(modules, "typescript", "bin", "tsc"), "--project", join("tools", "tsconfig.json")],
  ],
  walls: [
    [
      join(modules, "dependency-cruiser", "bin", "dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      "src",
      "components",
      "test",
      ...["policies/index.ts", "policies/lib", "policies/rules"],
    ],
  ],
};

/**
 * Lint, types and walls; types first, since it leaves the compiled tree behind, which the pack's imports resolve to.
 * @param {(keyof typeof checks)[]} [names]
 * @returns {Promise<import("./tally.mjs").Check[]>}
 */
export async function runChecks(names = ["lint", "types", "walls"]) {
  const [first, ...others] = names.toSorted((a, b) => Number(b === "types") - Number(a === "types"));
  const types = first === undefined ? [] : [await check(first, checks[first])];
  removeOrphansOfBuild();
  return [...types, ...(await Promise.all(others.map((name) => check(name, checks[name]))))];
}

/**
 * @param {string} name
 * @param {string[][]} commands
 */
async function check(name, commands) {
  const start = Date.now();
  let complaints = "";
  for (const args of commands) {
    const { code, output } = await capture(process.execPath, args, { cwd: root });
    if (code !== 0) complaints += output || `${args[0]} ended with code ${code}\n`;
  }
  const passed = complaints === "";
  const verdict = passed ? paint("green", "passed", process.stdout) : paint("red", "failed", process.stdout);
  process.stdout.write(`${complaints}${name}: ${verdict} (${elapsed(Date.now() - start)})\n`);
  return { name, passed };
}
