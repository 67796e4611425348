import type { Call, Operation, Route } from "../call";
import { graphErrors } from "../errors";
import { type Collection, listOf, oneOf, present } from "../odata/collection";
import { type Entity, type Wanted, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import { type Family, type Level, levelOf, type Schedule } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import { directorySurface } from "./directory-surface";
import { groupSurface } from "./group-surface";
import type { Surface } from "./pim-surface";

export const surfaces: readonly Surface[] = [directorySurface, groupSurface];
export const levels: readonly Level[] = ["assignment", "eligibility"];

/** Live at the time of the call: not ended, and replicated. Schedules of the future count, instances of it do not. */
export function isLive(schedule: Schedule, call: Call): boolean {
  return (schedule.finish === null || schedule.finish > call.now) && schedule.visible <= call.now;
}

export const scheduleCollections = byFamily(schedulesOf);
export const instanceCollections = byFamily(instancesOf);

export const scheduleRoutes: readonly Route[] = [scheduleCollections, instanceCollections].flatMap((collections) =>
  surfaces.flatMap((surface) => levels.flatMap((level) => readsOf(collections[surface.plane[level]], surface.listed))),
);

/** One collection for each level of each plane. */
export function byFamily(
  collectionOf: (surface: Surface, level: Level) => Collection,
): Readonly<Record<Family, Collection>> {
  return {
    assignment: collectionOf(directorySurface, "assignment"),
    eligibility: collectionOf(directorySurface, "eligibility"),
    groupAssignment: collectionOf(groupSurface, "assignment"),
    groupEligibility: collectionOf(groupSurface, "eligibility"),
  };
}

function schedulesOf(surface: Surface, level: Level): Collection {
  const family = surface.plane[level];
  return {
    context: `${surface.root}/${surface.names[level].path}Schedules`,
    type: `microsoft.graph.${surface.names[level].type}Schedule`,
    properties: () => [
      "id",
      ...surface.properties,
      "createdUsing",
      "createdDateTime",
      "modifiedDateTime",
      "status",
      ...(level === "assignment" ? ["assignmentType"] : []),
      "memberType",
      "scheduleInfo",
    ],
    navigation: { ...surface.navigation, ...(level === "assignment" ? { activatedUsing } : {}) },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const each of live(surface, family, call, wanted, after))
        yield { sequence: each.sequence, entity: scheduleEntity(surface, each, call) };
    },
  };
}

function instancesOf(surface: Surface, level: Level): Collection {
  const family = surface.plane[level];
  return {
    context: `${surface.root}/${surface.names[level].path}ScheduleInstances`,
    type: `microsoft.graph.${surface.names[level].type}ScheduleInstance`,
    properties: () => [
      "id",
      ...surface.properties,
      "startDateTime",
      "endDateTime",
      "memberType",
      ...(level === "assignment" ? ["assignmentType"] : []),
      ...surface.behind[level],
    ],
    navigation: { ...surface.navigation, ...(level === "assignment" ? { activatedUsing: () => null } : {}) },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const each of live(surface, family, call, wanted, after))
        if (each.start <= call.now) yield { sequence: each.sequence, entity: instanceEntity(surface, each) };
    },
  };
}

function scheduleEntity(surface: Surface, schedule: Schedule, call: Call): Entity {
  return {
    id: schedule.id,
    ...surface.show(schedule),
    createdUsing: schedule.createdUsing,
    createdDateTime: formatTimeOrNull(schedule.created),
    modifiedDateTime: formatTimeOrNull(schedule.modified),
    status: schedule.start > call.now ? "Granted" : "Provisioned",
    ...(levelOf(schedule.family) === "assignment" ? { assignmentType: schedule.kind } : {}),
    memberType: "Direct",
    scheduleInfo: {
      // Of an assignment whose beginning PIM does not know the service shows the moment of asking.
      startDateTime: formatTime(schedule.created === null ? call.now : schedule.start),
      recurrence: null,
      expiration: schedule.expiration,
    },
  };
}

function instanceEntity(surface: Surface, schedule: Schedule): Entity {
  const outside = schedule.createdUsing === null;
  const level = levelOf(schedule.family);
  return {
    id: surface.instanceId(schedule),
    ...surface.show(schedule),
    startDateTime: outside ? null : formatTime(schedule.start),
    endDateTime: formatTimeOrNull(schedule.finish),
    ...(level === "assignment" ? { assignmentType: schedule.kind } : {}),
    memberType: "Direct",
    ...surface.showBehind(schedule),
  };
}

function readsOf(collection: Collection, check: Surface["listed"]): Route[] {
  const path = `/${collection.context}`;
  const refuse: Operation = () => {
    throw graphErrors.methodNotAllowed();
  };
  const list: Operation = (call) => {
    check(call);
    return listOf(collection, call);
  };
  return [
    { method: "GET", path, operation: list },
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

function activatedUsing(entity: Entity, call: Call, options: Call["options"]): unknown {
  for (const surface of surfaces) {
    const { schedules } = call.state;
    const activation = schedules.find(surface.plane.assignment, String(entity.id));
    const eligibility = schedules.find(surface.plane.eligibility, activation?.activatedUsing ?? "");
    if (eligibility === undefined) continue;
    const collection = scheduleCollections[eligibility.family];
    return present(collection, scheduleEntity(surface, eligibility, call), call, options);
  }
  return null;
}

function* live(surface: Surface, family: Family, call: Call, wanted: Wanted, after: number): Generator<Schedule> {
  const { schedules } = call.state;
  const byId = wantedTexts(wanted, "id")?.flatMap((id) => schedules.find(family, id) ?? []) ?? [];
  const found = byId.length > 0 ? inSequence(byId) : schedules.list(family, { ...surface.narrow(wanted), after });
  for (const schedule of found) if (isLive(schedule, call) && schedule.sequence > after) yield schedule;
}
