import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./places.mjs";
import { Problem } from "./problem.mjs";
import { capture } from "./run.mjs";

/** The compiler as a script, so that neither a shell nor `npx` stands between. */
export const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const bin = join(root, "bin");
const pack = join(root, "policies");

/** What is compiled, in this order: the policy pack reads the rest. */
export const projects = [root, pack];

/** Compiles the whole tree and the policy pack, which reads it, or fails with the compiler's complaints. */
export async function compile() {
  const { code, output } = await capture(process.execPath, [compiler, "--build", ...projects], { cwd: root });
  if (code !== 0) throw new Problem("the code does not compile", { why: output, cure: "mend the lines above" });
  removeOrphansOfBuild();
}

/** Removes from bin/ what no source stands for any more. */
export function removeOrphansOfBuild() {
  removeOrphans(bin, root);
  removeOrphans(join(pack, "bin"), pack);
}

/**
 * Removes what was compiled from sources that are gone: the compiler leaves it, and a deleted test would go on running.
 * @param {string} output
 * @param {string} sources folder whose tree `output` mirrors
 */
export function removeOrphans(output, sources) {
  if (!existsSync(output)) return;
  for (const entry of readdirSync(output, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const source = sourceOf(relative(output, file));
    if (source && !existsSync(join(sources, source))) rmSync(file);
  }
}

/**
 * @param {string} compiled path below the output folder
 * @returns {string | undefined} nothing for files that are no compiler output
 */
function sourceOf(compiled) {
  if (compiled.endsWith(".json")) return compiled;
  const match = /^(.*?)(\.d\.ts|\.js|\.js\.map)$/.exec(compiled);
  return match ? `${match[1]}.ts` : undefined;
}
