import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { isGuid } from "../ids";
import { assignPastPim } from "../laws/past-pim";
import { canonicalScope } from "../laws/request-shape";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import type { Schedule } from "../store/schedules";
import { directorySurface } from "./directory-surface";
import { isLive } from "./schedules";

const { instanceId, narrow, navigation, show } = directorySurface;

const path = "/roleManagement/directory/roleAssignments";

/** What is active at this moment. */
export const assignmentsNow: Collection = {
  context: "roleManagement/directory/roleAssignments",
  type: "microsoft.graph.unifiedRoleAssignment",
  properties: () => ["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "condition"],
  navigation,
  page: 100,
  largestPage: 999,
  rows: function* (call, wanted, after) {
    for (const each of activeNow(call, wanted, after))
      yield { sequence: each.sequence, entity: assignmentEntity(each) };
  },
};

/** Plain role assignments: what is active at this moment, however it came about. Writing here goes past PIM. */
export const roleAssignmentRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => listOf(assignmentsNow, call) },
  {
    method: "GET",
    path: `${path}/:id`,
    operation: (call) => oneOf(assignmentsNow, assignmentEntity(assignmentAt(call)), call),
  },
  { method: "POST", path, operation: create },
  { method: "DELETE", path: `${path}/:id`, operation: remove },
];

function create(call: Call): Reply {
  const body = bodyObject(call);
  const { principalId, roleDefinitionId, directoryScopeId, appScopeId } = body;
  if (!isGuid(principalId) || !isGuid(roleDefinitionId))
    throw graphErrors.invalidRequest(
      "A value is required for property 'principalId' and 'roleDefinitionId' of resource 'RoleAssignment'.",
    );
  const scope = typeof appScopeId === "string" ? `app:${appScopeId}` : directoryScopeId;
  if (typeof scope !== "string" || (typeof appScopeId === "string" && typeof directoryScopeId === "string"))
    throw graphErrors.invalidRequest("Exactly one of directoryScopeId and appScopeId is needed.");
  const tuple = {
    principal: principalId.toLowerCase(),
    role: roleDefinitionId.toLowerCase(),
    scope: scope.startsWith("app:") ? scope : canonicalScope(scope),
  };
  const schedule = assignPastPim(call, tuple);
  return oneOf(assignmentsNow, assignmentEntity(schedule), call, 201);
}

function remove(call: Call): Reply {
  call.state.schedules.remove(assignmentAt(call));
  return { status: 204 };
}

function assignmentAt(call: Call): Schedule {
  const id = call.params.id ?? "";
  for (const schedule of activeNow(call, new Map([["id", [id]]]), 0)) if (instanceId(schedule) === id) return schedule;
  throw graphErrors.notFound(id);
}

function* activeNow(call: Call, wanted: Wanted, after: number): Generator<Schedule> {
  for (const schedule of call.state.schedules.list("assignment", { ...narrow(wanted), after }))
    if (isLive(schedule, call) && schedule.start <= call.now) yield schedule;
}

function assignmentEntity(schedule: Schedule): Entity {
  return { id: instanceId(schedule), ...show(schedule) };
}
