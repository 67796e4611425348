import { isObject } from "../body";
import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import { graphNeeds, type Need } from "./graph-permissions";
import { heldRoles } from "./held-roles";

/**
 * Refuses what the caller may not do: 403 unless its token carries a permission for the operation and, where it acts for a user,
 * the user holds a directory role for it. Everybody passes where sign-in is open.
 */
export function checkPermission(call: Call, route: Route): void {
  const { permissions, kind } = call.caller;
  if (permissions === undefined) return;
  const need = graphNeeds.find(({ paths }) => paths.test(route.path));
  const write = route.write ?? route.method !== "GET";
  if (need === undefined || !isPermitted(permissions, need, write, call)) throw graphErrors.denied();
  if (kind === "application") {
    if (need.delegated) throw graphErrors.denied();
    return;
  }
  const roles = isOwnBusiness(call, route) ? undefined : write ? need.writers : need.readers;
  if (roles !== undefined && !holdsOneOf(call, ["Global Administrator", ...roles])) throw graphErrors.denied();
}

function isPermitted(permissions: readonly string[], need: Need, write: boolean, call: Call): boolean {
  const enough = new Set(write ? need.write : need.read);
  // who may write may read
  if (!write) for (const permission of [...enough]) enough.add(permission.replace(".Read.", ".ReadWrite."));
  if (!write) for (const permission of need.write ?? []) enough.add(permission);
  if (need.remove !== undefined && isObject(call.body) && /^adminRemove$/i.test(String(call.body.action)))
    enough.add(need.remove);
  return permissions.some((permission) => enough.has(permission));
}

/** What people ask for themselves needs no role: their own list, and activation and the like. */
function isOwnBusiness(call: Call, route: Route): boolean {
  if (route.path.includes("/filterByCurrentUser/")) return true;
  return route.method === "POST" && isObject(call.body) && /^self/i.test(String(call.body.action));
}

function holdsOneOf({ state, caller, now }: Call, names: readonly string[]): boolean {
  const roles = new Set(names.map((name) => state.roles.findByName(name)?.id));
  return heldRoles(state, caller.id, now).some((role) => roles.has(role));
}
