import { pimErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Schedule, ScheduleKind } from "../store/schedules";
import type { Occasion, Plane, Settings } from "./plane";
import type { Span, Wish } from "./request-shape";
import { adminFailures, checkSpan } from "./rule-evaluation";

/** What becomes of a request. */
export type Draft = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule" | "approval" | "expires">;

/** One request on its way: who asks, on which plane, under which settings, and the id it will have. */
export interface Turn extends Occasion, Plane {
  readonly id: string;
  readonly settings: Settings;
}

/** Nothing has come of it yet. */
export const unanswered = { completed: null, targetSchedule: null, approval: null, expires: null };

/** Updates what is there, also what was made outside PIM, which PIM takes over then under a new id. */
export function change(turn: Turn, wish: Wish): Draft {
  const before = standing(turn, wish);
  if (before === undefined) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(turn, wish);
  const span = spanOf(wish);
  const after: Schedule = {
    ...before,
    ...span,
    id: turn.renews || before.createdUsing === null ? turn.scheduleId(wish, turn.id) : before.id,
    createdUsing: turn.id,
    created: before.created ?? turn.now,
    modified: turn.now,
    details: { ...(before.createdUsing === null ? { formerId: before.id } : {}), ...before.details, ...wish.details },
  };
  if (!wish.isValidationOnly) turn.schedules.update(before, after);
  return { ...granted(turn, span), targetSchedule: after.id };
}

/** Gives back what has ended; a role never held cannot be renewed. */
export function giveBack(turn: Turn, wish: Wish): Draft {
  checkHasEnded(turn, wish);
  checkAdminRules(turn, wish);
  return grant(turn, wish, directKind(wish));
}

/** Makes the schedule of a request that passed; also used when an approver lets an activation through. */
export function grant(turn: Turn, wish: Wish, kind: ScheduleKind, eligibility?: Schedule): Draft {
  const id = turn.scheduleId(wish, turn.id);
  const span = spanOf(wish);
  const draft = { ...granted(turn, span), targetSchedule: id };
  if (wish.isValidationOnly) return draft;
  const { family, principal, role, scope } = wish;
  turn.schedules.add({
    id,
    family,
    kind,
    principal,
    role,
    scope,
    createdUsing: turn.id,
    created: turn.now,
    modified: null,
    made: Math.max(turn.now, span.start),
    ...span,
    finish: earliest(span.finish, eligibility?.finish ?? null),
    activatedUsing: eligibility?.id ?? null,
    details: { ...eligibility?.details, ...wish.details },
    visible: turn.now + turn.state.lag,
  });
  return draft;
}

function granted(turn: Occasion, span: Span): Draft {
  const later = span.start > turn.now;
  return { ...unanswered, status: later ? "Granted" : "Provisioned", completed: span.start };
}

export function checkAdminRules(turn: Turn, wish: Wish): void {
  checkSpan(wish, turn.now);
  const failures = adminFailures(turn.settings, wish, turn.caller);
  if (failures.length > 0) throw turn.rulesFailed(failures);
}

/** Held once, by a request that is still remembered, and not any more. */
export function checkHasEnded(turn: Turn, wish: Wish): void {
  if (standing(turn, wish) !== undefined) throw pimErrors.assignmentExists();
  const requests = turn.requests.ofTuple(wish.family, wish);
  if (!requests.some(({ action, targetSchedule }) => action !== "selfActivate" && targetSchedule !== null))
    throw pimErrors.assignmentDoesNotExist();
}

export function standing(turn: Turn, wish: Wish): Schedule | undefined {
  return turn.schedules.findByTuple(wish.family, directKind(wish), wish);
}

export function directKind(wish: Wish): ScheduleKind {
  return wish.family === "assignment" ? "Assigned" : "Eligible";
}

function spanOf(wish: Wish): Span {
  if (wish.span === undefined) throw pimErrors.invalidSchedule("scheduleInfo is required.");
  return wish.span;
}

function earliest(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
