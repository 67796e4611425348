import type { ArmCall } from "../../../arm-call";
import { armPimErrors } from "../../../arm-pim-errors";
import { itemsOfReviewer } from "../../../laws/access-review/actions";
import type { Reviewed } from "../../../laws/access-review/decide";
import type { ScopeKind } from "../../../laws/arm/scope";
import type { AccessReview } from "../../../store/access-review-types";

/** Reviews are kept at scopes; at the tenant stands what the caller reviews. */
export const scopes: readonly ScopeKind[] = ["managementGroup", "subscription", "resourceGroup", "resource"];
export const tenant: readonly ScopeKind[] = ["tenant"];

export function reviewAt({ state, scope, params }: ArmCall): AccessReview {
  const review = state.accessReviews.find(params.review ?? "");
  const here = scope.kind === "tenant" || review?.scope === scope.id;
  if (review === undefined || review.plane !== "arm" || !here)
    throw armPimErrors.notFound("AccessReviewScheduleDefinition", params.review ?? "");
  return review;
}

/** The instance that a path names; below the tenant only one in which the caller reviews somebody. */
export function instanceAt(call: ArmCall): Reviewed {
  const { state, scope, params, caller } = call;
  const review = reviewAt(call);
  const instance = state.reviewInstances.find(params.instance ?? "");
  const mine = () => instance !== undefined && itemsOfReviewer(state, caller.id, [instance]).length > 0;
  if (instance === undefined || instance.review !== review.id || (scope.kind === "tenant" && !mine()))
    throw armPimErrors.notFound("AccessReviewInstance", params.instance ?? "");
  return { review, instance };
}
