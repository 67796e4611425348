import type { Holder, Lookup } from "../src/lookup";
import type { Approver, Complaint, PrincipalFacts } from "../src/model";

/** Who approves, or why that cannot be said. */
export type Approvers =
  | { readonly approvers: Approver[]; readonly complaints: [] }
  | { readonly approvers?: never; readonly complaints: Complaint[] };

/**
 * "Other holders of the role": every user who holds or may hold it at the tenant's scope, as declared or as found. Disabled users
 * cannot approve, break-glass accounts must not have to. Two at least, since nobody approves for himself.
 */
export async function otherHolders(
  declared: readonly PrincipalFacts[],
  found: readonly Holder[],
  breakGlass: ReadonlySet<string>,
  lookup: Lookup,
): Promise<Approvers> {
  const holding = found.filter((holder) => holder.direct && holder.scope === "/").map((holder) => holder.principalId);
  const known = await lookup.facts([...new Set(holding)]);
  const able = new Map<string, PrincipalFacts>();
  for (const facts of [...declared, ...known.values()]) {
    if (facts.type === "user" && facts.enabled && !breakGlass.has(facts.id)) able.set(facts.id, facts);
  }
  if (able.size >= 2) return { approvers: [...able.keys()].sort().map((user) => ({ user })), complaints: [] };
  const got = able.size === 0 ? "nobody" : [...able.values()].map(({ name }) => name).join(", ");
  const message = `otherHolders needs two enabled users who hold or may hold the role, break-glass accounts apart, got ${got}; name the approvers, or add holders`;
  return { complaints: [{ path: "approvers", message }] };
}

/** Approvers named one by one: users and groups. Those who do not exist, and are skipped, are undefined. */
export function namedApprovers(people: readonly (PrincipalFacts | undefined)[]): Approvers {
  const complaints = people.flatMap((one, index) =>
    one?.type === "servicePrincipal"
      ? [{ path: `approvers[${index}]`, message: `must be a user or a group, got the service principal "${one.name}"` }]
      : [],
  );
  if (complaints.length > 0) return { complaints };
  const known = people.filter((one) => one !== undefined);
  if (known.length === 0 && people.length > 0) {
    const message = "nobody is left to approve, since none of them exists; name other approvers";
    return { complaints: [{ path: "approvers", message }] };
  }
  const approvers = known.map(({ type, id }): Approver => (type === "group" ? { group: id } : { user: id }));
  return { approvers, complaints: [] };
}
