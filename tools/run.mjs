import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Problem } from "./problem.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [variables] added to those of this process
 * @property {(line: string) => void} [onLine] sees each line of stdout and stderr while it runs
 */

/**
 * Runs a command in the foreground and resolves to its exit code. Signals that reach us are the command's to answer:
 * we pass them on and wait for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export async function runInForeground(command, args, { cwd, variables = {} } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...variables }, stdio: "inherit" });
  const stopForwarding = forwardSignals(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", (error) => reject(notStarted(command, error)));
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 15 : constants.signals[signal])));
    });
  } finally {
    stopForwarding();
  }
}

/**
 * Runs a command for its output. Resolves whatever the exit code is.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` has stdout and stderr as they came
 */
export async function capture(command, args, { cwd, variables = {}, onLine = () => {} } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk) => {
      output += chunk;
    });
    forEachLine(stream, onLine);
  }
  const code = await new Promise((resolve, reject) => {
    child.once("error", (error) => reject(notStarted(command, error)));
    child.once("close", (exitCode) => resolve(exitCode ?? -1));
  });
  return { code, stdout, output };
}

/**
 * @param {string} text
 * @param {number} [lines]
 */
export function tail(text, lines = 15) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @param {(line: string) => void} onLine
 */
function forEachLine(stream, onLine) {
  let rest = "";
  stream.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function forwardSignals(child) {
  // On a terminal Ctrl-C has reached the child already; a second SIGINT would tell Pulumi to give up at once.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const handlers = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]).map((signal) => {
    const pass = () => {
      if (!(signal === "SIGINT" && onTerminal)) child.kill(signal);
    };
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/**
 * @param {string} command
 * @param {Error} error
 */
function notStarted(command, error) {
  return new Problem(`"${command}" could not be started`, {
    why: error.message,
    cure: `make sure that "${command}" is installed and on PATH`,
  });
}
