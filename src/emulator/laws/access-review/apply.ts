import type { State } from "../../state";
import type { AccessReview, ApplyResult, ReviewedResource, ReviewInstance } from "../../store/access-review-types";
import { finalItems } from "./final-items";
import { schedulesOf, storeOf } from "./schedules-of";

/** Takes the access of everybody who was denied. `by`: object id or `system`. */
export function applyDecisions(
  state: State,
  review: AccessReview,
  instance: ReviewInstance,
  by: string,
  at: number,
): void {
  for (const item of finalItems(state.reviewDecisions.ofInstance(instance.id))) {
    if (item.verdict !== "Deny") continue;
    const result = takeAway(state, instance.subject.resource, item.principal, at);
    if (review.plan.disablesUsers) disable(state, item.principal, at);
    state.reviewDecisions.update(item, { ...item, result, appliedBy: by, applied: at }, at);
  }
  state.reviewInstances.update(instance, { ...instance, status: "Applied" }, at);
}

function takeAway(state: State, resource: ReviewedResource, principal: string, at: number): ApplyResult {
  switch (resource.kind) {
    case "directoryRole":
    case "azureRole":
      return removeRole(state, resource, principal, at);
    case "group":
      return removeFromGroup(state, resource, principal, at);
    case "groups":
    case "nothing":
      return "ApplyNotSupported";
  }
}

/** What a denied principal holds of the role; with an eligibility goes what was activated by it. */
function removeRole(
  state: State,
  role: Extract<ReviewedResource, { kind: "directoryRole" | "azureRole" }>,
  principal: string,
  at: number,
): ApplyResult {
  const held = schedulesOf(state, role, [principal]).filter(({ finish }) => finish === null || finish > at);
  for (const schedule of held) storeOf(state, role).remove(schedule, at);
  return held.length > 0 ? "AppliedSuccessfully" : "AppliedSuccessfullyButObjectNotFound";
}

/** Members by a rule, by synchronisation or through another group stay: only who is linked can be unlinked. */
function removeFromGroup(
  state: State,
  { id, relation, transitive }: Extract<ReviewedResource, { kind: "group" }>,
  principal: string,
  at: number,
): ApplyResult {
  const group = state.directory.find(id);
  if (group === undefined) return "AppliedSuccessfullyButObjectNotFound";
  const { groupTypes, onPremisesSyncEnabled } = group.properties;
  const ruled = relation === "members" && Array.isArray(groupTypes) && groupTypes.includes("DynamicMembership");
  if (ruled || onPremisesSyncEnabled === true) return "ApplyNotSupported";
  if (!state.directory.isLinked(id, relation, principal, at))
    return transitive && relation === "members" ? "ApplyNotSupported" : "AppliedSuccessfullyButObjectNotFound";
  state.directory.unlink(id, relation, principal, at);
  return "AppliedSuccessfully";
}

function disable(state: State, principal: string, at: number): void {
  const user = state.directory.find(principal);
  if (user?.kind === "user") state.directory.update(user, { ...user.properties, accountEnabled: false }, at);
}
