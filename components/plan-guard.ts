import type { EntraRoleGuardProps } from "../src/dynamic";
import type { Holder, Lookup } from "../src/lookup";
import {
  declaredHolding,
  describeHolder,
  type EntraRoleDeclaration,
  GLOBAL_ADMINISTRATOR,
  isUndeclared,
  type PrincipalFacts,
} from "../src/model";
import { childName } from "./child-name";

export interface PlannedGuard {
  readonly name: string;
  readonly props: EntraRoleGuardProps;
}

/** What a guard must know of its role; people in the order of the lines. */
interface Guarded {
  readonly role: { readonly id: string; readonly name: string };
  readonly eligible: readonly (PrincipalFacts | undefined)[];
  readonly active: readonly (PrincipalFacts | undefined)[];
  readonly excepted: readonly (PrincipalFacts | undefined)[];
  readonly emergency: ReadonlySet<string>;
  readonly holders: readonly Holder[];
}

/** The guard of a role, if it is to have one; `found` is who holds the role today without a line. */
export async function planGuard(
  said: EntraRoleDeclaration,
  tenant: Guarded,
  lookup: Lookup,
): Promise<PlannedGuard | undefined> {
  if (said.guard === undefined) return undefined;
  const { role, excepted, holders } = tenant;
  const declared = declaredBy(said, tenant);
  const except = excepted.flatMap((one) => one?.id ?? []);
  const found = holders.filter((holder) => holder.direct && isUndeclared(holder, { declared, except }));
  const facts = await lookup.facts(found.map(({ principalId }) => principalId));
  const props = {
    role: role.id,
    mode: typeof said.guard === "object" ? said.guard.mode : said.guard,
    declared,
    ...(except.length > 0 && { except }),
    roleName: role.name,
    found: found
      .map((holder) => describeHolder(facts.get(holder.principalId)?.name ?? holder.principalId, holder))
      .sort(),
  };
  return { name: childName("guard", role.id), props };
}

/** The lines of the role, and where it is Global Administrator the break-glass accounts. */
function declaredBy(said: EntraRoleDeclaration, { role, eligible, active, emergency }: Guarded): string[] {
  const accounts = role.id === GLOBAL_ADMINISTRATOR ? [...emergency] : [];
  return [
    ...eligible.flatMap((facts, index) => {
      const { scope = "/", standing = said.standing ?? "remove" } = said.eligible?.[index] ?? {};
      return facts === undefined ? [] : [declaredHolding("eligible", { principalId: facts.id, scope, standing })];
    }),
    ...active.flatMap((facts, index) => {
      const { scope = "/" } = said.active?.[index] ?? {};
      return facts === undefined ? [] : [declaredHolding("active", { principalId: facts.id, scope })];
    }),
    ...accounts.map((principalId) => declaredHolding("active", { principalId, scope: "/" })),
  ].sort();
}
