import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "./cache.mjs";
import { compile } from "./compile.mjs";
import { pimDirectory, root } from "./places.mjs";
import { Problem } from "./problem.mjs";
import { say, step } from "./progress.mjs";
import { capture, runInForeground, tail } from "./run.mjs";
import { setUp } from "./set-up.mjs";

/** The reference stack: Pulumi.dev.yaml. */
export const stackName = "dev";

/** The gate: what breaks a mandatory rule stops before anything is written. */
const policies = [
  "--policy-pack",
  join(root, "policies"),
  "--policy-pack-config",
  join(root, "policies", "config", "microsoft.json"),
];
const judged = new Set(["up", "preview"]);

const inOurState = join(pimDirectory, "state", ".pulumi");
const place = join("pim-as-code", stackName);

/**
 * Runs one of Pulumi's commands on the reference stack, everything it needs made ready first.
 * @param {string[]} args e.g. `["up", "--yes"]`
 * @param {Record<string, string>} [more] variables for Pulumi, besides those of the set-up
 * @returns {Promise<{ code: number, variables: Record<string, string> }>}
 */
export async function onReferenceStack(args, more = {}) {
  const { variables } = await setUp();
  await step("compiling", compile);
  if (process.env.PULUMI_BACKEND_URL) say(`state is kept at ${process.env.PULUMI_BACKEND_URL} (PULUMI_BACKEND_URL)`);
  else refuseLocked(join(inOurState, "locks", "organization", place));
  await createStack(variables);
  const gate = judged.has(args[0] ?? "") ? policies : [];
  const code = await runInForeground("pulumi", [...args, ...gate, "--stack", stackName], {
    cwd: root,
    variables: { ...variables, ...more },
  });
  return { code, variables };
}

/** @param {Record<string, string>} variables */
async function createStack(variables) {
  const stateFile = join(inOurState, "stacks", `${place}.json`);
  if (!process.env.PULUMI_BACKEND_URL && existsSync(stateFile)) return;
  const { code, output } = await capture("pulumi", ["stack", "select", "--create", stackName], {
    cwd: root,
    variables,
  });
  if (code !== 0) throw new Problem(`the stack "${stackName}" could not be created`, { why: tail(output) });
}

/**
 * A run that was killed leaves its lock behind, and Pulumi's own message does not know how it is called here.
 * @param {string} directory with one JSON file a lock
 */
export function refuseLocked(directory) {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory)) {
    const lock = readLock(join(directory, entry));
    if (!lock) continue;
    const cancel = `npm run pulumi -- cancel ${stackName} --yes`;
    if (lock.hostname === hostname() && !isAlive(lock.pid)) {
      throw new Problem("an earlier run was killed and left the stack locked", {
        why: `process ${lock.pid}, started ${lock.timestamp}, is gone`,
        cure: `${cancel}, then run this again`,
      });
    }
    throw new Problem("another run is at work on this stack", {
      why: `process ${lock.pid} on ${lock.hostname}, started ${lock.timestamp}`,
      cure: `wait for its end; if it is no more, ${cancel}`,
    });
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, hostname: string, timestamp: string } | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Released while we looked.
    return undefined;
  }
}
