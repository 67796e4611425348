import { withoutNulls } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import { isObject } from "../../body";
import type { Reply } from "../../call";
import { pimErrors } from "../../errors";
import { isGuid } from "../../ids";
import { versions } from "../../laws/arm/api-version";
import { isWaitingFor } from "../../laws/arm/azure-deciders";
import { azurePlane } from "../../laws/arm/azure-plane";
import { type ArmFilter, readFilter } from "../../laws/arm/filter";
import { heldAt } from "../../laws/arm/held-at";
import { readAzureWish } from "../../laws/arm/request-body";
import { passesShown, shownProperties } from "../../laws/arm/shown-filter";
import type { Span } from "../../laws/request-shape";
import { cancelRequest, statusAt } from "../../laws/request-status";
import { runRequest } from "../../laws/schedule-request";
import type { Entity } from "../../odata/filter";
import type { ScheduleRequest } from "../../store/schedule-requests";
import type { Family } from "../../store/schedules";
import { formatTime } from "../../time";
import { armId, linkedId, pimEntity, pimId, tupleOf, words } from "./pim-shapes";

/** A request as it is shown, kept or not. */
type Request = Omit<ScheduleRequest, "sequence">;

/** Schedule requests for Azure roles: https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests */
export const armScheduleRequestRoutes: readonly ArmRoute[] = (["assignment", "eligibility"] as const).flatMap(
  (family) => {
    const path = `providers/Microsoft.Authorization/role${words[family]}ScheduleRequests`;
    const [, ...later] = versions.pim;
    return [
      { method: "GET", path, versions: versions.pim, operation: (call) => list(call, family) },
      { method: "GET", path: `${path}/:name`, versions: versions.pim, operation: (call) => get(call, family) },
      { method: "PUT", path: `${path}/:name`, versions: versions.pim, operation: (call) => create(call, family) },
      {
        method: "POST",
        path: `${path}/:name/cancel`,
        versions: versions.pim,
        operation: (call) => cancel(call, family),
      },
      {
        method: "POST",
        path: `${path}/:name/validate`,
        versions: later,
        operation: (call) => validate(call, family),
        write: false,
      },
    ] satisfies ArmRoute[];
  },
);

/** A refused request does not use its name up. */
function create(call: ArmCall, family: Family): Reply {
  const request = run(call, family, false);
  const { azureScheduleRequests } = call.state;
  if (azureScheduleRequests.find(family, request.id)?.id === request.id)
    throw pimErrors.invalidRequest(`There is a request '${request.id}' already.`);
  azureScheduleRequests.add(request);
  return { status: 201, body: requestEntity(call, request) };
}

/** What a PUT would answer, and nothing changed. */
function validate(call: ArmCall, family: Family): Reply {
  return { status: 200, body: requestEntity(call, run(call, family, true)) };
}

function run(call: ArmCall, family: Family, isValidationOnly: boolean): Request {
  const name = call.params.name ?? "";
  if (!isGuid(name)) throw pimErrors.invalidRequest(`The name '${name}' is not a GUID.`);
  const wish = readAzureWish(call, family, isValidationOnly);
  const plane = azurePlane(call, call.scope, wish.linked);
  const request = runRequest(call, plane, wish, name.toLowerCase());
  if (wish.action !== "selfActivate") return request;
  return { ...request, details: { ...request.details, linked: plane.eligibilityOf(wish)?.id } };
}

function cancel(call: ArmCall, family: Family): Reply {
  const { azureSchedules: schedules, azureScheduleRequests: requests } = call.state;
  cancelRequest({ schedules, requests }, requestAt(call, family), call.now);
  return { status: 200, headers: { "Content-Length": "0" } };
}

function get(call: ArmCall, family: Family): Reply {
  return { status: 200, body: requestEntity(call, requestAt(call, family)) };
}

function requestAt({ state, scope, params }: ArmCall, family: Family): ScheduleRequest {
  const name = params.name?.toLowerCase() ?? "";
  const request = state.azureScheduleRequests.find(family, name);
  if (request?.id !== name || request.scope !== scope.id)
    throw armPimErrors.notFound(`Role${words[family]}ScheduleRequest`, name);
  return request;
}

function list(call: ArmCall, family: Family): Reply {
  const filter = readFilter(call, {
    functions: ["atScope", "asTarget", "assignedTo", "asRequestor", "asApprover"],
    properties: ["principalId", "roleDefinitionId", "requestType", ...shownProperties],
    supported: "'atScope()', 'asTarget()', 'asRequestor()', 'asApprover()' or 'principalId eq {value}'",
    bareValues: true,
  });
  const atScope = filter.functions.has("atscope");
  const value = heldAt(call, filter, { above: atScope, below: !atScope }, (query) =>
    call.state.azureScheduleRequests.list(family, query),
  )
    .filter(({ item }) => concerns(call, filter, item))
    .map(({ item }) => requestEntity(call, item))
    .filter((entity) => passesShown(filter, entity));
  return { status: 200, body: { value } };
}

function concerns(call: ArmCall, { functions, equals }: ArmFilter, request: ScheduleRequest): boolean {
  const actions = equals.get("requesttype")?.map((each) => each.toLowerCase());
  if (actions?.includes(request.action.toLowerCase()) === false) return false;
  if (functions.has("asapprover") && !isWaitingFor(call, request)) return false;
  return !functions.has("asrequestor") || requestorOf(request) === call.caller.id;
}

function requestorOf({ details: { createdBy } }: Request): unknown {
  return isObject(createdBy) && isObject(createdBy.user) ? createdBy.user.id : undefined;
}

/** What the holder asks for an administrator to decide keeps room for both words. */
function shownJustification({ action, details: { justification } }: Request): unknown {
  if (action !== "selfExtend" && action !== "selfRenew") return justification;
  return JSON.stringify({ RequestorReason: justification ?? "", AdminReason: "" });
}

/** Starts are told with an offset, other dates with a Z. */
function shownSpan(info: unknown): Entity | null {
  if (!isObject(info)) return null;
  const { start, expiration } = info as unknown as Pick<Span, "start" | "expiration">;
  const type = `${expiration.type.charAt(0).toUpperCase()}${expiration.type.slice(1)}`;
  return {
    startDateTime: formatTime(start).replace(/Z$/, "+00:00"),
    expiration: withoutNulls({ ...expiration, type }),
  };
}

function requestEntity(call: ArmCall, request: Request): Entity {
  const { family, scope, targetSchedule, approval, details, action } = request;
  const word = words[family];
  const kept = isObject(details.kept) ? details.kept : {};
  return pimEntity(call, scope, `role${word}ScheduleRequests`, request.id, {
    [`targetRole${word}ScheduleId`]: targetSchedule && pimId(call, scope, `role${word}Schedules`, targetSchedule),
    linkedRoleEligibilityScheduleId: linkedId(call, String(details.linked), "roleEligibilitySchedules"),
    ...tupleOf(call, request),
    requestType: `${action.charAt(0).toUpperCase()}${action.slice(1)}`,
    status: statusAt(request, call.now),
    approvalId: action === "selfActivate" && approval ? armId("/", "roleAssignmentApprovals", approval) : null,
    scheduleInfo: shownSpan(details.scheduleInfo),
    ticketInfo: withoutNulls({ ...(details.ticketInfo as Entity) }),
    justification: shownJustification(request),
    requestorId: requestorOf(request),
    createdOn: formatTime(request.created),
    ...kept,
  });
}
