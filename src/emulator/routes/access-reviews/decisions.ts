import { bodyObject } from "../../body";
import type { Call, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import { type Item, itemsOfReviewer, recordDecisions } from "../../laws/access-review/actions";
import { decide, type Reviewed, readOpinion } from "../../laws/access-review/decide";
import { finalItems } from "../../laws/access-review/final-items";
import { oneOf } from "../../odata/collection";
import { asFunction, countedList, decisionsOf, root } from "./collections";
import { checkOnReviewer } from "./definitions";
import { decisionEntity } from "./entities";
import { instanceAt, reviewerActions } from "./instances";
import { stageAt } from "./stages";

/** An instance, those of its items that a path shows, and the path in `@odata.context`. */
interface Place extends Reviewed {
  readonly items: readonly Item[];
  readonly context: string;
}

const instance = `/${root}/definitions/:review/instances/:instance`;
const pending = "/me/pendingAccessReviewInstances";

/** Decisions, of an instance, of a stage, and of the caller: https://learn.microsoft.com/graph/api/resources/accessreviewinstancedecisionitem */
export const reviewDecisionRoutes: readonly Route[] = [
  ...routesUnder(instance, ofInstance),
  ...routesUnder(`${instance}/stages/:stage`, ofStage),
  ...routesUnder(`${pending}/:instance`, ofCaller),
  ...reviewerActions(`${pending}/:instance`, ofCaller),
  { method: "GET", path: `/${root}/decisions/filterByCurrentUser/:on`, operation: everywhere },
  { method: "POST", path: `/${root}/decisions/filterByCurrentUser/:on/recordAllDecisions`, operation: recordAll },
];

function routesUnder(prefix: string, place: (call: Call) => Place): Route[] {
  const path = `${prefix}/decisions`;
  const found = (call: Call) => {
    const at = place(call);
    const one = at.items.find(({ item }) => item.id === call.params.decision?.toLowerCase());
    if (one === undefined) throw graphErrors.resourceNotFound();
    return { ...at, item: one.item };
  };
  return [
    {
      method: "GET",
      path,
      operation: (call) => {
        const { items, context } = place(call);
        return countedList(decisionsOf(items, context), call);
      },
    },
    {
      method: "GET",
      path: `${path}/filterByCurrentUser/:on`,
      operation: (call) => {
        checkOnReviewer(call);
        const { items, context } = place(call);
        const own = new Set(
          itemsOfReviewer(call.state, call.caller.id, [place(call).instance]).map(({ item }) => item.id),
        );
        return countedList(
          asFunction(
            decisionsOf(
              items.filter(({ item }) => own.has(item.id)),
              context,
            ),
          ),
          call,
        );
      },
    },
    {
      method: "GET",
      path: `${path}/:decision`,
      operation: (call) => {
        const at = found(call);
        return oneOf(decisionsOf([], at.context), decisionEntity(call, at.instance, at.item), call);
      },
    },
    {
      method: "PATCH",
      path: `${path}/:decision`,
      operation: (call) => {
        const at = found(call);
        decide(call, at, at.item, readOpinion(bodyObject(call)));
        return { status: 204 };
      },
    },
  ];
}

function ofInstance(call: Call): Place {
  const reviewed = instanceAt(call);
  const items = finalItems(call.state.reviewDecisions.ofInstance(reviewed.instance.id));
  return placeOf(reviewed, items, "");
}

function ofStage(call: Call): Place {
  const { index, ...reviewed } = stageAt(call);
  const items = call.state.reviewDecisions.ofInstance(reviewed.instance.id).filter(({ stage }) => stage === index);
  return placeOf(reviewed, items, `/stages('${call.params.stage ?? ""}')`);
}

function placeOf({ review, instance: of }: Reviewed, items: readonly Item["item"][], below: string): Place {
  return {
    review,
    instance: of,
    items: items.map((item) => ({ instance: of, item })),
    context: `${root}/definitions('${review.id}')/instances('${of.id}')${below}/decisions`,
  };
}

/** An instance in which the caller reviews somebody, and only these decisions. */
function ofCaller(call: Call): Place {
  const found = call.state.reviewInstances.find(call.params.instance ?? "");
  const review = found && call.state.accessReviews.find(found.review);
  const items = found === undefined ? [] : itemsOfReviewer(call.state, call.caller.id, [found]);
  if (found === undefined || review === undefined || items.length === 0) throw graphErrors.resourceNotFound();
  return { review, instance: found, items, context: "accessReviewInstanceDecisionItems" };
}

/** What the caller still reviews, in all reviews of Graph and of Azure. */
function runningItems(call: Call): readonly Item[] {
  const { accessReviews, reviewInstances } = call.state;
  const reviews = [...accessReviews.list("graph"), ...accessReviews.list("arm")];
  const running = reviews
    .flatMap(({ id }) => reviewInstances.ofReview(id))
    .filter(({ status }) => status === "InProgress");
  return itemsOfReviewer(call.state, call.caller.id, running);
}

function everywhere(call: Call): Reply {
  checkOnReviewer(call);
  return countedList(decisionsOf(runningItems(call), "accessReviewInstanceDecisionItems"), call);
}

function recordAll(call: Call): Reply {
  checkOnReviewer(call);
  const body = bodyObject(call);
  const instances = new Map(runningItems(call).map(({ instance: each }) => [each.id, each]));
  for (const each of instances.values()) {
    const review = call.state.accessReviews.find(each.review);
    if (review !== undefined) recordDecisions(call, { review, instance: each }, body);
  }
  return { status: 204 };
}
