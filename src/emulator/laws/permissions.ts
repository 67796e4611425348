import { isObject } from "../body";
import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import type { DirectoryKind } from "../store/directory";
import { graphNeeds, type Need } from "./graph-permissions";
import { heldRoles } from "./held-roles";

/**
 * Refuses what the caller may not do: 403 unless its token carries a permission for the operation and, where it acts for a user,
 * the user holds a directory role for it. Everybody passes where sign-in is open.
 */
export function checkPermission(call: Call, route: Route): void {
  const { permissions, kind } = call.caller;
  if (permissions === undefined) return;
  const asked = `${call.path}?${call.query.get("$filter") ?? ""}`;
  const need = graphNeeds.find(({ paths, about }) => paths.test(route.path) && (about?.test(asked) ?? true));
  const write = route.write ?? route.method !== "GET";
  if (write && isAboutRoleGroup(call, route) && !holdsForRoleGroup(call)) throw graphErrors.denied();
  if (need === undefined || !isPermitted(permissions, need, write, call)) throw graphErrors.denied();
  if (kind === "application") {
    if (need.delegated) throw graphErrors.denied();
    return;
  }
  const roles = isOwnBusiness(call, route) ? undefined : write ? need.writers : need.readers;
  if (roles !== undefined && !holdsOneOf(call, ["Global Administrator", ...roles])) throw graphErrors.denied();
}

/** Whether the caller's token lets it read objects of a kind in the directory. */
export function mayReadKind(call: Call, kind: DirectoryKind): boolean {
  const { permissions } = call.caller;
  const path = kind === "organization" ? "/organization" : `/${kind}s`;
  const need = graphNeeds.find(({ paths }) => paths.test(path));
  return permissions === undefined || need === undefined || isPermitted(permissions, need, false, call);
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

/** A group that may hold roles, or is to be made as one: https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept */
function isAboutRoleGroup({ state, params, body }: Call, { path }: Route): boolean {
  if (!path.startsWith("/groups")) return false;
  const group = params.id === undefined ? body : state.directory.find(params.id)?.properties;
  return isObject(group) && group.isAssignableToRole === true;
}

/** Owners would do as well at the service; here administrators alone. */
function holdsForRoleGroup(call: Call): boolean {
  const { permissions = [], kind } = call.caller;
  if (!permissions.includes("RoleManagement.ReadWrite.Directory")) return false;
  return kind === "application" || holdsOneOf(call, ["Global Administrator", "Privileged Role Administrator"]);
}

/** What people ask for themselves needs no role: their own list, activation and the like, taking back what they asked for. */
function isOwnBusiness(call: Call, route: Route): boolean {
  if (route.path.includes("/filterByCurrentUser/")) return true;
  if (route.path.endsWith("/cancel")) return isOwnRequest(call, route);
  return route.method === "POST" && isObject(call.body) && /^self/i.test(String(call.body.action));
}

function isOwnRequest({ state, params, caller }: Call, { path }: Route): boolean {
  const requests = path.includes("/group/") ? state.groupScheduleRequests : state.scheduleRequests;
  const family = /eligibility/i.test(path) ? "eligibility" : "assignment";
  return requests.find(family, params.id ?? "")?.principal === caller.id;
}

function holdsOneOf({ state, caller, now }: Call, names: readonly string[]): boolean {
  const roles = new Set(names.map((name) => state.roles.findByName(name)?.id));
  return heldRoles(state, caller.id, now).some((role) => roles.has(role));
}
