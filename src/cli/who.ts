import { existsSync } from "node:fs";
import { Command } from "commander";
import { type Clients, connect, type TenantConfig } from "../clients";
import { entraRoles } from "../data";
import { type Lookup, type LookupError, lookup } from "../lookup";
import { type PrincipalFacts, roleName } from "../model";
import type { LiveSchedule } from "../wire";
import { fail } from "./fail";
import { stackConfig } from "./stack-config";
import { whoTable } from "./who-table";

/** Somebody who holds a role, or may activate it. */
export interface Holding {
  readonly role: { readonly id: string; readonly name: string };
  readonly principal: Pick<PrincipalFacts, "id" | "name"> & Partial<PrincipalFacts>;
  readonly holds: "eligible" | "active";
  /** `/` or an administrative unit and the like. */
  readonly scope: string;
  /** ISO 8601; absent for a permanent one. */
  readonly end?: string;
  readonly how: "by PIM" | "outside PIM" | "activated";
}

interface WhoFlags {
  readonly stack: string;
  readonly role?: string;
  readonly json?: true;
}

/** `pim who`: who holds what now, in the tenant of a stack. */
export function whoCommand(): Command {
  const command = new Command("who")
    .description("who holds which Entra role now, or may activate it, in the tenant of a stack; reads only")
    .option("--stack <name>", "the stack whose config (Pulumi.<name>.yaml) names the tenant", "dev")
    .option("--role <name>", "only roles whose name contains this, or the role of this id")
    .option("--json", "JSON instead of a table")
    .addHelpText("after", '\nExamples:\n  pim who\n  pim who --role "global admin"\n  pim who --json | jq length');
  return command.action(async (flags: WhoFlags) => {
    try {
      const config = stackConfig(flags.stack);
      refuseNoTenant(config);
      const holdings = (await readHoldings(config)).filter(({ role }) => isWanted(role, flags.role));
      const text = flags.json ? JSON.stringify(holdings, undefined, 2) : whoTable(holdings, process.stdout);
      process.stdout.write(`${text}\n`);
    } catch (error) {
      fail(command, error);
    }
  });
}

/** Looking must not make a tenant. */
function refuseNoTenant({ tenant, tenantFile }: TenantConfig): void {
  if (tenant !== "embedded" || existsSync(tenantFile)) return;
  throw new Error(`there is no embedded tenant at ${tenantFile} yet; npm run up makes it`);
}

async function readHoldings(config: TenantConfig): Promise<Holding[]> {
  const clients = connect(config);
  try {
    return await holdingsOf(clients, lookup(config));
  } finally {
    clients.close();
  }
}

/** Two collections, then names: those of all principals and all custom roles in one wave. */
export async function holdingsOf({ entra }: Clients, tenant: Lookup): Promise<Holding[]> {
  const [eligible, active] = await Promise.all([entra.allSchedules("eligibility"), entra.allSchedules("assignment")]);
  const all = [...eligible, ...active];
  const [people, roles] = await Promise.all([
    tenant.facts([...new Set(all.map(({ principal }) => principal))]),
    rolesOf([...new Set(all.map(({ role }) => role))], tenant),
  ]);
  const holding = (holds: Holding["holds"]) => (one: LiveSchedule) => ({
    role: { id: one.role, name: roles.get(one.role) ?? one.role },
    principal: people.get(one.principal) ?? { id: one.principal, name: one.principal },
    holds,
    scope: one.scope,
    ...(one.end === undefined ? {} : { end: one.end }),
    how: howOf(holds, one),
  });
  return [...eligible.map(holding("eligible")), ...active.map(holding("active"))].sort(inOrder);
}

async function rolesOf(ids: readonly string[], tenant: Lookup): Promise<Map<string, string>> {
  const named = ids.map(async (id) => [id, await nameOf(id, tenant)] as const);
  return new Map(await Promise.all(named));
}

/** Implicit and retired roles have a name too, though nobody may declare them; a role deleted since goes by its id. */
async function nameOf(id: string, tenant: Lookup): Promise<string> {
  const builtIn = roleName(id);
  if (builtIn !== id) return builtIn;
  return tenant.role(id).then(
    ({ name }) => name,
    (error: LookupError | Error) => {
      if ("complaints" in error) return id;
      throw error;
    },
  );
}

function howOf(holds: Holding["holds"], { direct, throughPim }: LiveSchedule): Holding["how"] {
  if (holds === "active" && !direct) return "activated";
  return holds === "active" && !throughPim ? "outside PIM" : "by PIM";
}

const tiers = new Map(entraRoles.map(({ id, tier }) => [id, tier]));

/** The most powerful roles first, then by name. */
function inOrder(a: Holding, b: Holding): number {
  const key = ({ role, principal, holds }: Holding) =>
    `${tiers.get(role.id) ?? 9}|${role.name}|${holds}|${principal.name}`;
  return key(a).localeCompare(key(b), "en");
}

function isWanted({ id, name }: Holding["role"], wanted = ""): boolean {
  return id === wanted.toLowerCase() || name.toLowerCase().includes(wanted.toLowerCase());
}
