import { armPimErrors } from "../../arm-pim-errors";
import { graphErrors } from "../../errors";
import type { AccessReview, ReviewDecision, ReviewInstance, Verdict } from "../../store/access-review-types";
import type { Occasion } from "../plane";
import { finalItems } from "./final-items";
import { isReviewer } from "./reviewers";

const verdicts: readonly Verdict[] = ["NotReviewed", "Approve", "Deny", "DontKnow"];

/** A review and one of its instances. */
export interface Reviewed {
  readonly review: AccessReview;
  readonly instance: ReviewInstance;
}

export interface Opinion {
  readonly verdict: Verdict;
  readonly justification: string;
}

/** Reads `{decision, justification}`. */
export function readOpinion(body: Readonly<Record<string, unknown>>): Opinion {
  const verdict = verdicts.find((each) => each.toLowerCase() === String(body.decision).toLowerCase());
  if (verdict === undefined)
    throw graphErrors.badRequest(`Invalid value '${String(body.decision)}' for property 'decision'.`);
  const { justification = null } = body;
  if (justification !== null && typeof justification !== "string")
    throw graphErrors.badRequest("Invalid value for property 'justification'.");
  return { verdict, justification: justification ?? "" };
}

/** The caller decides one item: a reviewer of it, while its stage runs, with a reason where the review wants one. */
export function decide(
  occasion: Occasion,
  { review, instance }: Reviewed,
  item: ReviewDecision,
  opinion: Opinion,
): void {
  checkRunning(instance);
  const { state, caller, now } = occasion;
  if (item.stage !== instance.stage) throw graphErrors.badRequest("The stage of this decision is over.");
  if (!isReviewer(state, instance, item, caller.id)) throw refusal(review);
  if (review.plan.justification && opinion.verdict === "Approve" && opinion.justification.trim() === "")
    throw graphErrors.badRequest("A justification is required for an approval.");
  const undone = opinion.verdict === "NotReviewed";
  const by = undone ? { reviewedBy: null, reviewed: null } : { reviewedBy: caller.id, reviewed: now };
  state.reviewDecisions.update(item, { ...item, ...opinion, ...by }, now);
}

/** Items of the running stage that the caller reviews; refuses who reviews none. */
export function itemsToReview({ state, caller }: Occasion, { review, instance }: Reviewed): readonly ReviewDecision[] {
  checkRunning(instance);
  const items = finalItems(state.reviewDecisions.ofInstance(instance.id)).filter(
    (item) => item.stage === instance.stage && isReviewer(state, instance, item, caller.id),
  );
  if (items.length === 0) throw refusal(review);
  return items;
}

function refusal({ plane }: AccessReview): Error {
  return plane === "graph" ? graphErrors.denied() : armPimErrors.insufficient();
}

export function checkRunning(instance: ReviewInstance): void {
  if (instance.status !== "InProgress")
    throw graphErrors.badRequest(`The access review instance is not in progress: its status is ${instance.status}.`);
}
