import type { Call, Operation, Route } from "../call";
import { graphErrors } from "../errors";
import { assignmentId, tupleOfAssignmentId } from "../ids";
import { type Collection, listOf, type Navigation, oneOf, present } from "../odata/collection";
import { type Entity, type Wanted, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import type { Family, Schedule } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import { isReplicated, shownAlone } from "./directory-collections";
import { roleStub } from "./role-definitions";

const root = "/roleManagement/directory";
const tuple = ["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId"];

/** Navigations that everything about a tuple has. */
export const tupleNavigation: Readonly<Record<string, Navigation>> = {
  principal: (entity, call, options) => {
    const object = call.state.directory.find(String(entity.principalId));
    return object === undefined || !isReplicated(object, call) ? null : shownAlone(object, call, options);
  },
  roleDefinition: (entity, call, options) => {
    const role = call.state.roles.find(String(entity.roleDefinitionId));
    if (role === undefined) return null;
    const names = options.select;
    const stub = roleStub(role);
    return names === undefined ? stub : Object.fromEntries(names.map((name) => [name, role.properties[name] ?? null]));
  },
  directoryScope: (entity, call, options) => {
    const id =
      String(entity.directoryScopeId ?? "")
        .split("/")
        .at(-1) ?? "";
    const object = call.state.directory.find(id);
    return object === undefined ? null : shownAlone(object, call, options);
  },
  appScope: () => null,
};

/** Scope columns of an entity from the stored scope. */
export function scopeOf(scope: string): { directoryScopeId: string | null; appScopeId: string | null } {
  return scope.startsWith("app:")
    ? { directoryScopeId: null, appScopeId: scope.slice(4) }
    : { directoryScopeId: scope, appScopeId: null };
}

/** Live at the time of the call: not ended, and replicated. Schedules of the future count, instances of it do not. */
export function isLive(schedule: Schedule, call: Call): boolean {
  return (schedule.finish === null || schedule.finish > call.now) && schedule.visible <= call.now;
}

function scheduleEntity(schedule: Schedule, call: Call): Entity {
  return {
    id: schedule.id,
    principalId: schedule.principal,
    roleDefinitionId: schedule.role,
    ...scopeOf(schedule.scope),
    createdUsing: schedule.createdUsing,
    createdDateTime: formatTimeOrNull(schedule.created),
    modifiedDateTime: formatTimeOrNull(schedule.modified),
    status: schedule.start > call.now ? "Granted" : "Provisioned",
    ...(schedule.family === "assignment" ? { assignmentType: schedule.kind } : {}),
    memberType: "Direct",
    scheduleInfo: {
      // Made outside PIM, an assignment has no start that PIM knows: the service shows the moment of asking.
      startDateTime: formatTime(schedule.createdUsing === null ? call.now : schedule.start),
      recurrence: null,
      expiration: schedule.expiration,
    },
  };
}

export function instanceId(schedule: Schedule): string {
  const scope = schedule.kind === "Activated" ? `${schedule.scope}#activated` : schedule.scope;
  const id = assignmentId(schedule.role, schedule.principal, scope);
  return schedule.family === "eligibility" ? `${id}-e` : id;
}

function instanceEntity(schedule: Schedule): Entity {
  const outside = schedule.createdUsing === null;
  return {
    id: instanceId(schedule),
    principalId: schedule.principal,
    roleDefinitionId: schedule.role,
    ...scopeOf(schedule.scope),
    startDateTime: outside ? null : formatTime(schedule.start),
    endDateTime: formatTimeOrNull(schedule.finish),
    ...(schedule.family === "assignment"
      ? {
          assignmentType: schedule.kind,
          memberType: "Direct",
          roleAssignmentOriginId: instanceId(schedule),
          roleAssignmentScheduleId: schedule.id,
        }
      : { memberType: "Direct", roleEligibilityScheduleId: schedule.id }),
  };
}

export const scheduleCollections: Readonly<Record<Family, Collection>> = {
  assignment: {
    ...shared("roleAssignmentSchedules", "unifiedRoleAssignmentSchedule"),
    properties: () => [
      ...tuple,
      "createdUsing",
      "createdDateTime",
      "modifiedDateTime",
      "status",
      "assignmentType",
      "memberType",
      "scheduleInfo",
    ],
    navigation: { ...tupleNavigation, activatedUsing },
    rows: scheduleRows("assignment"),
  },
  eligibility: {
    ...shared("roleEligibilitySchedules", "unifiedRoleEligibilitySchedule"),
    properties: () => [
      ...tuple,
      "createdUsing",
      "createdDateTime",
      "modifiedDateTime",
      "status",
      "memberType",
      "scheduleInfo",
    ],
    navigation: tupleNavigation,
    rows: scheduleRows("eligibility"),
  },
};

export const instanceCollections: Readonly<Record<Family, Collection>> = {
  assignment: {
    ...shared("roleAssignmentScheduleInstances", "unifiedRoleAssignmentScheduleInstance"),
    properties: () => [
      ...tuple,
      "startDateTime",
      "endDateTime",
      "assignmentType",
      "memberType",
      "roleAssignmentOriginId",
      "roleAssignmentScheduleId",
    ],
    navigation: { ...tupleNavigation, activatedUsing: () => null },
    rows: instanceRows("assignment"),
  },
  eligibility: {
    ...shared("roleEligibilityScheduleInstances", "unifiedRoleEligibilityScheduleInstance"),
    properties: () => [...tuple, "startDateTime", "endDateTime", "memberType", "roleEligibilityScheduleId"],
    navigation: tupleNavigation,
    rows: instanceRows("eligibility"),
  },
};

export const scheduleRoutes: readonly Route[] = [
  ...readsOf("roleAssignmentSchedules", scheduleCollections.assignment),
  ...readsOf("roleEligibilitySchedules", scheduleCollections.eligibility),
  ...readsOf("roleAssignmentScheduleInstances", instanceCollections.assignment),
  ...readsOf("roleEligibilityScheduleInstances", instanceCollections.eligibility),
];

function readsOf(name: string, collection: Collection): Route[] {
  const path = `${root}/${name}`;
  const refuse: Operation = () => {
    throw graphErrors.methodNotAllowed();
  };
  return [
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    { method: "GET", path: `${path}/:id`, operation: (call) => oneOf(collection, entityAt(collection, call), call) },
    { method: "PATCH", path: `${path}/:id`, operation: refuse, write: false },
    { method: "DELETE", path: `${path}/:id`, operation: refuse, write: false },
  ];
}

function entityAt(collection: Collection, call: Call): Entity {
  const id = call.params.id ?? "";
  for (const { entity } of collection.rows(call, new Map([["id", [id]]]), 0)) if (entity.id === id) return entity;
  throw graphErrors.resourceNotFound();
}

function shared(name: string, type: string) {
  return { context: `roleManagement/directory/${name}`, type: `microsoft.graph.${type}`, page: 100, largestPage: 999 };
}

function activatedUsing(entity: Entity, call: Call, options: Call["options"]): unknown {
  const activation = call.state.schedules.find("assignment", String(entity.id));
  const eligibility = call.state.schedules.find("eligibility", activation?.activatedUsing ?? "");
  return eligibility === undefined
    ? null
    : present(scheduleCollections.eligibility, scheduleEntity(eligibility, call), call, options);
}

function scheduleRows(family: Family): Collection["rows"] {
  return function* (call, wanted, after) {
    for (const each of live(family, call, wanted, after))
      yield { sequence: each.sequence, entity: scheduleEntity(each, call) };
  };
}

function instanceRows(family: Family): Collection["rows"] {
  return function* (call, wanted, after) {
    for (const each of live(family, call, wanted, after))
      if (each.start <= call.now) yield { sequence: each.sequence, entity: instanceEntity(each) };
  };
}

function* live(family: Family, call: Call, wanted: Wanted, after: number): Generator<Schedule> {
  const { schedules } = call.state;
  const byId = wantedTexts(wanted, "id")?.flatMap((id) => schedules.find(family, id) ?? []) ?? [];
  const found = byId.length > 0 ? inSequence(byId) : schedules.list(family, { ...tuplesOf(wanted), after });
  for (const schedule of found) if (isLive(schedule, call) && schedule.sequence > after) yield schedule;
}

/** Principals and roles that a filter narrows a list to, by their own columns or by the id of an instance. */
export function tuplesOf(wanted: Wanted): { principals?: readonly string[]; roles?: readonly string[] } {
  const lower = (name: string) => wantedTexts(wanted, name)?.map((text) => text.toLowerCase());
  const [id, ...others] = wantedTexts(wanted, "id") ?? [];
  const named = id === undefined || others.length > 0 ? undefined : tupleOfAssignmentId(id);
  const principals = lower("principalId") ?? (named && [named.principal]);
  const roles = lower("roleDefinitionId") ?? (named && [named.role]);
  return { ...(principals && { principals }), ...(roles && { roles }) };
}
