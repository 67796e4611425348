import Table from "cli-table3";
import { Command, Option } from "commander";
import type { Holder, Tenant } from "../emulator";
import { fileOption, withTenant } from "./tenant-options";

interface ShowFlags {
  readonly file: string;
  readonly role?: string;
  readonly principal?: string;
  readonly plane?: Plane;
  readonly json?: true;
}

/** What each plane is called, and its scope. */
const planes = {
  entra: { title: "Entra roles", scope: "scope" },
  group: { title: "Groups", scope: "group" },
  azure: { title: "Azure roles", scope: "scope" },
} as const;
type Plane = keyof typeof planes;

/** `pim tenant show`: who holds what now. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("who holds what now, how and until when: directory roles, groups, Azure roles")
    .addOption(fileOption())
    .option("--role <name>", "only roles whose name contains this")
    .option("--principal <name>", "only holders whose name or UPN contains this")
    .addOption(new Option("--plane <plane>", "only this one").choices(Object.keys(planes)))
    .option("--json", "JSON instead of tables");
  return command.action((flags: ShowFlags) =>
    withTenant(command, flags.file, (tenant) => {
      const names = flags.plane === undefined ? (Object.keys(planes) as Plane[]) : [flags.plane];
      const found = names.map((plane) => ({ plane, holders: held(tenant, plane, flags) }));
      const shown = found.filter(({ holders }) => holders.length > 0);
      const all = found.flatMap(({ plane, holders }) => holders.map((holder) => ({ plane, ...holder })));
      const tables = [...shown.map(({ plane, holders }) => tableOf(plane, holders)), `${all.length} holdings`];
      process.stdout.write(`${flags.json ? JSON.stringify(all, null, 2) : tables.join("\n\n")}\n`);
    }),
  );
}

function held(tenant: Tenant, plane: Plane, flags: ShowFlags): Holder[] {
  return tenant.holders(plane).filter((holder) => wanted(holder, flags));
}

function wanted(holder: Holder, { role = "", principal = "" }: ShowFlags): boolean {
  const contains = (text: string | null, part: string) => (text ?? "").toLowerCase().includes(part.toLowerCase());
  const named = contains(holder.principalName, principal) || contains(holder.userPrincipalName, principal);
  return contains(holder.roleName, role) && named;
}

function tableOf(plane: Plane, holders: readonly Holder[]): string {
  const { title, scope } = planes[plane];
  const table = new Table({
    head: ["role", "state", "holder", scope, "until", "made"],
    style: { head: [], border: [], compact: true },
  });
  for (const holder of holders)
    table.push([
      holder.roleName,
      holder.state,
      holder.userPrincipalName ?? `${holder.principalName} (${holder.principalType})`,
      holder.scope === "/" ? "tenant" : holder.scopeName,
      holder.end === null ? "permanent" : holder.end.slice(0, 16).replace("T", " "),
      holder.outsidePim ? "outside PIM" : "by PIM",
    ]);
  return `${title}\n${table.toString()}`;
}
