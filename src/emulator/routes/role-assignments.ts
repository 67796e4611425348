import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors, pimErrors } from "../errors";
import { assignmentId, isGuid } from "../ids";
import { checkAssignable, checkScope, subjectOf } from "../laws/assignable";
import { outsidePim } from "../laws/outside-pim";
import { canonicalScope } from "../laws/request-shape";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import type { Schedule } from "../store/schedules";
import { directorySurface } from "./directory-surface";
import { isLive } from "./schedules";

const { instanceId, narrow, navigation, show } = directorySurface;

const path = "/roleManagement/directory/roleAssignments";

const collection: Collection = {
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
  { method: "GET", path, operation: (call) => listOf(collection, call) },
  {
    method: "GET",
    path: `${path}/:id`,
    operation: (call) => oneOf(collection, assignmentEntity(assignmentAt(call)), call),
  },
  { method: "POST", path, operation: create },
  { method: "DELETE", path: `${path}/:id`, operation: remove },
];

/** A permanent active assignment outside PIM; it shows as a schedule without a request. */
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
  checkAssignable(subjectOf(call.state, tuple.principal, call.now), "assignment");
  if (call.state.roles.find(tuple.role) === undefined) throw pimErrors.roleNotFound();
  checkScope(call.state, tuple.scope);
  if (call.state.schedules.findByTuple("assignment", "Assigned", tuple) !== undefined)
    throw graphErrors.invalidRequest(
      "A conflicting object with one or more of the specified property values is present in the directory.",
    );
  const schedule = call.state.schedules.add({
    ...tuple,
    ...outsidePim,
    id: assignmentId(tuple.role, tuple.principal, tuple.scope),
    start: call.now,
    visible: call.now + call.state.lag,
  });
  return oneOf(collection, assignmentEntity(schedule), call, 201);
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
