import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { approversOf } from "../laws/deciders";
import { decide, type Verdict } from "../laws/decision";
import { type Collection, listOf, type Navigation, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import { formatTimeOrNull } from "../time";
import { filterByCurrentUser, type Mine } from "./current-user";
import { directorySurface } from "./directory-surface";
import { groupSurface } from "./group-surface";
import type { Surface } from "./pim-surface";
import { families } from "./schedules";

interface Place {
  /** As in `@odata.context`. */
  readonly root: string;
  readonly surface: Surface;
  readonly betaOnly?: true;
}

const places: readonly Place[] = [
  { root: "roleManagement/directory/roleAssignmentApprovals", surface: directorySurface, betaOnly: true },
  { root: "identityGovernance/privilegedAccess/group/assignmentApprovals", surface: groupSurface },
];

/** Approval of what was requested: https://learn.microsoft.com/graph/api/resources/approval */
export const approvalRoutes: readonly Route[] = places.flatMap((place) => {
  const collection = approvalsAt(place);
  const path = `/${place.root}`;
  const staged = (["steps", "stages"] as const).flatMap((word): Route[] => [
    { method: "GET", path: `${path}/:id/${word}`, operation: (call) => stages(call, place, word) },
    { method: "GET", path: `${path}/:id/${word}/:stage`, operation: (call) => oneStage(call, place, word) },
    { method: "PATCH", path: `${path}/:id/${word}/:stage`, operation: (call) => review(call, place, word) },
  ]);
  return [
    ...filterByCurrentUser(collection, kindsOf(place)),
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    {
      method: "GET",
      path: `${path}/:id`,
      operation: (call) => oneOf(collection, approvalEntity(call, place, requestAt(call, place)), call),
    },
    ...staged,
  ];
});

/** v1.0 has stages, beta steps: one of them, whose id is the approval's. */
type Word = "steps" | "stages";

function wordIn(version: Call["version"]): Word {
  return version === "beta" ? "steps" : "stages";
}

function approvalsAt(place: Place): Collection {
  return {
    context: place.root,
    type: "microsoft.graph.approval",
    properties: (version) => ["id", wordIn(version)],
    navigation: { steps: stagesOf(place, "beta"), stages: stagesOf(place, "v1.0") },
    page: 100,
    rows: (call, _wanted, after) =>
      allAsked(call, place, after).map((request) => ({
        sequence: request.sequence,
        entity: { id: request.id },
      })),
  };
}

function allAsked(call: Call, place: Place, after: number): ScheduleRequest[] {
  checkVersion(call, place);
  return families
    .flatMap((family) => [...place.surface.plane(call).requests.list(family, { after })])
    .filter(({ approval }) => approval !== null)
    .sort((left, right) => left.sequence - right.sequence);
}

/** What the caller may decide, or has asked for. */
function kindsOf(place: Place): Readonly<Record<"approver" | "target" | "createdBy", Mine>> {
  const asPrincipal: Mine = (entity, call) =>
    findRequest(call, place, entity.id)?.principal === call.caller.id ? entity : undefined;
  const asApprover: Mine = (entity, call) => {
    const request = findRequest(call, place, entity.id);
    return request !== undefined && mayDecide(call, place, request) ? entity : undefined;
  };
  return { approver: asApprover, target: asPrincipal, createdBy: asPrincipal };
}

function mayDecide({ state, caller }: Call, { surface }: Place, request: ScheduleRequest): boolean {
  return approversOf(state, surface.deciders, request).has(caller.id);
}

function checkVersion(call: Call, place: Place): void {
  if (place.betaOnly && call.version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
}

function findRequest(call: Call, { surface }: Place, id: unknown): ScheduleRequest | undefined {
  return surface.plane(call).requests.findByApproval(String(id));
}

/** The request that an approval is for. */
function requestAt(call: Call, place: Place): ScheduleRequest {
  checkVersion(call, place);
  const request = findRequest(call, place, call.params.id);
  if (request === undefined) throw graphErrors.resourceNotFound();
  return request;
}

function stagesOf(place: Place, version: Call["version"]): Navigation {
  return (entity, call) => {
    const request = findRequest(call, place, entity.id);
    return request === undefined || call.version !== version ? null : [stageOf(call, place, request)];
  };
}

/** One approval shows its steps unasked, a list of them does not. */
function approvalEntity(call: Call, place: Place, request: ScheduleRequest): Entity {
  return { id: request.id, [wordIn(call.version)]: [stageOf(call, place, request)] };
}

function stages(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${request.id}')/${word}`;
  return { status: 200, body: { "@odata.context": context, value: [stageOf(call, place, request)] } };
}

function oneStage(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${request.id}')/${word}/$entity`;
  return { status: 200, body: { "@odata.context": context, ...stageOf(call, place, request) } };
}

function stagedAt(call: Call, place: Place, word: Word): ScheduleRequest {
  const request = requestAt(call, place);
  const { stage = request.id } = call.params;
  if (word !== wordIn(call.version) || stage.toLowerCase() !== request.id) throw graphErrors.resourceNotFound();
  return request;
}

function stageOf(call: Call, place: Place, request: ScheduleRequest): Entity {
  const { id, status, details } = request;
  const decided = isObject(details.decision) ? details.decision : undefined;
  const reviewer = call.state.directory.find(String(decided?.by));
  return {
    id,
    displayName: null,
    reviewedDateTime: decided === undefined ? null : formatTimeOrNull(Number(decided.at)),
    reviewResult: decided?.result ?? "NotReviewed",
    status: /^Pending/.test(status) ? "InProgress" : "Completed",
    assignedToMe: mayDecide(call, place, request),
    justification: decided?.justification ?? "",
    reviewedBy:
      decided === undefined ? null : { id: decided.by, displayName: reviewer?.properties.displayName ?? null },
  };
}

function review(call: Call, place: Place, word: Word): Reply {
  const request = stagedAt(call, place, word);
  const { reviewResult: result, justification } = bodyObject(call);
  if (result !== "Approve" && result !== "Deny")
    throw graphErrors.badRequest(`Invalid value '${String(result)}' for property 'reviewResult'.`);
  const verdict: Verdict = { result, justification: typeof justification === "string" ? justification : "" };
  decide(call, place.surface.plane(call), place.surface.deciders, request, verdict);
  return { status: 204 };
}
