import { guidOf } from "../../ids";
import type { State } from "../../state";
import {
  type AccessReview,
  type ReviewDecision,
  type ReviewInstance,
  type ReviewPlan,
  type ReviewStage,
  type ReviewSubject,
  type StagePlan,
  system,
} from "../../store/access-review-types";
import { lastSignIn } from "../last-sign-in";
import { applyDecisions } from "./apply";
import { finalItems } from "./final-items";
import { principalsUnderReview, subjectsNow } from "./items";
import { recommend } from "./recommendation";
import { nextStart } from "./recurrence";
import { reviewersOf } from "./reviewers";

const day = 24 * 60 * 60_000;

/** Starts the due instances of a review, one for each of its resources, at their time. */
export function startInstances(state: State, review: AccessReview, at: number): void {
  const subjects = review.plan.subjects.flatMap((subject) =>
    subjectsNow(state, subject).filter(
      (found) => subject.resource.kind !== "groups" || principalsUnderReview(state, found, at).length > 0,
    ),
  );
  const stages = timed(state, review, at);
  const finish = stages.at(-1)?.finish ?? at;
  const once = review.plan.recurrence.every === null && subjects.length === 1;
  for (const subject of subjects) {
    const { resource } = subject;
    const key = resource.kind === "groups" ? "" : resource.id;
    startInstance(state, review.plan, {
      // A review that takes place once gives its own id to its one instance.
      id: once ? review.id : guidOf(state.tenantId, "accessReviewInstance", review.id, at, key),
      review: review.id,
      start: at,
      finish,
      status: "InProgress",
      stage: 0,
      due: stages[0]?.finish ?? finish,
      subject,
      stages,
      contacted: [],
    });
  }
  const begun = review.begun + 1;
  state.accessReviews.advance(review, begun, nextStart(review.plan.recurrence, begun, finish));
}

function timed(state: State, { id, plan }: AccessReview, at: number): ReviewStage[] {
  let start = at;
  return plan.stages.map((stage, index) => {
    const finish = start + stage.days * day;
    const made = { ...stage, id: guidOf(state.tenantId, "accessReviewStage", id, at, index), start, finish };
    start = finish;
    return made;
  });
}

function startInstance(state: State, plan: ReviewPlan, instance: Omit<ReviewInstance, "sequence">): void {
  const [stage] = instance.stages;
  if (stage === undefined) return;
  const people = principalsUnderReview(state, instance.subject, instance.start).map(({ id }) => id);
  state.reviewInstances.add({
    ...instance,
    contacted: contactedBy(state, plan, instance.subject, stage, people, instance.start),
  });
  for (const person of people) addItem(state, plan, instance, 0, person, instance.start);
}

function contactedBy(
  state: State,
  plan: ReviewPlan,
  subject: ReviewSubject,
  stage: StagePlan,
  people: readonly string[],
  at: number,
): string[] {
  if (!plan.mail) return [];
  return [...new Set(people.flatMap((person) => reviewersOf(state, { subject }, stage, person, at)))];
}

function addItem(
  state: State,
  plan: ReviewPlan,
  instance: Pick<ReviewInstance, "id" | "subject" | "stages">,
  stage: number,
  principal: string,
  at: number,
): void {
  const { resource } = instance.subject;
  const object = state.directory.find(principal);
  const asked = instance.stages[stage]?.recommendations === true;
  state.reviewDecisions.add({
    id: guidOf(state.tenantId, "accessReviewDecision", instance.id, stage, principal),
    instance: instance.id,
    stage,
    principal,
    resource: resource.kind === "groups" ? "" : resource.id,
    recommendation: asked && object !== undefined ? recommend(object, plan.lookBack, at) : "NoInfoAvailable",
    lastSignIn: object === undefined ? null : (lastSignIn(object) ?? null),
    ...undecided,
  });
}

/** An item as it starts, and as `resetDecisions` leaves it. */
export const undecided = {
  verdict: "NotReviewed",
  justification: "",
  reviewedBy: null,
  reviewed: null,
  result: "New",
  appliedBy: null,
  applied: null,
} as const satisfies Partial<ReviewDecision>;

/** Ends the running stage: what moves on goes to the next stage's reviewers; after the last one the instance is over. */
export function endStage(state: State, review: AccessReview, instance: ReviewInstance, at: number): void {
  const index = instance.stage + 1;
  const [ended, next] = [instance.stages[instance.stage], instance.stages[index]];
  if (ended === undefined || next === undefined) {
    close(state, review, instance, at);
    return;
  }
  const moving = state.reviewDecisions
    .ofInstance(instance.id)
    .filter(({ stage, verdict }) => stage === instance.stage && ended.movesOn.includes(verdict))
    .map(({ principal }) => principal);
  const stages = rescheduled(instance, at);
  const told = contactedBy(state, review.plan, instance.subject, next, moving, at);
  const after = {
    ...instance,
    stages,
    stage: index,
    due: stages[index]?.finish ?? at,
    finish: stages.at(-1)?.finish ?? at,
    contacted: [...new Set([...instance.contacted, ...told])],
  };
  state.reviewInstances.update(instance, after, at);
  for (const principal of moving) addItem(state, review.plan, after, index, principal, at);
}

/** The stages as they run when the present one ends at `at`, on time or before. */
function rescheduled({ stages, stage: current }: ReviewInstance, at: number): ReviewStage[] {
  let start = at;
  return stages.map((stage, index) => {
    if (index < current) return stage;
    if (index === current) return { ...stage, finish: at };
    const moved = { ...stage, start, finish: start + stage.days * day };
    start = moved.finish;
    return moved;
  });
}

/** Ends an instance: the default decision for those nobody decided on, then, where the review says so, what was decided is done. */
export function close(state: State, review: AccessReview, instance: ReviewInstance, at: number): void {
  const { atEnd, autoApply } = review.plan;
  for (const item of finalItems(state.reviewDecisions.ofInstance(instance.id))) {
    const verdict = atEnd === "Recommendation" ? item.recommendation : atEnd;
    if (item.verdict !== "NotReviewed" || verdict === null || verdict === "NoInfoAvailable") continue;
    state.reviewDecisions.update(item, { ...item, verdict, reviewedBy: system, reviewed: at }, at);
  }
  const stages = rescheduled(instance, at).slice(0, instance.stage + 1);
  const ended: ReviewInstance = { ...instance, stages, finish: at, due: null, status: "Completed" };
  state.reviewInstances.update(instance, ended, at);
  if (autoApply) applyDecisions(state, review, ended, system, at);
}
