import type { ArmCall } from "../../arm-call";
import type { State } from "../../state";
import type { Schedule } from "../../store/schedules";
import type { TupleQuery } from "../../store/tuple-query";
import { withGroups } from "../with-groups";
import type { ArmFilter } from "./filter";
import { scopeAndAbove } from "./place";

/** Something at a scope that a list may show, and how whoever is asked about holds it. */
export interface Held<Item> {
  readonly item: Item;
  readonly memberType: "Direct" | "Inherited" | "Group";
}

/** Which scopes a list at one shows besides its own. */
export interface Reach {
  readonly above: boolean;
  readonly below: boolean;
}

/**
 * What a list at the call's scope shows: the scope itself, what is above, what is below; narrowed by whom and what the filter asks
 * for. What a group holds its members hold, under the group's id.
 */
export function heldAt<Item extends Pick<Schedule, "principal" | "scope">>(
  call: ArmCall,
  filter: ArmFilter,
  { above, below }: Reach,
  list: (query: TupleQuery) => Iterable<Item>,
): Held<Item>[] {
  const { state, scope } = call;
  const asked = askedFor(call, filter);
  const over = scopeAndAbove(state, scope).map(({ id }) => id);
  const isBelow = belowIn(state, scope.id);
  // paths tell what is below from a subscription down; above, the hierarchy does
  const everywhere = below && scope.subscription === undefined;
  const scopes = everywhere ? undefined : above ? over : [scope.id];
  const query = {
    scopes,
    within: below ? scope.id : undefined,
    roles: rolesIn(filter),
    principals: principalsIn(filter, asked?.all),
  };
  const held: Held<Item>[] = [];
  for (const item of list(query)) {
    const inherited = item.scope !== scope.id && over.includes(item.scope);
    if (inherited ? !above : item.scope !== scope.id && !isBelow(item.scope)) continue;
    const through = asked !== undefined && item.principal !== asked.id;
    held.push({ item, memberType: through ? "Group" : inherited ? "Inherited" : "Direct" });
  }
  return held;
}

/** GUIDs of the roles that the filter names by whole id. */
function rolesIn({ equals }: ArmFilter): string[] | undefined {
  return equals.get("roledefinitionid")?.map((id) => id.split("/").at(-1)?.toLowerCase() ?? "");
}

function principalsIn({ equals }: ArmFilter, asked: ReadonlySet<string> | undefined): readonly string[] | undefined {
  const named = equals.get("principalid")?.map((id) => id.toLowerCase());
  return named === undefined ? asked && [...asked] : named.filter((id) => asked?.has(id) ?? true);
}

/** `asTarget()` and `assignedTo('{id}')`: a principal and the groups that it belongs to, groups in groups included. */
function askedFor({ state, caller }: ArmCall, { functions }: ArmFilter) {
  const id = functions.get("assignedto")?.toLowerCase() ?? (functions.has("astarget") ? caller.id : undefined);
  return id === undefined ? undefined : { id, all: withGroups(state, id) };
}

/** Is a scope below another? Ids tell it from a subscription down; above, the hierarchy does. */
function belowIn(state: State, outer: string): (scope: string) => boolean {
  if (outer === "/") return () => true;
  const known = new Map<string, boolean>();
  const isBelow = (scope: string): boolean => {
    const before = known.get(scope);
    if (before !== undefined) return before;
    const parent = state.armScopes.find(scope)?.parent ?? "/";
    const answer = scope.startsWith(`${outer}/`) || (parent !== "/" && (parent === outer || isBelow(parent)));
    known.set(scope, answer);
    return answer;
  };
  return isBelow;
}
