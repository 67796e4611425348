import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { approversOf } from "../laws/deciders";
import { decide, type Verdict } from "../laws/decision";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { ScheduleRequest } from "../store/schedule-requests";
import { formatTimeOrNull } from "../time";
import { filterByCurrentUser } from "./current-user";
import { directorySurface } from "./directory-surface";
import { groupSurface } from "./group-surface";
import type { Surface } from "./pim-surface";
import { families, surfaces } from "./schedules";

interface Place {
  /** As in `@odata.context`. */
  readonly root: string;
  readonly surfaces: readonly Surface[];
  readonly betaOnly?: true;
}

/** There are no access packages here: under their path stand the approvals of PIM, which are of the same type. */
const places: readonly Place[] = [
  { root: "roleManagement/directory/roleAssignmentApprovals", surfaces: [directorySurface], betaOnly: true },
  { root: "identityGovernance/privilegedAccess/group/assignmentApprovals", surfaces: [groupSurface] },
  { root: "identityGovernance/entitlementManagement/accessPackageAssignmentApprovals", surfaces },
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
    ...filterByCurrentUser(collection, { approver: asApprover, target: asPrincipal, createdBy: asPrincipal }),
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    {
      method: "GET",
      path: `${path}/:id`,
      operation: (call) => oneOf(collection, approvalEntity(call, askedAt(call, place)), call),
    },
    ...staged,
  ];
});

/** A request that somebody has to decide, or had, and the plane it is of. */
interface Asked {
  readonly surface: Surface;
  readonly request: ScheduleRequest;
}

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
    navigation: { steps: ({ steps }) => steps ?? null, stages: ({ stages }) => stages ?? null },
    page: 100,
    rows: (call, _wanted, after) =>
      allAsked(call, place, after).map((asked) => ({
        sequence: asked.request.sequence,
        entity: approvalEntity(call, asked),
      })),
  };
}

function allAsked(call: Call, place: Place, after: number): Asked[] {
  checkVersion(call, place);
  return place.surfaces
    .flatMap((surface) =>
      families
        .flatMap((family) => [...surface.plane(call).requests.list(family, { after })])
        .filter(({ approval }) => approval !== null)
        .map((request) => ({ surface, request })),
    )
    .sort((left, right) => left.request.sequence - right.request.sequence);
}

function asApprover(entity: Entity, call: Call): Entity | undefined {
  const asked = findAsked(call, surfaces, String(entity.id));
  return asked !== undefined && mayDecide(call, asked) ? entity : undefined;
}

function asPrincipal(entity: Entity, call: Call): Entity | undefined {
  const asked = findAsked(call, surfaces, String(entity.id));
  return asked?.request.principal === call.caller.id ? entity : undefined;
}

function mayDecide({ state, caller }: Call, { surface, request }: Asked): boolean {
  return approversOf(state, surface.deciders, request).has(caller.id);
}

function checkVersion(call: Call, place: Place): void {
  if (place.betaOnly && call.version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
}

function findAsked(call: Call, among: readonly Surface[], id: string): Asked | undefined {
  for (const surface of among) {
    const request = surface.plane(call).requests.findByApproval(id);
    if (request !== undefined) return { surface, request };
  }
  return undefined;
}

function askedAt(call: Call, place: Place): Asked {
  checkVersion(call, place);
  const asked = findAsked(call, place.surfaces, call.params.id ?? "");
  if (asked === undefined) throw graphErrors.resourceNotFound();
  return asked;
}

function approvalEntity(call: Call, asked: Asked): Entity {
  return { id: asked.request.id, [wordIn(call.version)]: [stageOf(call, asked)] };
}

function stages(call: Call, place: Place, word: Word): Reply {
  const asked = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${asked.request.id}')/${word}`;
  return { status: 200, body: { "@odata.context": context, value: [stageOf(call, asked)] } };
}

function oneStage(call: Call, place: Place, word: Word): Reply {
  const asked = stagedAt(call, place, word);
  const context = `${call.base}/$metadata#${place.root}('${asked.request.id}')/${word}/$entity`;
  return { status: 200, body: { "@odata.context": context, ...stageOf(call, asked) } };
}

function stagedAt(call: Call, place: Place, word: Word): Asked {
  const asked = askedAt(call, place);
  const { stage = asked.request.id } = call.params;
  if (word !== wordIn(call.version) || stage.toLowerCase() !== asked.request.id) throw graphErrors.resourceNotFound();
  return asked;
}

function stageOf(call: Call, asked: Asked): Entity {
  const { id, status, details } = asked.request;
  const decided = isObject(details.decision) ? details.decision : undefined;
  const reviewer = call.state.directory.find(String(decided?.by));
  return {
    id,
    displayName: null,
    reviewedDateTime: decided === undefined ? null : formatTimeOrNull(Number(decided.at)),
    reviewResult: decided?.result ?? "NotReviewed",
    status: /^Pending/.test(status) ? "InProgress" : "Completed",
    assignedToMe: mayDecide(call, asked),
    justification: decided?.justification ?? "",
    reviewedBy:
      decided === undefined ? null : { id: decided.by, displayName: reviewer?.properties.displayName ?? null },
  };
}

function review(call: Call, place: Place, word: Word): Reply {
  const { surface, request } = stagedAt(call, place, word);
  const { reviewResult: result, justification } = bodyObject(call);
  if (result !== "Approve" && result !== "Deny")
    throw graphErrors.badRequest(`Invalid value '${String(result)}' for property 'reviewResult'.`);
  const verdict: Verdict = { result, justification: typeof justification === "string" ? justification : "" };
  decide(call, surface.plane(call), surface.deciders, request, verdict);
  return { status: 204 };
}
