import type { Command } from "commander";

/** Ends the command with what went wrong: no stack, exit code 1. */
export function fail(command: Command, error: unknown): never {
  return command.error(`error: ${error instanceof Error ? error.message : String(error)}`, { exitCode: 1 });
}
