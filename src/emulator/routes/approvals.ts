import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors, pimErrors } from "../errors";
import { directoryApprovers } from "../laws/approvers";
import { entraPlane } from "../laws/entra-plane";
import type { Span, Wish } from "../laws/request-shape";
import { grant } from "../laws/schedule-request";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import { formatTimeOrNull, parseDuration } from "../time";

const path = "/roleManagement/directory/roleAssignmentApprovals";

/** Approval of role activations; Graph has them in beta only: https://learn.microsoft.com/graph/api/resources/approval?view=graph-rest-beta */
export const approvalRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/:id`,
    operation: (call) => ({ status: 200, body: withContext(call, approvalAt(call)) }),
  },
  { method: "GET", path: `${path}/:id/steps`, operation: steps },
  { method: "PATCH", path: `${path}/:id/steps/:step`, operation: decide },
];

function approvalAt(call: Call): ScheduleRequest {
  if (call.version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
  const request = call.state.scheduleRequests.find("assignment", call.params.id ?? "");
  if (request === undefined || request.approval === null) throw graphErrors.resourceNotFound();
  return request;
}

function withContext(call: Call, request: ScheduleRequest): Entity {
  return {
    "@odata.context": `${call.base}/$metadata#roleManagement/directory/roleAssignmentApprovals/$entity`,
    id: request.id,
    steps: [stepOf(call, request)],
  };
}

function steps(call: Call): Reply {
  return {
    status: 200,
    body: {
      "@odata.context": `${call.base}/$metadata#roleManagement/directory/roleAssignmentApprovals('${call.params.id ?? ""}')/steps`,
      value: [stepOf(call, approvalAt(call))],
    },
  };
}

/** One step, whose id is the approval's. */
function stepOf(call: Call, request: ScheduleRequest): Entity {
  const { decision } = request.details;
  const decided = isObject(decision) ? decision : undefined;
  return {
    id: request.id,
    displayName: null,
    reviewedDateTime: decided === undefined ? null : formatTimeOrNull(Number(decided.at)),
    reviewResult: decided?.result ?? "NotReviewed",
    status: request.status === "PendingApproval" ? "InProgress" : "Completed",
    assignedToMe: directoryApprovers(call.state, request.role).has(call.caller.id),
    justification: decided?.justification ?? "",
    reviewedBy: decided === undefined ? null : { id: decided.by, displayName: null },
  };
}

function decide(call: Call): Reply {
  const request = approvalAt(call);
  const { reviewResult, justification } = bodyObject(call);
  if (reviewResult !== "Approve" && reviewResult !== "Deny")
    throw graphErrors.badRequest(`Invalid value '${String(reviewResult)}' for property 'reviewResult'.`);
  if (request.status !== "PendingApproval") throw pimErrors.invalidRequest("The request is not waiting for approval.");
  const { caller, state } = call;
  if (!directoryApprovers(state, request.role).has(caller.id)) throw graphErrors.denied();
  if (caller.id === request.principal) throw pimErrors.invalidRequest("Nobody approves their own request.");
  if (typeof justification !== "string" || justification.trim() === "")
    throw pimErrors.rulesFailed(["JustificationRule"]);
  const decision = { at: call.now, by: caller.id, result: reviewResult, justification };
  if (reviewResult === "Deny") state.scheduleRequests.decide(request, "Denied", call.now, decision);
  else {
    const plane = entraPlane(call);
    const eligibility = plane.eligibilityOf(request);
    if (eligibility === undefined) throw pimErrors.rulesFailed(["EligibilityRule"]);
    const draft = grant({ ...call, ...plane, id: request.id }, wishOf(call, request), "Activated", eligibility);
    state.scheduleRequests.decide(request, draft.status, draft.completed, decision);
  }
  return { status: 204 };
}

/** The request as it was asked; its time starts with the approval unless it lies ahead. */
function wishOf(call: Call, request: ScheduleRequest): Wish {
  const { scheduleInfo, justification } = request.details;
  const asked = scheduleInfo as Pick<Span, "start" | "expiration">;
  const start = Math.max(asked.start, call.now);
  const length = parseDuration(asked.expiration.duration);
  return {
    family: "assignment",
    action: "selfActivate",
    principal: request.principal,
    role: request.role,
    scope: request.scope,
    span: {
      start,
      finish: length === undefined ? Date.parse(String(asked.expiration.endDateTime)) : start + length,
      expiration: asked.expiration,
    },
    justification: typeof justification === "string" ? justification : null,
    ticketInfo: { ticketNumber: null, ticketSystem: null },
    isValidationOnly: false,
    details: {},
  };
}
