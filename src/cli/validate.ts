import { readFileSync } from "node:fs";
import { Command } from "commander";
import * as yaml from "yaml";
import { builtInRole, type Deployment, isGuid, readDeployment, tell } from "../model";
import { counted } from "./counted";
import { fail } from "./fail";

/** `pim validate`: a deployment file, judged without a tenant. */
export function validateCommand(): Command {
  const command = new Command("validate")
    .description(
      "check a deployment file without a tenant: form, durations, schedules, lines that contradict each other",
    )
    .argument("<file>", "the deployment file")
    .addHelpText("after", "\nExamples:\n  pim validate deployments/dev.yaml");
  return command.action((file: string) => {
    try {
      process.stdout.write(`${validate(file)}\n`);
    } catch (error) {
      fail(command, error);
    }
  });
}

function validate(file: string): string {
  const text = readDeployment(textOf(file), yaml);
  if (text.deployment === undefined) throw new Error(tell(file, text.complaints()));
  const custom = text.roles.filter((role) => builtInRole(role) === undefined && !isGuid(role));
  const notes = custom.map((role) => `note: "${role}" is no built-in role; only the tenant knows its custom roles`);
  return [...notes, `${file}: no mistakes; ${countsOf(text.deployment)}`].join("\n");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}`);
  }
}

function countsOf({ breakGlass, entraRoles = {} }: Deployment): string {
  const roles = Object.values(entraRoles);
  const sum = (kind: "eligible" | "active") => roles.reduce((count, role) => count + (role[kind]?.length ?? 0), 0);
  const accounts = breakGlass?.accounts.length ?? 0;
  const lines = `${sum("eligible")} eligible, ${sum("active")} active`;
  return `${counted(roles.length, "role")}, ${lines}, ${counted(accounts, "break-glass account")}`;
}
