import type { Call } from "../call";
import { graphErrors, pimErrors } from "../errors";
import type { Policy } from "../store/policies";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Schedule, ScheduleKind } from "../store/schedules";
import { checkAssignable, checkScope, subjectOf } from "./assignable";
import { eligibilityOf } from "./eligibility-of";
import type { Action, Span, Wish } from "./request-shape";
import { activationFailures, adminFailures, checkSpan, demandedContext, needsApproval } from "./rule-evaluation";

type Draft = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule" | "approval">;
type Law = (call: Call, wish: Wish, policy: Policy, id: string) => Draft;

const fiveMinutes = 5 * 60_000;
/** A request that still waits for somebody. */
const open = /^Pending/;

const laws: Readonly<Record<Action, Law>> = {
  adminAssign: assign,
  adminUpdate: update,
  adminExtend: update,
  adminRenew: renew,
  adminRemove: remove,
  selfActivate: activate,
  selfDeactivate: deactivate,
  selfExtend: askAdmin,
  selfRenew: askAdmin,
};

/** The answer to a request that only wanted to know whether it would pass; Microsoft does not say what it is. */
const validated: Draft = { status: "Granted", completed: null, targetSchedule: null, approval: null };

/** Runs a schedule request: refuses it with the service's error, or changes the schedules and gives the request as it is kept. */
export function runRequest(call: Call, wish: Wish): Omit<ScheduleRequest, "sequence"> {
  const { state } = call;
  const subject = subjectOf(state, wish.principal, call.now);
  const policy = state.policies.findByRole(wish.role);
  if (state.roles.find(wish.role) === undefined || policy === undefined) throw pimErrors.roleNotFound();
  if (wish.action !== "adminRemove" && wish.action !== "selfDeactivate") {
    checkScope(state, wish.scope);
    checkAssignable(subject, wish.family);
  }
  const id = state.newId("request");
  const decided = laws[wish.action](call, wish, policy, id);
  const draft = wish.isValidationOnly ? validated : decided;
  return {
    id,
    family: wish.family,
    principal: wish.principal,
    role: wish.role,
    scope: wish.scope,
    action: wish.action,
    created: call.now,
    ...draft,
    details: {
      isValidationOnly: wish.isValidationOnly,
      justification: wish.justification,
      createdBy: { application: null, device: null, user: { displayName: null, id: call.caller.id } },
      scheduleInfo: wish.span === undefined ? null : { start: wish.span.start, expiration: wish.span.expiration },
      ticketInfo: wish.ticketInfo,
    },
  };
}

function assign(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkNothingOpen(call, wish);
  if (standing(call, wish) !== undefined) throw pimErrors.assignmentExists();
  checkAdminRules(call, wish, policy);
  return grant(call, wish, id, directKind(wish));
}

/** Updates what is there, also what was made outside PIM, which PIM takes over then under a new id. */
function update(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkNothingOpen(call, wish);
  const before = standing(call, wish);
  if (before === undefined) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(call, wish, policy);
  const span = spanOf(wish);
  const after: Schedule = {
    ...before,
    ...span,
    id: before.createdUsing === null ? id : before.id,
    createdUsing: id,
    created: before.created ?? call.now,
    modified: call.now,
  };
  if (!wish.isValidationOnly) call.state.schedules.update(before, after);
  return { ...granted(call, span), targetSchedule: after.id };
}

/** Gives back what has ended; a role never held cannot be renewed. */
function renew(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkNothingOpen(call, wish);
  if (standing(call, wish) !== undefined) throw pimErrors.assignmentExists();
  const held = call.state.scheduleRequests
    .ofTuple(wish.family, wish)
    .some(({ targetSchedule }) => targetSchedule !== null);
  if (!held) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(call, wish, policy);
  return grant(call, wish, id, directKind(wish));
}

function remove(call: Call, wish: Wish): Draft {
  const found = standing(call, wish) ?? activation(call, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  if (wish.family === "assignment") checkOldEnough(call, found);
  if (!wish.isValidationOnly) call.state.schedules.remove(found);
  return { status: "Revoked", completed: null, targetSchedule: null, approval: null };
}

function activate(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkCallerIs(call, wish);
  checkNothingOpen(call, wish);
  if (standing(call, wish) !== undefined || activation(call, wish) !== undefined) throw pimErrors.assignmentExists();
  const eligibility = eligibilityOf(call, wish);
  const failures = activationFailures(policy, wish, call.caller, eligibility !== undefined);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
  checkSpan(wish, call.now);
  const context = demandedContext(policy);
  if (context !== undefined && !call.caller.contexts.includes(context)) throw pimErrors.contextRequired(context);
  if (needsApproval(policy)) return { status: "PendingApproval", completed: null, targetSchedule: id, approval: id };
  return grant(call, wish, id, "Activated", eligibility);
}

function deactivate(call: Call, wish: Wish): Draft {
  checkCallerIs(call, wish);
  const found = activation(call, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  checkOldEnough(call, found);
  if (!wish.isValidationOnly) call.state.schedules.remove(found);
  return { status: "Revoked", completed: null, targetSchedule: null, approval: null };
}

/** An extension or renewal that the holder asks for waits for an administrator. */
function askAdmin(call: Call, wish: Wish): Draft {
  checkCallerIs(call, wish);
  checkNothingOpen(call, wish);
  const target = standing(call, wish)?.id ?? null;
  if (wish.action === "selfExtend" && target === null) throw pimErrors.assignmentDoesNotExist();
  return { status: "PendingAdminDecision", completed: null, targetSchedule: target, approval: null };
}

/** Makes the schedule of a request that passed; also used when an approver lets an activation through. */
export function grant(call: Call, wish: Wish, id: string, kind: ScheduleKind, eligibility?: Schedule): Draft {
  const span = spanOf(wish);
  const draft = { ...granted(call, span), targetSchedule: id };
  if (wish.isValidationOnly) return draft;
  const { family, principal, role, scope } = wish;
  call.state.schedules.add({
    id,
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
  return { status: later ? "Granted" : "Provisioned", completed: span.start, targetSchedule: null, approval: null };
}

function checkAdminRules(call: Call, wish: Wish, policy: Policy): void {
  checkSpan(wish, call.now);
  const failures = adminFailures(policy, wish, call.caller);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
}

function checkNothingOpen(call: Call, wish: Wish): void {
  const requests = call.state.scheduleRequests.ofTuple(wish.family, wish);
  if (requests.some(({ status }) => open.test(status))) throw pimErrors.pendingRequest();
}

/** An activation, or an assignment that a PIM request made, lives five minutes before it can be taken away. */
function checkOldEnough(call: Call, { made }: Schedule): void {
  if (made !== null && made <= call.now && call.now - made < fiveMinutes) throw pimErrors.tooShort();
}

function checkCallerIs({ caller }: Call, wish: Wish): void {
  if (caller.id !== wish.principal) throw graphErrors.denied();
}

function standing(call: Call, wish: Wish): Schedule | undefined {
  return call.state.schedules.findByTuple(wish.family, directKind(wish), wish);
}

function activation(call: Call, wish: Wish): Schedule | undefined {
  return call.state.schedules.findByTuple(wish.family, "Activated", wish);
}

function directKind(wish: Wish): ScheduleKind {
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
