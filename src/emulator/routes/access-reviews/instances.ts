import { bodyObject } from "../../body";
import type { Call, Operation, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import { applyDecisions } from "../../laws/access-review/apply";
import { close, undecided } from "../../laws/access-review/course";
import { checkRunning, decide, itemsToReview, type Reviewed, readOpinion } from "../../laws/access-review/decide";
import { readReviewers } from "../../laws/access-review/reviewers";
import { oneOf } from "../../odata/collection";
import type { ReviewInstance } from "../../store/access-review-types";
import { asFunction, countedList, definitions, instancesOf, itemsOfReviewer, root } from "./collections";
import { contactedEntities } from "./contacted";
import { checkOnReviewer, reviewAt } from "./definitions";
import { definitionEntity, instanceEntity } from "./entities";

const path = `/${root}/definitions/:review/instances`;

/** Occurrences of access reviews and what can be done to them: https://learn.microsoft.com/graph/api/resources/accessreviewinstance */
export const reviewInstanceRoutes: readonly Route[] = [
  {
    method: "GET",
    path,
    operation: (call) => {
      const review = reviewAt(call);
      return countedList(instancesOf(call.state.reviewInstances.ofReview(review.id), review), call);
    },
  },
  { method: "GET", path: `${path}/filterByCurrentUser/:on`, operation: mine },
  { method: "GET", path: `${path}/:instance`, operation: (call) => shown(call, instanceAt(call)) },
  { method: "PATCH", path: `${path}/:instance`, operation: update },
  { method: "GET", path: `${path}/:instance/contactedReviewers`, operation: contacted },
  {
    method: "GET",
    path: `${path}/:instance/definition`,
    operation: (call) => oneOf(definitions, definitionEntity(call, instanceAt(call).review), call),
  },
  { method: "POST", path: `${path}/:instance/stop`, operation: stop },
  { method: "POST", path: `${path}/:instance/sendReminder`, operation: remind },
  { method: "POST", path: `${path}/:instance/resetDecisions`, operation: reset },
  { method: "POST", path: `${path}/:instance/applyDecisions`, operation: apply },
  ...reviewerActions(`${path}/:instance`, instanceAt),
];

/** What reviewers do to a whole instance; `at` finds the instance that the path names. */
export function reviewerActions(prefix: string, at: (call: Call) => Reviewed): Route[] {
  const acting =
    (act: (call: Call, reviewed: Reviewed) => void): Operation =>
    (call) => {
      act(call, at(call));
      return { status: 204 };
    };
  return [
    { method: "POST", path: `${prefix}/acceptRecommendations`, operation: acting(acceptRecommendations) },
    { method: "POST", path: `${prefix}/batchRecordDecisions`, operation: acting(batchRecord) },
  ];
}

/** The instance that a path names, with its definition. */
export function instanceAt(call: Call): Reviewed {
  const review = reviewAt(call);
  const instance = call.state.reviewInstances.find(call.params.instance ?? "");
  if (instance === undefined || instance.review !== review.id) throw graphErrors.resourceNotFound();
  return { review, instance };
}

function shown(call: Call, { review, instance }: Reviewed): Reply {
  return oneOf(instancesOf([], review), instanceEntity(call, instance), call);
}

function mine(call: Call): Reply {
  checkOnReviewer(call);
  const own = call.state.reviewInstances
    .ofReview(reviewAt(call).id)
    .filter((instance) => itemsOfReviewer(call, [instance]).length > 0);
  return countedList(asFunction(instancesOf(own)), call);
}

/** Reviewers and fallback reviewers of the running stage can change; the scope is accepted and stays. */
function update(call: Call): Reply {
  const { review, instance } = instanceAt(call);
  checkRunning(instance);
  const body = bodyObject(call);
  for (const name of Object.keys(body))
    if (
      !["reviewers", "fallbackReviewers", "scope", "id", "startDateTime", "endDateTime", "status"].includes(name) &&
      !name.includes("@")
    )
      throw graphErrors.unknownProperty(name, "microsoft.graph.accessReviewInstance");
  return shown(call, { review, instance: withReviewers(call, instance, instance.stage) });
}

/** Takes the reviewers of one stage from the body; what it does not name stays. */
export function withReviewers(call: Call, instance: ReviewInstance, index: number): ReviewInstance {
  const { reviewers, fallbackReviewers } = bodyObject(call);
  const stages = instance.stages.map((stage, each) =>
    each !== index
      ? stage
      : {
          ...stage,
          ...(reviewers === undefined ? {} : { reviewers: readReviewers(call.state, reviewers, "reviewers") }),
          ...(fallbackReviewers === undefined
            ? {}
            : { fallback: readReviewers(call.state, fallbackReviewers, "fallbackReviewers") }),
        },
  );
  const after = { ...instance, stages };
  call.state.reviewInstances.update(instance, after, call.now);
  return after;
}

function contacted(call: Call): Reply {
  const { review, instance } = instanceAt(call);
  const value = contactedEntities(call, instance);
  const context = `${root}/definitions('${review.id}')/instances('${instance.id}')/contactedReviewers`;
  return {
    status: 200,
    body: { "@odata.context": `${call.base}/$metadata#${context}`, "@odata.count": value.length, value },
  };
}

function stop(call: Call): Reply {
  const { review, instance } = instanceAt(call);
  checkRunning(instance);
  close(call.state, review, instance, call.now);
  return { status: 204 };
}

/** No mail leaves the tenant. */
function remind(call: Call): Reply {
  checkRunning(instanceAt(call).instance);
  return { status: 204 };
}

function reset(call: Call): Reply {
  const { instance } = instanceAt(call);
  checkRunning(instance);
  for (const item of call.state.reviewDecisions.ofInstance(instance.id))
    if (item.stage === instance.stage) call.state.reviewDecisions.update(item, { ...item, ...undecided }, call.now);
  return { status: 204 };
}

/** For reviews that do not apply by themselves, once their instance is over. */
function apply(call: Call): Reply {
  const { review, instance } = instanceAt(call);
  if (instance.status !== "Completed")
    throw graphErrors.badRequest(`Decisions can be applied to a completed instance; its status is ${instance.status}.`);
  applyDecisions(call.state, review, instance, call.caller.id, call.now);
  return { status: 204 };
}

/** Of what nobody has decided yet; where nothing is recommended it stays open. */
function acceptRecommendations(call: Call, reviewed: Reviewed): void {
  for (const item of itemsToReview(call, reviewed))
    if (item.verdict === "NotReviewed" && item.recommendation !== "NoInfoAvailable")
      decide(call, reviewed, item, { verdict: item.recommendation, justification: "Recommendation accepted" });
}

/** All items that the caller reviews, or those of one principal, of one resource, or of both. */
export function batchRecord(call: Call, reviewed: Reviewed): void {
  const body = bodyObject(call);
  const opinion = readOpinion(body);
  const [principal, resource] = [wanted(body.principalId), wanted(body.resourceId)];
  for (const item of itemsToReview(call, reviewed))
    if ((principal ?? item.principal) === item.principal && (resource ?? item.resource) === item.resource)
      decide(call, reviewed, item, opinion);
}

function wanted(id: unknown): string | undefined {
  return typeof id === "string" ? id.toLowerCase() : undefined;
}
