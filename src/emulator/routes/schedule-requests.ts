import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { readWish } from "../laws/request-shape";
import { runRequest } from "../laws/schedule-request";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Expiration, Family, Level } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import type { Surface } from "./pim-surface";
import { byFamily, levels, scheduleCollections, surfaces } from "./schedules";

export const requestCollections = byFamily(collectionOf);

export const scheduleRequestRoutes: readonly Route[] = surfaces.flatMap((surface) =>
  levels.flatMap((level) => routesOf(surface, surface.plane[level])),
);

function routesOf(surface: Surface, family: Family): Route[] {
  const collection = requestCollections[family];
  const path = `/${collection.context}`;
  const list = (call: Call) => {
    if (surface.ownRequestsOnly(call)) return listOf(ownOnly(collection), call);
    surface.listed(call);
    return listOf(collection, call);
  };
  const refuse = () => {
    throw graphErrors.methodNotAllowed();
  };
  return [
    { method: "GET", path, operation: list },
    {
      method: "GET",
      path: `${path}/:id`,
      operation: (call) => oneOf(collection, toEntity(surface, requestAt(call, family), call.now), call),
    },
    { method: "POST", path, operation: (call) => create(call, surface, family) },
    { method: "POST", path: `${path}/:id/cancel`, operation: (call) => cancel(call, family) },
    { method: "PATCH", path: `${path}/:id`, operation: refuse, write: false },
    { method: "DELETE", path: `${path}/:id`, operation: refuse, write: false },
  ];
}

function ownOnly(collection: Collection): Collection {
  return {
    ...collection,
    rows: (call, wanted, after) =>
      collection.rows(call, new Map([...wanted, ["principalId", [call.caller.id]]]), after),
  };
}

function collectionOf(surface: Surface, level: Level): Collection {
  const family = surface.plane[level];
  return {
    context: `${surface.root}/${surface.names[level].path}ScheduleRequests`,
    type: surface.shape.types[level],
    properties: () => [
      "id",
      "status",
      "createdDateTime",
      "completedDateTime",
      "approvalId",
      "customData",
      "action",
      ...surface.properties,
      "isValidationOnly",
      "targetScheduleId",
      "justification",
      "createdBy",
      "scheduleInfo",
      "ticketInfo",
    ],
    navigation: {
      ...surface.navigation,
      targetSchedule: (entity, call) => scheduleOf(family, entity.targetScheduleId, call),
      ...(level === "assignment" ? { activatedUsing: () => null } : {}),
    },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const request of call.state.scheduleRequests.list(family, { ...surface.narrow(wanted), after }))
        yield { sequence: request.sequence, entity: toEntity(surface, request, call.now) };
    },
  };
}

function create(call: Call, surface: Surface, family: Family): Reply {
  const wish = readWish(call, family, surface.shape);
  const request = runRequest(call, wish);
  if (!wish.isValidationOnly) call.state.scheduleRequests.add(request);
  return oneOf(requestCollections[family], toEntity(surface, request, call.now), call, 201);
}

/** Only what is still open can be cancelled; a grant of the future takes its schedule with it. */
function cancel(call: Call, family: Family): Reply {
  const request = requestAt(call, family);
  const status = statusAt(request, call.now);
  if (!/^(Pending|Granted$|ScheduleCreated$)/.test(status))
    throw graphErrors.badRequest(`The request cannot be cancelled in status ${status}.`);
  const schedule =
    request.targetSchedule === null ? undefined : call.state.schedules.find(family, request.targetSchedule);
  if (schedule !== undefined && schedule.createdUsing === request.id) call.state.schedules.remove(schedule);
  call.state.scheduleRequests.setStatus(request, status === "ScheduleCreated" ? "Revoked" : "Canceled", call.now);
  return { status: 204 };
}

function requestAt(call: Call, family: Family): ScheduleRequest {
  const request = call.state.scheduleRequests.find(family, call.params.id ?? "");
  if (request === undefined) throw graphErrors.resourceNotFound();
  return request;
}

function toEntity(surface: Surface, request: Omit<ScheduleRequest, "sequence">, now: number): Entity {
  const { isValidationOnly, justification, createdBy, scheduleInfo, ticketInfo } = request.details;
  return {
    id: request.id,
    status: statusAt(request, now),
    createdDateTime: formatTime(request.created),
    completedDateTime: formatTimeOrNull(request.completed),
    approvalId: request.approval,
    customData: null,
    action: request.action,
    ...surface.show(request),
    isValidationOnly,
    targetScheduleId: request.targetSchedule,
    justification,
    createdBy,
    scheduleInfo: shownSpan(scheduleInfo as StoredSpan | null),
    ticketInfo,
  };
}

interface StoredSpan {
  readonly start: number;
  readonly expiration: Expiration;
}

function shownSpan(span: StoredSpan | null): Entity | null {
  if (span === null) return null;
  return { startDateTime: formatTime(span.start), recurrence: null, expiration: span.expiration };
}

/** A grant of the future is provisioned once its start has come. */
function statusAt({ status, completed }: Omit<ScheduleRequest, "sequence">, now: number): string {
  return status === "Granted" && completed !== null && completed <= now ? "Provisioned" : status;
}

function scheduleOf(family: Family, id: unknown, call: Call): Entity | null {
  if (typeof id !== "string") return null;
  for (const { entity } of scheduleCollections[family].rows(call, new Map([["id", [id]]]), 0))
    if (entity.id === id) return entity;
  return null;
}
