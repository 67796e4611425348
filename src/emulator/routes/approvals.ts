import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { approversOf } from "../laws/approvers";
import { decide } from "../laws/decision";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Family } from "../store/schedules";
import { formatTimeOrNull } from "../time";

interface Place {
  /** As in `@odata.context`. */
  readonly root: string;
  readonly families: readonly Family[];
  readonly betaOnly?: true;
}

const roles: readonly Family[] = ["assignment", "eligibility"];
const groups: readonly Family[] = ["groupAssignment", "groupEligibility"];

/** There are no access packages here: under their path stand the approvals of PIM, which are of the same type. */
const places: readonly Place[] = [
  { root: "roleManagement/directory/roleAssignmentApprovals", families: roles, betaOnly: true },
  { root: "identityGovernance/privilegedAccess/group/assignmentApprovals", families: groups },
  {
    root: "identityGovernance/entitlementManagement/accessPackageAssignmentApprovals",
    families: [...roles, ...groups],
  },
];

/** Approval of what was requested: https://learn.microsoft.com/graph/api/resources/approval */
export const approvalRoutes: readonly Route[] = places.flatMap((place) => {
  const path = `/${place.root}`;
  return (["steps", "stages"] as const)
    .flatMap((word): Route[] => [
      { method: "GET", path: `${path}/:id/${word}`, operation: (call) => stages(call, place, word) },
      { method: "GET", path: `${path}/:id/${word}/:stage`, operation: (call) => oneStage(call, place, word) },
      { method: "PATCH", path: `${path}/:id/${word}/:stage`, operation: (call) => review(call, place, word) },
    ])
    .concat([
      {
        method: "GET",
        path,
        operation: (call) =>
          listOf(
            approvalsAt(place, call, () => true),
            call,
          ),
      },
      { method: "GET", path: `${path}/filterByCurrentUser/:on`, operation: (call) => mine(call, place) },
      {
        method: "GET",
        path: `${path}/:id`,
        operation: (call) =>
          oneOf(
            approvalsAt(place, call, () => true),
            approvalEntity(call, requestAt(call, place)),
            call,
          ),
      },
    ]);
});

/** v1.0 has stages, beta steps: one of them, whose id is the approval's. */
type Word = "steps" | "stages";

function wordOf({ version }: Call): Word {
  return version === "beta" ? "steps" : "stages";
}

function approvalsAt(place: Place, call: Call, chosen: (request: ScheduleRequest) => boolean): Collection {
  checkVersion(call, place);
  return {
    context: place.root,
    type: "microsoft.graph.approval",
    properties: () => ["id", wordOf(call)],
    navigation: { [wordOf(call)]: (entity) => entity[wordOf(call)] },
    page: 100,
    rows: (_call, _wanted, after) =>
      place.families
        .flatMap((family) => [...call.state.scheduleRequests.list(family, { after })])
        .filter((request) => request.approval !== null && chosen(request))
        .sort((left, right) => left.sequence - right.sequence)
        .map((request) => ({ sequence: request.sequence, entity: approvalEntity(call, request) })),
  };
}

/** What the caller may decide (approver), or has asked for (target, createdBy). */
function mine(call: Call, place: Place): Reply {
  const { on = "" } = call.params;
  if (on !== "approver" && on !== "target" && on !== "createdBy")
    throw graphErrors.badRequest(`Invalid value '${on}' for parameter 'on'.`);
  const chosen = (request: ScheduleRequest) =>
    on === "approver" ? approversOf(call.state, request).has(call.caller.id) : request.principal === call.caller.id;
  const collection = approvalsAt(place, call, chosen);
  const typed: Collection = {
    ...collection,
    context: "Collection(approval)",
    rows: (...asked) =>
      [...collection.rows(...asked)].map(({ sequence, entity }) => ({
        sequence,
        entity: { "@odata.type": `#${collection.type}`, ...entity },
      })),
  };
  return listOf(typed, call);
}

function checkVersion(call: Call, place: Place): void {
  if (place.betaOnly && call.version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
}

function requestAt(call: Call, place: Place): ScheduleRequest {
  checkVersion(call, place);
  const request = call.state.scheduleRequests.findByApproval(call.params.id ?? "");
  if (request === undefined || !place.families.includes(request.family)) throw graphErrors.resourceNotFound();
  return request;
}

function approvalEntity(call: Call, request: ScheduleRequest): Entity {
  return { id: request.approval, [wordOf(call)]: [stageOf(call, request)] };
}

function stages(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${request.id}')/${word}`;
  return { status: 200, body: { "@odata.context": context, value: [stageOf(call, request)] } };
}

function oneStage(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${request.id}')/${word}/$entity`;
  return { status: 200, body: { "@odata.context": context, ...stageOf(call, request) } };
}

function stagedAt(call: Call, place: Place, word: Word): ScheduleRequest {
  const request = requestAt(call, place);
  const { stage = request.id } = call.params;
  if (word !== wordOf(call) || stage.toLowerCase() !== request.id) throw graphErrors.resourceNotFound();
  return request;
}

function stageOf(call: Call, request: ScheduleRequest): Entity {
  const { decision } = request.details;
  const decided = isObject(decision) ? decision : undefined;
  const reviewer = call.state.directory.find(String(decided?.by));
  return {
    id: request.id,
    displayName: null,
    reviewedDateTime: decided === undefined ? null : formatTimeOrNull(Number(decided.at)),
    reviewResult: decided?.result ?? "NotReviewed",
    status: /^Pending/.test(request.status) ? "InProgress" : "Completed",
    assignedToMe: approversOf(call.state, request).has(call.caller.id),
    justification: decided?.justification ?? "",
    reviewedBy:
      decided === undefined ? null : { id: decided.by, displayName: reviewer?.properties.displayName ?? null },
  };
}

function review(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const { reviewResult, justification } = bodyObject(call);
  if (reviewResult !== "Approve" && reviewResult !== "Deny")
    throw graphErrors.badRequest(`Invalid value '${String(reviewResult)}' for property 'reviewResult'.`);
  decide(call, request, reviewResult, typeof justification === "string" ? justification : "");
  return { status: 204 };
}
