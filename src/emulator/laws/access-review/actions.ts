import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { AccessReview, ReviewDecision, ReviewInstance } from "../../store/access-review-types";
import type { Occasion } from "../plane";
import { applyDecisions } from "./apply";
import { close, undecided } from "./course";
import { checkRunning, decide, itemsToReview, type Reviewed, readOpinion } from "./decide";
import { isReviewer } from "./reviewers";

/** Ends an instance before its time. */
export function stopInstance({ state, now }: Occasion, { review, instance }: Reviewed): void {
  checkRunning(instance);
  close(state, review, instance, now);
}

/** Ends what runs, and starts nothing more. */
export function stopReview({ state, now }: Occasion, review: AccessReview): void {
  for (const instance of state.reviewInstances.ofReview(review.id))
    if (instance.status === "InProgress") close(state, review, instance, now);
  state.accessReviews.advance(review, review.begun, null);
}

/** No mail leaves the tenant. */
export function sendReminders(_occasion: Occasion, { instance }: Reviewed): void {
  checkRunning(instance);
}

/** Of the running stage, whoever decided. */
export function resetDecisions({ state, now }: Occasion, { instance }: Reviewed): void {
  checkRunning(instance);
  for (const item of state.reviewDecisions.ofInstance(instance.id))
    if (item.stage === instance.stage) state.reviewDecisions.update(item, { ...item, ...undecided }, now);
}

/** For reviews that do not apply by themselves, once their instance is over. */
export function applyOnRequest({ state, caller, now }: Occasion, { review, instance }: Reviewed): void {
  if (instance.status !== "Completed")
    throw graphErrors.badRequest(`Decisions can be applied to a completed instance; its status is ${instance.status}.`);
  applyDecisions(state, review, instance, caller.id, now);
}

/** Of what nobody has decided yet; where nothing is recommended it stays open. */
export function acceptRecommendations(occasion: Occasion, reviewed: Reviewed): void {
  for (const item of itemsToReview(occasion, reviewed))
    if (item.verdict === "NotReviewed" && item.recommendation !== "NoInfoAvailable")
      decide(occasion, reviewed, item, { verdict: item.recommendation, justification: "Recommendation accepted" });
}

/** `{decision, justification, principalId, resourceId}`: all that the caller reviews, or those of one principal, resource, or both. */
export function recordDecisions(occasion: Occasion, reviewed: Reviewed, body: Entity): void {
  const opinion = readOpinion(body);
  const [principal, resource] = [wanted(body.principalId), wanted(body.resourceId)];
  for (const item of itemsToReview(occasion, reviewed))
    if ((principal ?? item.principal) === item.principal && (resource ?? item.resource) === item.resource)
      decide(occasion, reviewed, item, opinion);
}

function wanted(id: unknown): string | undefined {
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

/** An item and the instance it belongs to. */
export interface Item {
  readonly instance: ReviewInstance;
  readonly item: ReviewDecision;
}

/** Items that a person reviews in these instances. */
export function itemsOfReviewer(state: State, person: string, instances: readonly ReviewInstance[]): readonly Item[] {
  return instances.flatMap((instance) =>
    state.reviewDecisions
      .ofInstance(instance.id)
      .filter((item) => isReviewer(state, instance, item, person))
      .map((item) => ({ instance, item })),
  );
}
