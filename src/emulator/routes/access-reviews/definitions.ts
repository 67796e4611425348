import { bodyObject } from "../../body";
import type { Call, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import { itemsOfReviewer, stopReview } from "../../laws/access-review/actions";
import { readDefinition } from "../../laws/access-review/definition-body";
import { nextStart } from "../../laws/access-review/recurrence";
import { oneOf } from "../../odata/collection";
import type { AccessReview } from "../../store/access-review-types";
import { asFunction, countedList, definitions, root } from "./collections";
import { definitionEntity } from "./entities";

const path = `/${root}/definitions`;

/** Definitions of access reviews: https://learn.microsoft.com/graph/api/resources/accessreviewscheduledefinition */
export const reviewDefinitionRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => countedList(definitions, call) },
  { method: "GET", path: `${path}/filterByCurrentUser/:on`, operation: mine },
  {
    method: "GET",
    path: `${path}/:review`,
    operation: (call) => oneOf(definitions, definitionEntity(call, reviewAt(call)), call),
  },
  { method: "POST", path, operation: create },
  { method: "PUT", path: `${path}/:review`, operation: replace },
  { method: "PATCH", path: `${path}/:review`, operation: refuse, write: false },
  { method: "DELETE", path: `${path}/:review`, operation: remove },
  { method: "POST", path: `${path}/:review/stop`, operation: stop },
];

/** The definition that a path names; the service's 404 for none. */
export function reviewAt(call: Call): AccessReview {
  const review = call.state.accessReviews.find(call.params.review ?? "");
  if (review === undefined || review.plane !== "graph") throw graphErrors.resourceNotFound();
  return review;
}

/** `filterByCurrentUser` knows one word here. */
export function checkOnReviewer({ params }: Call): void {
  if (params.on !== "reviewer") throw graphErrors.badRequest(`Invalid value '${params.on ?? ""}' for parameter 'on'.`);
}

/** Those in which the caller reviews somebody. */
function mine(call: Call): Reply {
  checkOnReviewer(call);
  const { state } = call;
  const own: typeof definitions = {
    ...definitions,
    rows: function* (_call, _wanted, after) {
      for (const review of state.accessReviews.list("graph", after))
        if (itemsOfReviewer(state, call.caller.id, state.reviewInstances.ofReview(review.id)).length > 0)
          yield { sequence: review.sequence, entity: definitionEntity(call, review) };
    },
  };
  return countedList(asFunction(own), call);
}

function create(call: Call): Reply {
  const { shown, plan } = readDefinition(call.state, bodyObject(call), call.now);
  const review = call.state.accessReviews.add({
    id: call.state.newId("accessReview"),
    plane: "graph",
    scope: "/",
    created: call.now,
    modified: null,
    createdBy: call.caller.id,
    begun: 0,
    due: nextStart(plan.recurrence, 0, call.now),
    shown,
    plan,
  });
  return oneOf(definitions, definitionEntity(call, review), call, 201);
}

/** The body replaces everything but the scope; instances that run go on as they began. */
function replace(call: Call): Reply {
  const review = reviewAt(call);
  const { shown, plan } = readDefinition(call.state, bodyObject(call), call.now, review);
  const due = review.due === null ? null : nextStart(plan.recurrence, review.begun, call.now);
  call.state.accessReviews.update(review, { ...review, modified: call.now, due, shown, plan });
  return { status: 204 };
}

function refuse(): never {
  throw graphErrors.methodNotAllowed();
}

function remove(call: Call): Reply {
  call.state.accessReviews.remove(reviewAt(call));
  return { status: 204 };
}

function stop(call: Call): Reply {
  stopReview(call, reviewAt(call));
  return { status: 204 };
}
