import Table from "cli-table3";
import { Command } from "commander";
import type { Holder } from "../emulator";
import { fileOption, withTenant } from "./tenant-options";

interface ShowFlags {
  readonly file: string;
  readonly role?: string;
  readonly principal?: string;
  readonly json?: true;
}

/** `pim tenant show`: who holds what now. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("who holds which role now, how and until when")
    .addOption(fileOption())
    .option("--role <name>", "only roles whose name contains this")
    .option("--principal <name>", "only holders whose name or UPN contains this")
    .option("--json", "JSON instead of a table");
  return command.action((flags: ShowFlags) =>
    withTenant(command, flags.file, (tenant) => {
      const holders = tenant.holders().filter((holder) => wanted(holder, flags));
      const text = flags.json ? JSON.stringify(holders, null, 2) : tableOf(holders);
      process.stdout.write(`${text}\n`);
    }),
  );
}

function wanted(holder: Holder, { role = "", principal = "" }: ShowFlags): boolean {
  const contains = (text: string | null, part: string) => (text ?? "").toLowerCase().includes(part.toLowerCase());
  const named = contains(holder.principalName, principal) || contains(holder.userPrincipalName, principal);
  return contains(holder.roleName, role) && named;
}

function tableOf(holders: readonly Holder[]): string {
  const table = new Table({
    head: ["role", "state", "holder", "scope", "until", "made"],
    style: { head: [], border: [], compact: true },
  });
  for (const holder of holders)
    table.push([
      holder.roleName,
      holder.state,
      holder.userPrincipalName ?? `${holder.principalName} (${holder.principalType})`,
      holder.scope === "/" ? "tenant" : holder.scope,
      holder.end === null ? "permanent" : holder.end.slice(0, 16).replace("T", " "),
      holder.outsidePim ? "outside PIM" : "by PIM",
    ]);
  return `${table.toString()}\n${holders.length} holdings`;
}
