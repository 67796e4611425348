import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./progress.mjs";
import { capture, tail } from "./run.mjs";
import { atLeast } from "./versions.mjs";

/** Older ones lack what Microsoft's packages are written in. */
const minimumPython = "3.10";

/**
 * A Python of its own with the packages of a requirements file, kept in the cache under what the file says.
 * @param {string} requirements
 * @returns {Promise<{ python: string } | { missing: string }>} the executable, or why there is none on this machine
 */
export async function pythonWith(requirements) {
  const found = await findPython();
  if (!found) return { missing: `no Python ${minimumPython} or newer on PATH` };
  const { command, version } = found;
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const directory = await cached(`python-${version}-${wanted}`, (part) =>
    step("installing Microsoft's packages for Python", async () => {
      await run(command, ["-m", "venv", part], "the virtual environment could not be made");
      const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
      await run(executableIn(part), install, "pip install failed");
    }),
  );
  return { python: executableIn(directory) };
}

/** @param {string} directory of a virtual environment */
function executableIn(directory) {
  return process.platform === "win32" ? join(directory, "Scripts", "python.exe") : join(directory, "bin", "python");
}

async function findPython() {
  for (const command of ["python3", "python"]) {
    const question = ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"];
    const answer = await capture(command, question).catch(() => undefined);
    const version = answer?.code === 0 ? answer.stdout.trim() : "";
    if (atLeast(version, minimumPython)) return { command, version };
  }
  return undefined;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} complaint
 */
async function run(command, args, complaint) {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Problem(complaint, { why: tail(output) });
}
