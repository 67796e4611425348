import type { Call } from "../call";
import { pimErrors } from "../errors";
import type { Policy } from "../store/policies";
import type { ScheduleRequest } from "../store/schedule-requests";
import { levelOf, type Schedule, type ScheduleKind } from "../store/schedules";
import { planeOf } from "./plane-of";
import type { Span, Wish } from "./request-shape";
import { adminFailures, checkSpan } from "./rule-evaluation";

/** What becomes of a request. */
export type Draft = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule" | "approval" | "expires">;

/** Nothing of it has come about yet. */
export const unanswered = { completed: null, targetSchedule: null, approval: null, expires: null };

/** Updates what is there, also what was made outside PIM, which PIM takes over then under a new id. */
export function change(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  const before = standing(call, wish);
  if (before === undefined) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(call, wish, policy);
  const span = spanOf(wish);
  const plane = planeOf(wish.family);
  const after: Schedule = {
    ...before,
    ...span,
    id: plane.renames || before.createdUsing === null ? plane.scheduleId(wish, id) : before.id,
    createdUsing: id,
    created: before.created ?? call.now,
    modified: call.now,
  };
  if (!wish.isValidationOnly) call.state.schedules.update(before, after);
  return { ...granted(call, span), targetSchedule: after.id };
}

/** Gives back what has ended; a role never held cannot be renewed. */
export function giveBack(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkHasEnded(call, wish);
  checkAdminRules(call, wish, policy);
  return grant(call, wish, id, directKind(wish));
}

/** Makes the schedule of a request that passed; also used when an approver lets an activation through. */
export function grant(call: Call, wish: Wish, id: string, kind: ScheduleKind, eligibility?: Schedule): Draft {
  const span = spanOf(wish);
  const scheduleId = planeOf(wish.family).scheduleId(wish, id);
  const draft = { ...granted(call, span), targetSchedule: scheduleId };
  if (wish.isValidationOnly) return draft;
  const { family, principal, role, scope } = wish;
  call.state.schedules.add({
    id: scheduleId,
    family,
    kind,
    principal,
    role,
    scope,
    createdUsing: id,
    created: call.now,
    modified: null,
    made: Math.max(call.now, span.start),
    ...span,
    finish: earliest(span.finish, eligibility?.finish ?? null),
    activatedUsing: eligibility?.id ?? null,
    visible: call.now + call.state.lag,
  });
  return draft;
}

function granted(call: Call, span: Span): Draft {
  const later = span.start > call.now;
  return { ...unanswered, status: later ? "Granted" : "Provisioned", completed: span.start };
}

export function checkAdminRules(call: Call, wish: Wish, policy: Policy): void {
  checkSpan(wish, call.now);
  const failures = adminFailures(policy, wish, call.caller);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
}

/** Held once, by a request that is still remembered, and not any more. */
export function checkHasEnded(call: Call, wish: Wish): void {
  if (standing(call, wish) !== undefined) throw pimErrors.assignmentExists();
  const requests = call.state.scheduleRequests.ofTuple(wish.family, wish);
  if (!requests.some(({ action, targetSchedule }) => action !== "selfActivate" && targetSchedule !== null))
    throw pimErrors.assignmentDoesNotExist();
}

export function standing(call: Call, wish: Wish): Schedule | undefined {
  return call.state.schedules.findByTuple(wish.family, directKind(wish), wish);
}

export function directKind(wish: Wish): ScheduleKind {
  return levelOf(wish.family) === "assignment" ? "Assigned" : "Eligible";
}

function spanOf(wish: Wish): Span {
  if (wish.span === undefined) throw pimErrors.invalidSchedule("scheduleInfo is required.");
  return wish.span;
}

function earliest(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
