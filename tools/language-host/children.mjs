import { createRequire } from "node:module";
import { join } from "node:path";

/** Exit code by which the SDK's runners say that the user has already been told what went wrong. */
export const ALREADY_EXPLAINED = 32;

/**
 * Finds a runner of the SDK as the program itself would, so that a program with its own SDK runs on that one.
 * @param {string} directory where the program or the policy pack lies
 * @param {string} runner e.g. `@pulumi/pulumi/cmd/run`
 */
export function resolveRunner(directory, runner) {
  try {
    return createRequire(join(directory, "resolve.js")).resolve(runner);
  } catch {
    throw new Error(`"${runner}" is not installed for ${directory}: run "npm ci" there or in a folder above it`);
  }
}

/**
 * Resolves to how a child ended. One that could not be started counts as ended with code -1.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number, reason: string }>}
 */
export function ended(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: -1, reason: `could not be started: ${error.message}` }));
    child.once("close", (code, signal) =>
      resolve({ code: code ?? -1, reason: signal ? `was ended by ${signal}` : `exited with code ${code}` }),
    );
  });
}
