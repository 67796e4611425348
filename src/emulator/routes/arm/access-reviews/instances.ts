import type { ArmCall, ArmOperation, ArmRoute } from "../../../arm-call";
import { armErrors } from "../../../arm-errors";
import { armPimErrors } from "../../../arm-pim-errors";
import type { Reply } from "../../../call";
import {
  acceptRecommendations,
  applyOnRequest,
  itemsOfReviewer,
  recordDecisions,
  resetDecisions,
  sendReminders,
  stopInstance,
} from "../../../laws/access-review/actions";
import { readAzureReviewers } from "../../../laws/access-review/azure-definition";
import { decide, type Reviewed, readOpinion } from "../../../laws/access-review/decide";
import { finalItems } from "../../../laws/access-review/final-items";
import { versions } from "../../../laws/arm/api-version";
import type { ReviewDecision, ReviewInstance } from "../../../store/access-review-types";
import { parseTime } from "../../../time";
import { looseProperties } from "./definitions";
import { instanceAt, reviewAt, scopes, tenant } from "./places";
import { contactedShape, decisionShape, definitionType, instanceShape } from "./shapes";

const path = `providers/Microsoft.Authorization/${definitionType}/:review/instances`;
const everywhere = { versions: versions.accessReviews };
const atScopes = { ...everywhere, at: scopes };
const atTenant = { ...everywhere, at: tenant };

/** https://learn.microsoft.com/rest/api/authorization/scope-access-review-instances, and the reviewer's own view below the tenant */
export const armReviewInstanceRoutes: readonly ArmRoute[] = [
  { method: "GET", path, ...everywhere, operation: list },
  { method: "GET", path: `${path}/:instance`, ...everywhere, operation: (call) => shown(call, instanceAt(call)) },
  { method: "PUT", path: `${path}/:instance`, ...atScopes, operation: put },
  { method: "GET", path: `${path}/:instance/contactedReviewers`, ...everywhere, operation: contacted },
  { method: "GET", path: `${path}/:instance/decisions`, ...everywhere, operation: decisions },
  { method: "GET", path: `${path}/:instance/decisions/:decision`, ...atTenant, operation: decision },
  { method: "PATCH", path: `${path}/:instance/decisions/:decision`, ...atTenant, operation: record },
  { method: "POST", path: `${path}/:instance/stop`, ...atScopes, operation: acting(stopInstance) },
  { method: "POST", path: `${path}/:instance/resetDecisions`, ...atScopes, operation: acting(resetDecisions) },
  { method: "POST", path: `${path}/:instance/applyDecisions`, ...atScopes, operation: acting(applyOnRequest) },
  { method: "POST", path: `${path}/:instance/sendReminders`, ...atScopes, operation: acting(sendReminders) },
  {
    method: "POST",
    path: `${path}/:instance/recordAllDecisions`,
    ...atScopes,
    operation: acting((call, reviewed) => recordDecisions(call, reviewed, looseProperties(call))),
  },
  {
    method: "POST",
    path: `${path}/:instance/acceptRecommendations`,
    ...atTenant,
    operation: acting(acceptRecommendations),
  },
];

function acting(act: (call: ArmCall, reviewed: Reviewed) => void): ArmOperation {
  return (call) => {
    act(call, instanceAt(call));
    return { status: 204 };
  };
}

function shown({ scope }: ArmCall, { review, instance }: Reviewed): Reply {
  return { status: 200, body: instanceShape(scope.id, review, instance) };
}

function list(call: ArmCall): Reply {
  const { state, scope, caller } = call;
  const review = reviewAt(call);
  const value = state.reviewInstances
    .ofReview(review.id)
    .filter((instance) => scope.kind !== "tenant" || itemsOfReviewer(state, caller.id, [instance]).length > 0)
    .map((instance) => instanceShape(scope.id, review, instance));
  return { status: 200, body: { value } };
}

/** Changes the time and the reviewers of an instance that runs. */
function put(call: ArmCall): Reply {
  const { review, instance } = instanceAt(call);
  const given = looseProperties(call);
  const start = timeOr(given.startDateTime, instance.start);
  const finish = timeOr(given.endDateTime, instance.finish);
  if (finish < start) throw armErrors.badRequest("The instance ends before it starts.");
  const reviewers = readAzureReviewers(call.state, given.reviewers, "reviewers");
  const fallback = readAzureReviewers(call.state, given.backupReviewers, "backupReviewers");
  const stages = instance.stages.map((stage) => ({
    ...stage,
    start,
    finish,
    ...(given.reviewers === undefined ? {} : { reviewers }),
    ...(given.backupReviewers === undefined ? {} : { fallback }),
  }));
  const due = instance.due === null ? null : finish;
  const after: ReviewInstance = { ...instance, start, finish, due, stages };
  call.state.reviewInstances.update(instance, after, call.now);
  return shown(call, { review, instance: after });
}

function timeOr(value: unknown, present: number): number {
  if (value === undefined || value === null) return present;
  const at = parseTime(value);
  if (at === undefined) throw armErrors.badRequest(`'${String(value)}' is not a date with a zone.`);
  return at;
}

function contacted(call: ArmCall): Reply {
  const { instance } = instanceAt(call);
  const value = instance.contacted.map((id) => contactedShape(call.state, call.scope.id, instance, id));
  return { status: 200, body: { value } };
}

/** All of an instance at its scope; below the tenant those of the caller. */
function itemsAt(call: ArmCall, { instance }: Reviewed): readonly ReviewDecision[] {
  const items = finalItems(call.state.reviewDecisions.ofInstance(instance.id));
  if (call.scope.kind !== "tenant") return items;
  const mine = new Set(itemsOfReviewer(call.state, call.caller.id, [instance]).map(({ item }) => item.id));
  return items.filter(({ id }) => mine.has(id));
}

function decisions(call: ArmCall): Reply {
  const reviewed = instanceAt(call);
  const value = itemsAt(call, reviewed).map((item) => decisionShape(call, reviewed.instance, item));
  return { status: 200, body: { value } };
}

function itemAt(call: ArmCall, reviewed: Reviewed): ReviewDecision {
  const id = call.params.decision?.toLowerCase() ?? "";
  const item = itemsAt(call, reviewed).find((each) => each.id === id);
  if (item === undefined) throw armPimErrors.notFound("AccessReviewDecision", id);
  return item;
}

function decision(call: ArmCall): Reply {
  const reviewed = instanceAt(call);
  return {
    status: 200,
    body: decisionShape(call, reviewed.instance, itemAt(call, reviewed)),
  };
}

function record(call: ArmCall): Reply {
  const reviewed = instanceAt(call);
  decide(call, reviewed, itemAt(call, reviewed), readOpinion(looseProperties(call)));
  return decision(call);
}
