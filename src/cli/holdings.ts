import type { Clients } from "../clients";
import { entraRoles } from "../data";
import type { Lookup, LookupError } from "../lookup";
import { type PrincipalFacts, roleName } from "../model";
import type { LiveSchedule } from "../wire";

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
