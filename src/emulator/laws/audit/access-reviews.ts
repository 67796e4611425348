import { isObject } from "../../body";
import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import { verbOf } from "./directory";
import { type AuditEvent, type Auditor, type AuditTarget, objectTarget, textOf } from "./event";

const verbs = { Add: "Create", Update: "Update", Delete: "Delete" } as const;
const decided: Readonly<Record<string, string>> = {
  Approve: "Approve decision",
  Deny: "Deny decision",
  DontKnow: "Don't know decision",
  NotReviewed: "Reset decision",
};

/** Definitions made, changed, deleted. */
export const reviewEvents: Auditor = (_state, change) => {
  const { verb, before, after } = verbOf(change);
  const { displayName } = { ...before, ...after };
  const target = { type: "Policy", id: change.key[0] ?? null, displayName: textOf(displayName) };
  return [event("Policy", `${verbs[verb]} access review`, verb, [target])];
};

/** The end of an instance; its start and its stages are told by nobody. */
export const reviewInstanceEvents: Auditor = (state, change) => {
  const [before, after] = [statusIn(change.before), statusIn(change.after)];
  if (before !== "InProgress" || after !== "Completed") return [];
  return [event("Policy", "Access review ended", "Update", [reviewTarget(state, change)])];
};

/** What was decided about somebody, and what was done about it. */
export const reviewDecisionEvents: Auditor = (state, change) => {
  const { before, after } = verbOf(change);
  const targets = [objectTarget(state, String(after.principal)), reviewTarget(state, change)];
  const activity = before.result === after.result ? decided[String(after.verdict)] : "Apply decision";
  return activity === undefined ? [] : [event("UserManagement", activity, "Update", targets)];
};

function event(
  category: string,
  activity: string,
  operation: AuditEvent["operation"],
  targets: readonly AuditTarget[],
): AuditEvent {
  return { service: "Access Reviews", category, activity, operation, targets };
}

/** The review of a change whose key begins with the review's id, or with that of one of its instances. */
function reviewTarget({ accessReviews, reviewInstances }: State, { key }: ChangeRecord): AuditTarget {
  const [id = ""] = key;
  const review = accessReviews.find(id) ?? accessReviews.find(reviewInstances.find(id)?.review ?? "");
  return { type: "Policy", id: review?.id ?? id, displayName: textOf(review?.shown.displayName) };
}

function statusIn(value: unknown): unknown {
  return isObject(value) ? value.status : undefined;
}
