import type { State } from "../state";

/** A principal and the groups that it belongs to, groups in groups included; object ids. What a group holds, its members hold. */
export function withGroups(state: State, principal: string): ReadonlySet<string> {
  const all = new Set([principal]);
  for (const member of all) for (const { id } of state.directory.holdersOf(member, "members")) all.add(id);
  return all;
}
