import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { entraPlane } from "../laws/entra-plane";
import { readWish } from "../laws/request-shape";
import { cancelRequest, statusAt } from "../laws/request-status";
import { runRequest } from "../laws/schedule-request";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Expiration, Family } from "../store/schedules";
import { formatTime, formatTimeOrNull } from "../time";
import { scheduleCollections, scopeOf, tupleNavigation, tuplesOf } from "./schedules";

const names: Readonly<Record<Family, string>> = {
  assignment: "roleAssignmentScheduleRequests",
  eligibility: "roleEligibilityScheduleRequests",
};

export const requestCollections: Readonly<Record<Family, Collection>> = {
  assignment: collectionOf("assignment"),
  eligibility: collectionOf("eligibility"),
};

export const scheduleRequestRoutes: readonly Route[] = (["assignment", "eligibility"] as const).flatMap((family) => {
  const path = `/roleManagement/directory/${names[family]}`;
  const collection = requestCollections[family];
  const refuse = () => {
    throw graphErrors.methodNotAllowed();
  };
  return [
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    {
      method: "GET",
      path: `${path}/:id`,
      operation: (call) => oneOf(collection, toEntity(requestAt(call, family), call.now), call),
    },
    { method: "POST", path, operation: (call) => create(call, family, collection) },
    { method: "POST", path: `${path}/:id/cancel`, operation: (call) => cancel(call, family) },
    { method: "PATCH", path: `${path}/:id`, operation: refuse, write: false },
    { method: "DELETE", path: `${path}/:id`, operation: refuse, write: false },
  ] satisfies Route[];
});

function collectionOf(family: Family): Collection {
  return {
    context: `roleManagement/directory/${names[family]}`,
    type: `microsoft.graph.unifiedRole${family === "assignment" ? "Assignment" : "Eligibility"}ScheduleRequest`,
    properties: () => [
      "id",
      "status",
      "createdDateTime",
      "completedDateTime",
      "approvalId",
      "customData",
      "action",
      "principalId",
      "roleDefinitionId",
      "directoryScopeId",
      "appScopeId",
      "isValidationOnly",
      "targetScheduleId",
      "justification",
      "createdBy",
      "scheduleInfo",
      "ticketInfo",
    ],
    navigation: {
      ...tupleNavigation,
      targetSchedule: (entity, call) => scheduleOf(family, entity.targetScheduleId, call),
      ...(family === "assignment" ? { activatedUsing: () => null } : {}),
    },
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const request of call.state.scheduleRequests.list(family, { ...tuplesOf(wanted), after }))
        yield { sequence: request.sequence, entity: toEntity(request, call.now) };
    },
  };
}

/** The answer to a request that only wanted to know whether it would pass; Microsoft does not say what it is. */
const validated = { status: "Granted", completed: null, targetSchedule: null, approval: null };

function create(call: Call, family: Family, collection: Collection): Reply {
  const wish = readWish(call, family);
  const request = runRequest(call, entraPlane(call), wish, call.state.newId("request"));
  if (wish.isValidationOnly) return oneOf(collection, toEntity({ ...request, ...validated }, call.now), call, 201);
  call.state.scheduleRequests.add(request);
  return oneOf(collection, toEntity(request, call.now), call, 201);
}

function cancel(call: Call, family: Family): Reply {
  cancelRequest(entraPlane(call), requestAt(call, family), call.now);
  return { status: 204 };
}

function requestAt(call: Call, family: Family): ScheduleRequest {
  const request = call.state.scheduleRequests.find(family, call.params.id ?? "");
  if (request === undefined) throw graphErrors.resourceNotFound();
  return request;
}

function toEntity(request: Omit<ScheduleRequest, "sequence">, now: number): Entity {
  const { isValidationOnly, justification, createdBy, scheduleInfo, ticketInfo } = request.details;
  return {
    id: request.id,
    status: statusAt(request, now),
    createdDateTime: formatTime(request.created),
    completedDateTime: formatTimeOrNull(request.completed),
    approvalId: request.approval,
    customData: null,
    action: request.action,
    principalId: request.principal,
    roleDefinitionId: request.role,
    ...scopeOf(request.scope),
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

function scheduleOf(family: Family, id: unknown, call: Call): Entity | null {
  if (typeof id !== "string") return null;
  for (const { entity } of scheduleCollections[family].rows(call, new Map([["id", [id]]]), 0))
    if (entity.id === id) return entity;
  return null;
}
