import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors, armRoleErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { ApiError } from "../../errors";
import { versions } from "../../laws/arm/api-version";
import { instanceName } from "../../laws/arm/assignment-name";
import { readFilter } from "../../laws/arm/filter";
import { heldAt } from "../../laws/arm/held-at";
import { scopeAt } from "../../laws/arm/place";
import { principalType } from "../../laws/arm/principal-type";
import { assignmentAt, checkDeletable, isRunning, wishedAssignment } from "../../laws/arm/role-assignment";
import { roleIdAt } from "../../laws/arm/role-id";
import { outsidePim } from "../../laws/outside-pim";
import type { Entity } from "../../odata/filter";
import type { Schedule } from "../../store/schedules";
import { formatTime } from "../../time";
import { armId } from "./pim-shapes";

const path = "providers/Microsoft.Authorization/roleAssignments";
const validating = ["2020-08-01-preview", "2020-10-01-preview"];
/** Versions that tell whether the holder may pass the role on; nobody may. */
const delegating = new Set([
  "2017-10-01-preview",
  "2018-01-01-preview",
  "2018-09-01-preview",
  "2020-03-01-preview",
  "2020-04-01-preview",
]);
const supported = "'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'";

/**
 * Role assignments: what is active at this moment, however it came about. Writing here goes past PIM.
 * https://learn.microsoft.com/rest/api/authorization/role-assignments
 */
export const armRoleAssignmentRoutes: readonly ArmRoute[] = [
  { method: "GET", path, versions: versions.roleAssignments, operation: list },
  { method: "GET", path: `${path}/:name`, versions: versions.roleAssignments, operation: get },
  { method: "PUT", path: `${path}/:name`, versions: versions.roleAssignments, operation: put },
  { method: "DELETE", path: `${path}/:name`, versions: versions.roleAssignments, operation: remove },
  { method: "POST", path: `${path}/:name/validate`, versions: validating, operation: validate, write: false },
];

/** At, above and below the scope; `atScope()` leaves out what is below. A principal is asked for alone. */
function list(call: ArmCall): Reply {
  const { state, scope, now, query } = call;
  const filter = readFilter(call, { functions: ["atScope", "assignedTo"], properties: ["principalId"], supported });
  const words = filter.functions.size + filter.equals.size;
  if ((filter.equals.size > 0 && words > 1) || (scope.kind === "tenant" && words === 0))
    throw armErrors.unsupportedFilter(query.get("$filter") ?? "", supported);
  const reach = { above: true, below: !filter.functions.has("atscope") };
  const value = heldAt(call, filter, reach, (narrowed) => state.azureSchedules.list("assignment", narrowed))
    .filter(({ item }) => isRunning(item, now))
    .map(({ item }) => assignmentEntity(call, item));
  return { status: 200, body: { value } };
}

function get(call: ArmCall): Reply {
  const found = assignmentAt(call);
  if (found === undefined) throw armRoleErrors.assignmentNotFound(call.params.name ?? "");
  return { status: 200, body: assignmentEntity(call, found) };
}

function put(call: ArmCall): Reply {
  const { state, now, caller } = call;
  const { name, before, details, ...tuple } = wishedAssignment(call);
  const after = {
    ...(before?.details ?? { createdBy: caller.id }),
    ...details,
    updatedBy: caller.id,
    updatedOn: formatTime(now),
  };
  if (before !== undefined) {
    const changed = { ...before, details: after };
    state.azureSchedules.update(before, changed);
    return { status: 200, body: assignmentEntity(call, changed) };
  }
  const schedule = state.azureSchedules.add({
    ...tuple,
    ...outsidePim,
    id: name,
    created: now,
    start: now,
    visible: now + state.lag,
    details: after,
  });
  return { status: 201, body: assignmentEntity(call, schedule) };
}

function remove(call: ArmCall): Reply {
  const found = assignmentAt(call);
  if (found === undefined) return { status: 204 };
  checkDeletable(call, found);
  call.state.azureSchedules.remove(found);
  return { status: 200, body: assignmentEntity(call, found) };
}

/** What a PUT would say, and nothing changed. */
function validate(call: ArmCall): Reply {
  try {
    wishedAssignment(call);
    return { status: 200, body: { isValid: true } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 200, body: { isValid: false, errorInfo: { code: error.code, message: error.message } } };
  }
}

function assignmentEntity({ state, apiVersion }: ArmCall, schedule: Schedule): Entity {
  const { principal, role, scope, created, start, details } = schedule;
  const createdOn = formatTime(created ?? start);
  const name = instanceName(state, schedule);
  return {
    properties: {
      roleDefinitionId: roleIdAt(role, scopeAt(scope)),
      principalId: principal,
      principalType: principalType(state.directory.find(principal)?.kind),
      scope,
      ...(delegating.has(apiVersion) ? { canDelegate: false } : {}),
      condition: details.condition ?? null,
      conditionVersion: details.conditionVersion ?? null,
      createdOn,
      updatedOn: details.updatedOn ?? createdOn,
      createdBy: details.createdBy ?? null,
      updatedBy: details.updatedBy ?? details.createdBy ?? null,
      delegatedManagedIdentityResourceId: details.delegatedManagedIdentityResourceId ?? null,
      description: details.description ?? null,
    },
    id: armId(scope, "roleAssignments", name),
    type: "Microsoft.Authorization/roleAssignments",
    name,
  };
}
