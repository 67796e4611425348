import { bodyObject } from "../../body";
import type { Call, Operation, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import {
  acceptRecommendations,
  applyOnRequest,
  itemsOfReviewer,
  recordDecisions,
  resetDecisions,
  sendReminders,
  stopInstance,
} from "../../laws/access-review/actions";
import { checkRunning, type Reviewed } from "../../laws/access-review/decide";
import { readReviewers } from "../../laws/access-review/reviewers";
import { oneOf } from "../../odata/collection";
import type { ReviewInstance } from "../../store/access-review-types";
import { asFunction, countedList, definitions, instancesOf, root } from "./collections";
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
  { method: "POST", path: `${path}/:instance/stop`, operation: acting(stopInstance, instanceAt) },
  { method: "POST", path: `${path}/:instance/sendReminder`, operation: acting(sendReminders, instanceAt) },
  { method: "POST", path: `${path}/:instance/resetDecisions`, operation: acting(resetDecisions, instanceAt) },
  { method: "POST", path: `${path}/:instance/applyDecisions`, operation: acting(applyOnRequest, instanceAt) },
  ...reviewerActions(`${path}/:instance`, instanceAt),
];

/** What reviewers do to a whole instance; `at` finds the instance that the path names. */
export function reviewerActions(prefix: string, at: (call: Call) => Reviewed): Route[] {
  return [
    { method: "POST", path: `${prefix}/acceptRecommendations`, operation: acting(acceptRecommendations, at) },
    {
      method: "POST",
      path: `${prefix}/batchRecordDecisions`,
      operation: acting((call, reviewed) => recordDecisions(call, reviewed, bodyObject(call)), at),
    },
  ];
}

function acting(act: (call: Call, reviewed: Reviewed) => void, at: (call: Call) => Reviewed): Operation {
  return (call) => {
    act(call, at(call));
    return { status: 204 };
  };
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
    .filter((instance) => itemsOfReviewer(call.state, call.caller.id, [instance]).length > 0);
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
