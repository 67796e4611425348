import { isObject } from "../../body";
import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { AccessReview, ReviewPlan, StagePlan, Verdict } from "../../store/access-review-types";
import { readReviewers } from "./reviewers";
import { readScope } from "./scope";
import { readSettings } from "./settings";

const known = new Set([
  "id",
  "additionalNotificationRecipients",
  "backupReviewers",
  "createdBy",
  "createdDateTime",
  "descriptionForAdmins",
  "descriptionForReviewers",
  "displayName",
  "fallbackReviewers",
  "instanceEnumerationScope",
  "instances",
  "lastModifiedDateTime",
  "reviewers",
  "scope",
  "settings",
  "stageSettings",
  "status",
]);

const verdicts = ["NotReviewed", "Approve", "Deny", "DontKnow"] as const;

/** Reads the body of a definition; `before` is the definition that it replaces, whose scope stays. */
export function readDefinition(
  state: State,
  body: Entity,
  now: number,
  before?: AccessReview,
): { shown: Entity; plan: ReviewPlan } {
  for (const name of Object.keys(body))
    if (!known.has(name) && !name.includes("@"))
      throw graphErrors.unknownProperty(name, "microsoft.graph.accessReviewScheduleDefinition");
  const { displayName } = body;
  if (typeof displayName !== "string" || displayName.trim() === "")
    throw graphErrors.badRequest("A value is required for property 'displayName'.");
  const scope = readScope(body.scope, body.instanceEnumerationScope);
  if (before !== undefined) checkSameScope(before.shown, scope.shown, scope.enumeration);
  checkResources(state, scope.subjects);
  const settings = readSettings(body.settings, now);
  const reviewers = readReviewers(state, body.reviewers, "reviewers");
  const fallback = readReviewers(state, body.fallbackReviewers ?? body.backupReviewers, "fallbackReviewers");
  const whole: StagePlan = {
    days: Math.max(1, settings.days),
    recommendations: settings.recommendations,
    movesOn: [],
    reviewers,
    fallback,
  };
  const stages = readStages(state, body.stageSettings);
  return {
    shown: {
      displayName,
      descriptionForAdmins: text(body.descriptionForAdmins, "descriptionForAdmins"),
      descriptionForReviewers: text(body.descriptionForReviewers, "descriptionForReviewers"),
      scope: scope.shown,
      instanceEnumerationScope: scope.enumeration,
      reviewers: reviewers.map(({ shown }) => shown),
      backupReviewers: Array.isArray(body.backupReviewers) ? fallback.map(({ shown }) => shown) : [],
      fallbackReviewers: fallback.map(({ shown }) => shown),
      additionalNotificationRecipients: body.additionalNotificationRecipients ?? [],
      settings: settings.shown,
      ...(stages.length === 0 ? {} : { stageSettings: body.stageSettings }),
    },
    plan: { ...settings.plan, subjects: scope.subjects, stages: stages.length === 0 ? [whole] : stages },
  };
}

/** A definition is about what it was made for; another scope is another definition. */
function checkSameScope(before: Entity, scope: Entity, enumeration: Entity | null): void {
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  if (!same(before.scope, scope)) throw graphErrors.badRequest("The property 'scope' cannot be changed.");
  if (!same(before.instanceEnumerationScope, enumeration))
    throw graphErrors.badRequest("The property 'instanceEnumerationScope' cannot be changed.");
}

function checkResources(state: State, subjects: ReviewPlan["subjects"]): void {
  for (const { resource } of subjects) {
    const missing =
      (resource.kind === "directoryRole" && state.roles.find(resource.id) === undefined) ||
      (resource.kind === "group" && state.directory.find(resource.id)?.kind !== "group");
    if (missing) throw graphErrors.badRequest(`The ${resource.kind} '${resource.id}' of the scope does not exist.`);
  }
}

/** https://learn.microsoft.com/graph/api/resources/accessreviewstagesettings */
function readStages(state: State, value: unknown): StagePlan[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw graphErrors.badRequest("stageSettings must be a list.");
  return value.map((stage: unknown, index) => {
    if (!isObject(stage)) throw graphErrors.badRequest("A stage must be an object.");
    const { durationInDays, recommendationsEnabled, decisionsThatWillMoveToNextStage } = stage;
    if (typeof durationInDays !== "number" || !Number.isInteger(durationInDays) || durationInDays < 1)
      throw graphErrors.badRequest(`Invalid value '${String(durationInDays)}' for property 'durationInDays'.`);
    const last = index === value.length - 1;
    return {
      days: durationInDays,
      recommendations: recommendationsEnabled === true,
      movesOn: last ? [] : readVerdicts(decisionsThatWillMoveToNextStage),
      reviewers: readReviewers(state, stage.reviewers, "reviewers"),
      fallback: readReviewers(state, stage.fallbackReviewers, "fallbackReviewers"),
    };
  });
}

/** All of them when the stage does not say. */
function readVerdicts(value: unknown): readonly Verdict[] {
  if (value === undefined || value === null) return verdicts;
  const found = Array.isArray(value) ? value.map((each: unknown) => verdicts.find((one) => one === each)) : [undefined];
  return found.map((verdict) => {
    if (verdict === undefined)
      throw graphErrors.badRequest("Invalid value for property 'decisionsThatWillMoveToNextStage'.");
    return verdict;
  });
}

function text(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string")
    throw graphErrors.badRequest(`Invalid value '${JSON.stringify(value)}' for property '${name}'.`);
  return value;
}
