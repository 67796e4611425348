import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const main = resolve(__dirname, "../../src/cli/main.js");

/** Runs `pim` as people do, in `folder`; NO_COLOR and the like through `environment`. */
export function runPim(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}
