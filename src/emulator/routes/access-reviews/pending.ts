import type { Call, Reply, Route } from "../../call";
import { itemsOfReviewer } from "../../laws/access-review/actions";
import { countedList, instancesOf } from "./collections";

/** Beta: what waits for the caller's review. */
export const pendingReviewRoutes: readonly Route[] = [
  { method: "GET", path: "/me/pendingAccessReviewInstances", operation: pending },
];

function pending(call: Call): Reply {
  const { accessReviews, reviewInstances } = call.state;
  const waiting = [...accessReviews.list("graph")]
    .flatMap(({ id }) => reviewInstances.ofReview(id))
    .filter(
      (instance) =>
        instance.status === "InProgress" && itemsOfReviewer(call.state, call.caller.id, [instance]).length > 0,
    );
  return countedList(instancesOf(waiting), call);
}
