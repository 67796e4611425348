import type { Call, Operation, Route } from "../call";
import { graphErrors } from "../errors";
import { type Collection, listOf, type Navigation, oneOf, present } from "../odata/collection";
import { type Entity, type Wanted, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import type { Family, Schedule } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import { directorySurface } from "./directory-surface";
import { groupSurface } from "./group-surface";
import type { Surface } from "./pim-surface";

export const surfaces: readonly Surface[] = [directorySurface, groupSurface];
export const families: readonly Family[] = ["assignment", "eligibility"];

/** Live at the time of the call: not ended, and replicated. Schedules of the future count, instances of it do not. */
export function isLive(schedule: Schedule, call: Call): boolean {
  return (schedule.finish === null || schedule.finish > call.now) && schedule.visible <= call.now;
}

export const scheduleRoutes: readonly Route[] = surfaces.flatMap((surface) =>
  families.flatMap((family) => [
    ...readsOf(schedulesOf(surface, family), surface.listed),
    ...readsOf(instancesOf(surface, family), surface.listed),
  ]),
);

export function schedulesOf(surface: Surface, family: Family): Collection {
  return {
    context: `${surface.root}/${surface.names[family].path}Schedules`,
    type: `microsoft.graph.${surface.names[family].type}Schedule`,
    properties: () => [
      "id",
      ...surface.properties,
      "createdUsing",
      "createdDateTime",
      "modifiedDateTime",
      "status",
      ...(family === "assignment" ? ["assignmentType"] : []),
      "memberType",
      "scheduleInfo",
    ],
    navigation: {
      ...surface.navigation,
      ...(family === "assignment" ? { activatedUsing: eligibilityBehind(surface) } : {}),
    },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const each of live(surface, family, call, wanted, after))
        yield { sequence: each.sequence, entity: scheduleEntity(surface, each, call) };
    },
  };
}

export function instancesOf(surface: Surface, family: Family): Collection {
  return {
    context: `${surface.root}/${surface.names[family].path}ScheduleInstances`,
    type: `microsoft.graph.${surface.names[family].type}ScheduleInstance`,
    properties: () => [
      "id",
      ...surface.properties,
      "startDateTime",
      "endDateTime",
      "memberType",
      ...(family === "assignment" ? ["assignmentType"] : []),
      ...surface.behind[family],
    ],
    navigation: { ...surface.navigation, ...(family === "assignment" ? { activatedUsing: () => null } : {}) },
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
    ...(schedule.family === "assignment" ? { assignmentType: schedule.kind } : {}),
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
  return {
    id: surface.instanceId(schedule),
    ...surface.show(schedule),
    startDateTime: outside ? null : formatTime(schedule.start),
    endDateTime: formatTimeOrNull(schedule.finish),
    ...(schedule.family === "assignment" ? { assignmentType: schedule.kind } : {}),
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

function eligibilityBehind(surface: Surface): Navigation {
  return (entity, call, options) => {
    const { schedules } = surface.plane(call);
    const activation = schedules.find("assignment", String(entity.id));
    const eligibility = schedules.find("eligibility", activation?.activatedUsing ?? "");
    if (eligibility === undefined) return null;
    return present(schedulesOf(surface, "eligibility"), scheduleEntity(surface, eligibility, call), call, options);
  };
}

function* live(surface: Surface, family: Family, call: Call, wanted: Wanted, after: number): Generator<Schedule> {
  const { schedules } = surface.plane(call);
  const byId = wantedTexts(wanted, "id")?.flatMap((id) => schedules.find(family, id) ?? []) ?? [];
  const found = byId.length > 0 ? inSequence(byId) : schedules.list(family, { ...surface.narrow(wanted), after });
  for (const schedule of found) if (isLive(schedule, call) && schedule.sequence > after) yield schedule;
}
