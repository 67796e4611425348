import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { readWish } from "../laws/request-shape";
import { cancelRequest, statusAt } from "../laws/request-status";
import { runRequest } from "../laws/schedule-request";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Expiration, Family } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import type { Surface } from "./pim-surface";
import { families, schedulesOf, surfaces } from "./schedules";

export const scheduleRequestRoutes: readonly Route[] = surfaces.flatMap((surface) =>
  families.flatMap((family) => routesOf(surface, family)),
);

function routesOf(surface: Surface, family: Family): Route[] {
  const collection = requestsOf(surface, family);
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
      operation: (call) => oneOf(collection, toEntity(surface, requestAt(call, surface, family), call.now), call),
    },
    { method: "POST", path, operation: (call) => create(call, surface, family, collection) },
    { method: "POST", path: `${path}/:id/cancel`, operation: (call) => cancel(call, surface, family) },
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

export function requestsOf(surface: Surface, family: Family): Collection {
  return {
    context: `${surface.root}/${surface.names[family].path}ScheduleRequests`,
    type: surface.shape.types[family],
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
      targetSchedule: (entity, call) => scheduleOf(surface, family, entity.targetScheduleId, call),
      ...(family === "assignment" ? { activatedUsing: () => null } : {}),
    },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const request of surface.plane(call).requests.list(family, { ...surface.narrow(wanted), after }))
        yield { sequence: request.sequence, entity: toEntity(surface, request, call.now) };
    },
  };
}

/** The answer to a request that only wanted to know whether it would pass; Microsoft does not say what it is. */
const validated = { status: "Granted", completed: null, targetSchedule: null, approval: null };

function create(call: Call, surface: Surface, family: Family, collection: Collection): Reply {
  const wish = readWish(call, family, surface.shape);
  const plane = surface.plane(call);
  const request = runRequest(call, plane, wish, call.state.newId("request"));
  if (wish.isValidationOnly)
    return oneOf(collection, toEntity(surface, { ...request, ...validated }, call.now), call, 201);
  surface.onboard(call, wish);
  plane.requests.add(request);
  return oneOf(collection, toEntity(surface, request, call.now), call, 201);
}

function cancel(call: Call, surface: Surface, family: Family): Reply {
  cancelRequest(surface.plane(call), requestAt(call, surface, family), call.now);
  return { status: 204 };
}

function requestAt(call: Call, surface: Surface, family: Family): ScheduleRequest {
  const request = surface.plane(call).requests.find(family, call.params.id ?? "");
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

function scheduleOf(surface: Surface, family: Family, id: unknown, call: Call): Entity | null {
  if (typeof id !== "string") return null;
  for (const { entity } of schedulesOf(surface, family).rows(call, new Map([["id", [id]]]), 0))
    if (entity.id === id) return entity;
  return null;
}
