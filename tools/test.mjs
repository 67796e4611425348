/**
 * `npm test`: lint, types, walls and every test, closed by the line `N passed, N failed, N skipped`.
 *
 * `npm test -- ARGS` runs only the tests that the arguments select: folders or files below test/ (`test/wire`), and
 * anything Mocha takes (`--grep "five-minute"`).
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { command } from "./command.mjs";
import { pimDirectory, root } from "./places.mjs";
import { runInForeground } from "./run.mjs";
import { setUp } from "./set-up.mjs";
import { checkTypes, runChecks } from "./test/checks.mjs";
import { tally } from "./test/tally.mjs";

await command(async (args) => {
  const { variables } = await setUp();
  const checks = args.length === 0 ? await runChecks() : [await checkTypes()];
  const { counts, exitCode } = await runMocha(args, variables.PATH ?? "");
  const result = tally(checks, counts, exitCode);
  process.stdout.write(`${[...result.lines, result.closing].join("\n")}\n`);
  return result.exitCode;
});

/**
 * Runs the compiled tests, files side by side. State and passphrase of the reference stack stay out of their sight.
 * @param {string[]} args
 * @param {string} path
 */
async function runMocha(args, path) {
  const countsFile = join(pimDirectory, `test-counts-${process.pid}.json`);
  mkdirSync(pimDirectory, { recursive: true });
  const exitCode = await runInForeground(
    process.execPath,
    [
      join(root, "node_modules", "mocha", "bin", "mocha.js"),
      ...["--parallel", "--jobs", String(Math.max(2, availableParallelism()))],
      ...["--timeout", "20000", "--forbid-only", "--fail-zero"],
      // Mocha takes CI=true for a terminal
      ...(process.stdout.isTTY ? [] : ["--no-color"]),
      ...["--reporter", join(root, "tools", "test", "reporter.cjs"), "--reporter-option", `counts=${countsFile}`],
      ...selection(args),
    ],
    { cwd: root, variables: { PATH: path } },
  );
  const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, "utf8")) : undefined;
  rmSync(countsFile, { force: true });
  return { counts, exitCode };
}

/**
 * Sources named on the command line, as the compiled files that Mocha runs; all where none is named.
 * @param {string[]} args
 */
function selection(args) {
  const named = args.filter((argument) => argument.startsWith("test/") || argument === "test");
  const rest = args.filter((argument) => !named.includes(argument));
  const files = named.map((name) => {
    const folder = existsSync(join(root, name)) && statSync(join(root, name)).isDirectory();
    return folder ? `bin/${name}/**/*.test.js` : `bin/${name.replace(/\.ts$/, ".js")}`;
  });
  return [...rest, ...(files.length > 0 ? files : ["bin/test/**/*.test.js"])];
}
