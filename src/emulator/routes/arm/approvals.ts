import { bodyProperties, textIn, withoutNulls } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import { isObject } from "../../body";
import type { Reply } from "../../call";
import { pimErrors } from "../../errors";
import { versions } from "../../laws/arm/api-version";
import { azureDeciders, isWaitingFor, mayDecide } from "../../laws/arm/azure-deciders";
import { azurePlane } from "../../laws/arm/azure-plane";
import { readFilter } from "../../laws/arm/filter";
import { heldAt } from "../../laws/arm/held-at";
import { isWithin, scopeAt } from "../../laws/arm/place";
import { decide } from "../../laws/decision";
import type { Entity } from "../../odata/filter";
import type { ScheduleRequest } from "../../store/schedule-requests";
import { formatTime } from "../../time";
import { armId } from "./pim-shapes";

const type = "roleAssignmentApprovals";
const path = `providers/Microsoft.Authorization/${type}`;

const routes: readonly Omit<ArmRoute, "versions">[] = [
  { method: "GET", path, operation: list },
  { method: "GET", path: `${path}/:id`, operation: (call) => ok(approvalEntity(call, requestAt(call))) },
  {
    method: "GET",
    path: `${path}/:id/stages`,
    operation: (call) => ok({ value: [stageEntity(call, requestAt(call))] }),
  },
  { method: "GET", path: `${path}/:id/stages/:stage`, operation: (call) => ok(stageEntity(call, stagedAt(call))) },
  { method: "PATCH", path: `${path}/:id/stages/:stage`, operation: review },
  { method: "PUT", path: `${path}/:id/stages/:stage`, operation: review },
];

/**
 * Approval of activations, at the tenant or at the scope: https://learn.microsoft.com/rest/api/authorization/role-assignment-approval.
 * One stage each, whose name is the approval's.
 */
export const armApprovalRoutes: readonly ArmRoute[] = routes.map((route) => ({
  ...route,
  versions: versions.approvals,
}));

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function list(call: ArmCall): Reply {
  const { functions } = readFilter(call, { functions: ["asApprover"], properties: [], supported: "'asApprover()'" });
  const filter = { functions: new Map<string, string>(), equals: new Map<string, readonly string[]>() };
  const asked = heldAt(call, filter, { above: false, below: true }, (query) =>
    call.state.azureScheduleRequests.list("assignment", query),
  );
  const value = asked
    .filter(({ item }) => isApproval(item) && (!functions.has("asapprover") || isWaitingFor(call, item)))
    .map(({ item }) => approvalEntity(call, item));
  return ok({ value });
}

/** Only activations are approved here; extensions and renewals have no such way in. */
function isApproval({ approval, action }: ScheduleRequest): boolean {
  return approval !== null && action === "selfActivate";
}

function requestAt({ state, scope, params }: ArmCall): ScheduleRequest {
  const id = params.id?.toLowerCase() ?? "";
  const request = state.azureScheduleRequests.findByApproval(id);
  if (request === undefined || !isApproval(request) || !isWithin(state, scopeAt(request.scope), scope))
    throw armPimErrors.notFound("RoleAssignmentApproval", id);
  return request;
}

function stagedAt(call: ArmCall): ScheduleRequest {
  const request = requestAt(call);
  const stage = call.params.stage?.toLowerCase() ?? "";
  if (stage !== request.approval) throw armPimErrors.notFound("RoleAssignmentApprovalStage", stage);
  return request;
}

function review(call: ArmCall): Reply {
  const request = stagedAt(call);
  const properties = bodyProperties(call);
  const { reviewResult: result } = properties;
  if (result !== "Approve" && result !== "Deny")
    throw pimErrors.invalidRequest(`The reviewResult '${String(result)}' is neither Approve nor Deny.`);
  const verdict = { result, justification: textIn(properties, "justification") ?? "" } as const;
  decide(call, azurePlane(call, scopeAt(request.scope)), azureDeciders, request, verdict);
  return ok(stageEntity(call, stagedAt(call)));
}

function approvalEntity(call: ArmCall, request: ScheduleRequest): Entity {
  const name = request.approval ?? "";
  return {
    id: armId(call.scope.id, type, name),
    type: `Microsoft.Authorization/${type}`,
    name,
    properties: { stages: [stageEntity(call, request)] },
  };
}

function stageEntity(call: ArmCall, request: ScheduleRequest): Entity {
  const name = request.approval ?? "";
  const { decision } = request.details;
  const decided = isObject(decision) ? decision : undefined;
  return {
    id: `${armId(call.scope.id, type, name)}/stages/${name}`,
    type: `Microsoft.Authorization/${type}/stages`,
    name,
    properties: withoutNulls({
      displayName: "",
      status: stageStatus(request.status),
      assignedToMe: mayDecide(call, request),
      reviewedBy: decided && reviewer(call, String(decided.by)),
      reviewedDateTime: decided && formatTime(Number(decided.at)),
      reviewResult: decided?.result ?? "NotReviewed",
      justification: decided?.justification ?? "",
    }),
  };
}

function stageStatus(status: string): string {
  if (status === "PendingApproval") return "InProgress";
  return status === "TimedOut" ? "Expired" : "Completed";
}

function reviewer({ state }: ArmCall, principalId: string): Entity {
  const object = state.directory.find(principalId);
  const { displayName, userPrincipalName } = object?.properties ?? {};
  return withoutNulls({ principalId, principalType: object?.kind, principalName: displayName, userPrincipalName });
}
