import { bodyProperties } from "../../arm-body";
import type { ArmCall } from "../../arm-call";
import { armErrors, armRoleErrors } from "../../arm-errors";
import { isObject } from "../../body";
import { isGuid } from "../../ids";
import type { State } from "../../state";
import type { ArmPermission, ArmRoleDefinition } from "../../store/arm-role-definitions";
import type { Schedule } from "../../store/schedules";
import { formatTime } from "../../time";
import { isWithin, scopeAt } from "./place";
import { parseScope, type Scope, sameId } from "./scope";

/** https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits */
const mostCustomRoles = 5000;
const longestName = 512;

/**
 * A custom role as the body of a PUT wishes it, new or in place of the one of that name. Refuses what the service refuses:
 * https://learn.microsoft.com/rest/api/authorization/role-definitions/create-or-update
 */
export function wishedRole(call: ArmCall): ArmRoleDefinition {
  const { state, params, caller, now } = call;
  const { name = "" } = params;
  if (!isGuid(name)) throw armRoleErrors.invalidRoleId(name);
  const before = state.armRoles.find(name);
  if (before?.type === "BuiltInRole") throw armRoleErrors.builtIn(before.roleName);
  const { roleName, description, assignableScopes, permissions } = bodyProperties(call);
  if (typeof roleName !== "string" || roleName.trim() === "" || roleName.length > longestName)
    throw armErrors.badFormat();
  const namesake = state.armRoles.findByRoleName(roleName);
  if (namesake !== undefined && namesake.name !== name.toLowerCase()) throw armRoleErrors.sameName();
  if (before === undefined && state.armRoles.custom().length >= mostCustomRoles) throw armRoleErrors.tooManyRoles();
  const at = formatTime(now);
  const role: ArmRoleDefinition = {
    name: name.toLowerCase(),
    roleName,
    type: "CustomRole",
    description: typeof description === "string" ? description : null,
    assignableScopes: readScopes(state, assignableScopes),
    permissions: readPermissions(permissions),
    createdOn: before?.createdOn ?? at,
    updatedOn: at,
    createdBy: before === undefined ? caller.id : before.createdBy,
    updatedBy: caller.id,
  };
  if (before !== undefined) checkScopesLeft(state, before, role);
  return role;
}

/** One management group at most, never the tenant itself; each must be there. */
function readScopes(state: State, given: unknown): string[] {
  if (!Array.isArray(given) || given.length === 0) throw armErrors.badFormat();
  const scopes = given.map((each: unknown) => {
    const scope = typeof each === "string" ? parseScope(each) : undefined;
    const found = scope === undefined ? undefined : state.armScopes.find(scope.id);
    if (found === undefined) throw armRoleErrors.invalidAssignableScope(String(each));
    return found;
  });
  if (scopes.filter(({ kind }) => kind === "managementGroup").length > 1) throw armRoleErrors.manyManagementGroups();
  return scopes.map(({ id }) => id);
}

function readPermissions(given: unknown): ArmPermission[] {
  if (!Array.isArray(given) || given.length === 0) throw armErrors.badFormat();
  return given.map((each: unknown) => {
    if (!isObject(each)) throw armErrors.badFormat();
    const { actions, notActions, dataActions, notDataActions } = each;
    return {
      actions: readActions(actions),
      notActions: readActions(notActions),
      dataActions: readActions(dataActions),
      notDataActions: readActions(notDataActions),
    };
  });
}

function readActions(given: unknown): string[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given) || !given.every((each) => typeof each === "string" && each !== ""))
    throw armErrors.badFormat();
  return given;
}

function checkScopesLeft(state: State, before: ArmRoleDefinition, after: ArmRoleDefinition): void {
  const orphan = holdingsOf(state, before.name).find(({ scope }) => !isAssignableAt(state, after, scopeAt(scope)));
  const lost = before.assignableScopes.find((scope) => !after.assignableScopes.some((kept) => sameId(kept, scope)));
  if (orphan !== undefined && lost !== undefined) throw armRoleErrors.scopeInUse(lost);
}

/** Refuses to let go of a role that somebody holds or may activate. */
export function checkUnused(state: State, role: ArmRoleDefinition): void {
  if (role.type === "BuiltInRole") throw armRoleErrors.builtIn(role.roleName);
  if (holdingsOf(state, role.name).length > 0) throw armRoleErrors.roleInUse();
}

function holdingsOf(state: State, name: string): Schedule[] {
  const query = { roles: [name] };
  return [...state.azureSchedules.list("assignment", query), ...state.azureSchedules.list("eligibility", query)];
}

/** May the role be assigned at the scope? Built-in ones everywhere. */
export function isAssignableAt(state: State, { type, assignableScopes }: ArmRoleDefinition, scope: Scope): boolean {
  return type === "BuiltInRole" || assignableScopes.some((outer) => isWithin(state, scope, scopeAt(outer)));
}
