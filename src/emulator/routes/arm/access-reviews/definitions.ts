import { armBody } from "../../../arm-body";
import type { ArmCall, ArmRoute } from "../../../arm-call";
import { armErrors } from "../../../arm-errors";
import { isObject } from "../../../body";
import type { Reply } from "../../../call";
import { isGuid } from "../../../ids";
import { itemsOfReviewer, stopReview } from "../../../laws/access-review/actions";
import { readAzureDefinition } from "../../../laws/access-review/azure-definition";
import { startInstances } from "../../../laws/access-review/course";
import { nextStart } from "../../../laws/access-review/recurrence";
import { versions } from "../../../laws/arm/api-version";
import type { Entity } from "../../../odata/filter";
import type { AccessReview } from "../../../store/access-review-types";
import { reviewAt, scopes, tenant } from "./places";
import { definitionShape, definitionType } from "./shapes";

const path = `providers/Microsoft.Authorization/${definitionType}`;
const common = { at: scopes, versions: versions.accessReviews };

/** https://learn.microsoft.com/rest/api/authorization/scope-access-review-schedule-definitions */
export const armReviewDefinitionRoutes: readonly ArmRoute[] = [
  { method: "GET", path, ...common, operation: list },
  { method: "GET", path, at: tenant, versions: versions.accessReviews, operation: mine },
  { method: "GET", path: `${path}/:review`, ...common, operation: (call) => shown(call, reviewAt(call)) },
  { method: "PUT", path: `${path}/:review`, ...common, operation: put },
  { method: "DELETE", path: `${path}/:review`, ...common, operation: remove },
  { method: "POST", path: `${path}/:review/stop`, ...common, operation: stop },
];

/** Properties of a body, which clients wrap in `properties` or do not. */
export function looseProperties(call: ArmCall): Entity {
  const body = armBody(call);
  return isObject(body.properties) ? body.properties : body;
}

function shown({ state, scope }: ArmCall, review: AccessReview): Reply {
  return { status: 200, body: definitionShape(state, scope.id, review) };
}

function list({ state, scope }: ArmCall): Reply {
  const here = [...state.accessReviews.list("arm")].filter((review) => review.scope === scope.id);
  return { status: 200, body: { value: here.map((review) => definitionShape(state, scope.id, review)) } };
}

/** `$filter=assignedToMeToReview()` is what this list is about, with it or without. */
function mine({ state, scope, caller }: ArmCall): Reply {
  const own = [...state.accessReviews.list("arm")].filter(
    ({ id }) => itemsOfReviewer(state, caller.id, state.reviewInstances.ofReview(id)).length > 0,
  );
  return { status: 200, body: { value: own.map((review) => definitionShape(state, scope.id, review)) } };
}

/** Makes a definition under a name of the client's, or replaces it; what is due starts at once. */
function put(call: ArmCall): Reply {
  const { state, scope, params, caller, now } = call;
  const id = params.review?.toLowerCase() ?? "";
  if (!isGuid(id)) throw armErrors.badRequest(`The name '${id}' is not a GUID.`);
  const { shown: says, plan } = readAzureDefinition(state, scope, looseProperties(call), now);
  const before = state.accessReviews.find(id);
  if (before !== undefined) {
    if (before.plane !== "arm" || before.scope !== scope.id)
      throw armErrors.badRequest(`There is an access review '${id}' elsewhere.`);
    const due = before.due === null ? null : nextStart(plan.recurrence, before.begun, now);
    state.accessReviews.update(before, { ...before, modified: now, due, shown: says, plan });
  } else {
    const due = nextStart(plan.recurrence, 0, now);
    const made = { id, plane: "arm", scope: scope.id, created: now, modified: null, createdBy: caller.id } as const;
    const review = state.accessReviews.add({ ...made, begun: 0, due, shown: says, plan });
    if (due !== null && due <= now) startInstances(state, review, now);
  }
  return shown(call, reviewAt(call));
}

function remove({ state, scope, params }: ArmCall): Reply {
  const review = state.accessReviews.find(params.review ?? "");
  if (review === undefined || review.scope !== scope.id) return { status: 204 };
  state.accessReviews.remove(review);
  return { status: 200 };
}

function stop(call: ArmCall): Reply {
  stopReview(call, reviewAt(call));
  return { status: 204 };
}
