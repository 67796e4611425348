import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { Tenant } from "../emulator";

/** `--file`, with the place the reference stack uses as default. */
export function fileOption(): Option {
  return new Option("--file <path>", "SQLite file of the tenant").default(".pim/tenant.db");
}

export function seedOption(): Option {
  return new Option(
    "--seed <contoso|empty|path>",
    "what a new tenant starts with; a path names a seed or an export",
  ).default("contoso");
}

/** Opens a tenant that must exist, runs, closes; what goes wrong becomes one line and exit code 1. */
export function withTenant(command: Command, file: string, work: (tenant: Tenant) => void): void {
  if (!existsSync(file))
    command.error(`there is no tenant at ${file}; run npm run up or pim tenant serve --file ${file} first`, {
      exitCode: 1,
    });
  orFail(command, () => {
    const tenant = Tenant.open({ file });
    try {
      work(tenant);
    } finally {
      tenant.close();
    }
  });
}

/** Runs; an error becomes one line without a stack and exit code 1. */
export function orFail<T>(command: Command, work: () => T): T {
  try {
    return work();
  } catch (error) {
    return command.error(messageOf(error), { exitCode: 1 });
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
