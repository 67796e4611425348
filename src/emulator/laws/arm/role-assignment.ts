import { bodyProperties, textIn } from "../../arm-body";
import type { ArmCall } from "../../arm-call";
import { armErrors, armRoleErrors } from "../../arm-errors";
import { isGuid } from "../../ids";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { Schedule } from "../../store/schedules";
import { instanceName } from "./assignment-name";
import { checkUnlocked } from "./locks";
import { scopeAt } from "./place";
import { principalType } from "./principal-type";
import { isAssignableAt } from "./role-definition";
import { parseRoleId } from "./role-id";
import { tenantScope } from "./scope";

/** https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-rbac-limits */
const mostInSubscription = 4000;
const mostAtManagementGroup = 500;
export const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
export const userAccessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

/** A role assignment as a PUT wishes it. */
export interface WishedAssignment {
  readonly name: string;
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
  readonly details: Entity;
  /** The assignment of that name, which is the wished one but for its description and condition. */
  readonly before: Schedule | undefined;
}

/** A role assignment is a schedule that runs. */
export function isRunning({ start, finish, visible }: Schedule, now: number): boolean {
  return start <= now && (finish === null || finish > now) && visible <= now;
}

/** Running ones at exactly these scopes. */
export function runningAt(state: State, scopes: readonly string[], now: number): Schedule[] {
  return [...state.azureSchedules.list("assignment", { scopes })].filter((each) => isRunning(each, now));
}

/** The one of a name at the call's scope. */
export function assignmentAt({ state, scope, params, now }: ArmCall): Schedule | undefined {
  const name = params.name?.toLowerCase() ?? "";
  const named = state.azureSchedules.find("assignment", name);
  const isIt = (each: Schedule) =>
    each.scope === scope.id && instanceName(state, each) === name && isRunning(each, now);
  return named !== undefined && isIt(named) ? named : runningAt(state, [scope.id], now).find(isIt);
}

/** Reads and judges the body of a PUT: https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export function wishedAssignment(call: ArmCall): WishedAssignment {
  const { state, scope, params } = call;
  const name = params.name ?? "";
  if (!isGuid(name)) throw armRoleErrors.invalidAssignmentId(name);
  const properties = bodyProperties(call);
  const role = roleIn(call, properties);
  const principal = principalIn(call, properties);
  const tuple = { name: name.toLowerCase(), principal, role, scope: scope.id };
  const query = { principals: [principal], roles: [role], scopes: [scope.id] };
  const same = [...state.azureSchedules.list("assignment", query)];
  const before = same.find((each) => instanceName(state, each) === tuple.name);
  const namesake = before ?? state.azureSchedules.find("assignment", tuple.name);
  if (namesake !== before) throw armRoleErrors.updateNotPermitted();
  if (before === undefined) {
    for (const each of same) throw armRoleErrors.assignmentExists(instanceName(state, each));
    checkRoom(call);
  }
  checkUnlocked(state, scope, "write");
  return { ...tuple, before, details: detailsIn(properties) };
}

function roleIn({ state, scope }: ArmCall, properties: Entity): string {
  const id = textIn(properties, "roleDefinitionId") ?? "";
  const reference = parseRoleId(id);
  if (reference === undefined) throw armRoleErrors.invalidRoleId(id);
  const role = state.armRoles.find(reference.name);
  if (role === undefined) throw armRoleErrors.unknownRole(reference.name);
  if (!isAssignableAt(state, role, scope)) throw armRoleErrors.notAssignable(role.roleName, scope.id);
  return role.name;
}

/** With `principalType` the service does not wait for the directory to have replicated the principal. */
function principalIn({ state, now }: ArmCall, properties: Entity): string {
  const id = textIn(properties, "principalId") ?? "";
  if (!isGuid(id)) throw armErrors.badFormat();
  const object = state.directory.find(id);
  const wished = textIn(properties, "principalType");
  if (object === undefined || (wished === undefined && object.created + state.lag > now))
    throw armRoleErrors.principalNotFound(id, state.tenantId);
  const type = principalType(object.kind);
  if (type === undefined) throw armRoleErrors.principalUnsupported(object.kind);
  if (wished !== undefined && wished.toLowerCase() !== type.toLowerCase())
    throw armRoleErrors.principalTypeDiffers(id, type, wished);
  return object.id;
}

function detailsIn(properties: Entity): Entity {
  const condition = textIn(properties, "condition") ?? null;
  const conditionVersion = textIn(properties, "conditionVersion") ?? null;
  if ((condition === null) !== (conditionVersion === null)) throw armErrors.badFormat();
  return {
    condition,
    conditionVersion,
    description: textIn(properties, "description") ?? null,
    delegatedManagedIdentityResourceId: textIn(properties, "delegatedManagedIdentityResourceId") ?? null,
  };
}

function checkRoom({ state, scope }: ArmCall): void {
  const { subscription, kind } = scope;
  const full =
    subscription === undefined
      ? kind === "managementGroup" && state.azureSchedules.countAt("assignment", scope.id) >= mostAtManagementGroup
      : state.azureSchedules.countWithin("assignment", scopeAt(`/subscriptions/${subscription}`).id) >=
        mostInSubscription;
  if (full) throw armRoleErrors.tooManyAssignments();
}

/** Refuses to delete what a lock keeps, or the last owner of a subscription, unless the caller rules the whole tenant. */
export function checkDeletable(call: ArmCall, assignment: Schedule): void {
  const { state, scope, params, now, caller } = call;
  checkUnlocked(state, scope, "delete", `${scope.id}/providers/Microsoft.Authorization/roleAssignments/${params.name}`);
  if (assignment.role !== owner || scope.kind !== "subscription") return;
  const owners = runningAt(state, [scope.id], now).filter(({ role }) => role === owner);
  const rulers = runningAt(state, [tenantScope.id], now).filter(
    ({ principal, role }) => principal === caller.id && (role === owner || role === userAccessAdministrator),
  );
  if (owners.length === 1 && rulers.length === 0) throw armRoleErrors.lastOwner();
}
