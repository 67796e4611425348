import { isObject } from "../../body";
import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { ReviewPlan } from "../../store/access-review-types";
import { parseDuration } from "../../time";
import { nextStart, occurrence, readRecurrence } from "./recurrence";

const day = 24 * 60 * 60_000;
const usualLookBack = 30 * day;

const flags = [
  "mailNotificationsEnabled",
  "reminderNotificationsEnabled",
  "justificationRequiredOnApproval",
  "defaultDecisionEnabled",
  "autoApplyDecisionsEnabled",
  "recommendationsEnabled",
] as const;

/** Come back only when they were sent. */
const optional = [
  "decisionHistoriesForReviewersEnabled",
  "recommendationLookBackDuration",
  "recommendationInsightSettings",
];

const defaultDecisions = ["Approve", "Deny", "Recommendation", "None"] as const;
const actions = ["#microsoft.graph.removeAccessApplyAction", "#microsoft.graph.disableAndDeleteUserApplyAction"];

export interface ReadSettings {
  readonly shown: Entity;
  readonly days: number;
  readonly recommendations: boolean;
  readonly plan: Omit<ReviewPlan, "subjects" | "stages">;
}

/** Reads `settings` of a definition: https://learn.microsoft.com/graph/api/resources/accessreviewschedulesettings */
export function readSettings(value: unknown, now: number): ReadSettings {
  if (!isObject(value)) throw graphErrors.badRequest("A value is required for property 'settings'.");
  const known = new Set<string>([
    ...flags,
    ...optional,
    "defaultDecision",
    "instanceDurationInDays",
    "recurrence",
    "applyActions",
  ]);
  for (const name of Object.keys(value))
    if (!known.has(name) && !name.includes("@"))
      throw graphErrors.unknownProperty(name, "microsoft.graph.accessReviewScheduleSettings");
  const on = Object.fromEntries(flags.map((name) => [name, flag(value[name], name)])) as Record<
    (typeof flags)[number],
    boolean
  >;
  const defaultDecision = readDefaultDecision(value.defaultDecision);
  const days = readDays(value.instanceDurationInDays);
  const { shown, recurrence } = readRecurrence(value.recurrence, now);
  const applyActions = readActions(value.applyActions);
  checkLength(days, recurrence);
  return {
    shown: {
      ...on,
      defaultDecision,
      instanceDurationInDays: days,
      recurrence: shown,
      applyActions: applyActions.map((type) => ({ "@odata.type": type })),
      ...Object.fromEntries(optional.filter((name) => name in value).map((name) => [name, value[name]])),
    },
    days,
    recommendations: on.recommendationsEnabled,
    plan: {
      recurrence,
      justification: on.justificationRequiredOnApproval,
      atEnd: on.defaultDecisionEnabled && defaultDecision !== "None" ? defaultDecision : null,
      autoApply: on.autoApplyDecisionsEnabled,
      lookBack: readLookBack(value.recommendationLookBackDuration),
      mail: on.mailNotificationsEnabled,
      disablesUsers: applyActions.some((type) => type === actions[1]),
    },
  };
}

/** An instance ends before the next one starts. */
function checkLength(days: number, recurrence: ReviewPlan["recurrence"]): void {
  if (recurrence.every === null || nextStart(recurrence, 1, recurrence.start + 1) === null) return;
  const interval = Math.round((occurrence(recurrence, 1) - occurrence(recurrence, 0)) / day);
  if (days >= interval)
    throw graphErrors.badRequest(
      `instanceDurationInDays (${days}) must be shorter than the interval of the recurrence (${interval} days).`,
    );
}

function flag(value: unknown, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean")
    throw graphErrors.badRequest(`Invalid value '${JSON.stringify(value)}' for property '${name}'.`);
  return value;
}

function readDefaultDecision(value: unknown) {
  const found = defaultDecisions.find((each) => each.toLowerCase() === String(value ?? "None").toLowerCase());
  if (found === undefined)
    throw graphErrors.badRequest(`Invalid value '${String(value)}' for property 'defaultDecision'.`);
  return found;
}

function readDays(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 3650) return value;
  throw graphErrors.badRequest(`Invalid value '${String(value)}' for property 'instanceDurationInDays'.`);
}

function readLookBack(value: unknown): number {
  if (value === undefined || value === null) return usualLookBack;
  const length = parseDuration(value);
  if (length === undefined)
    throw graphErrors.badRequest(`Invalid value '${String(value)}' for property 'recommendationLookBackDuration'.`);
  return length;
}

function readActions(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw graphErrors.badRequest("applyActions must be a list.");
  return value.map((each: unknown) => {
    const type = isObject(each) ? each["@odata.type"] : undefined;
    if (typeof type !== "string" || !actions.includes(type))
      throw graphErrors.badRequest(`Invalid value '${JSON.stringify(each)}' for property 'applyActions'.`);
    return type;
  });
}
