import { pimErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Schedule, ScheduleKind } from "../store/schedules";
import { isContextGuarded } from "./conditional-access";
import type { Occasion, Plane, Settings } from "./plane";
import type { Action, Span, Wish } from "./request-shape";
import { activationFailures, adminFailures, checkSpan, demandedContext, needsApproval } from "./rule-evaluation";

type Draft = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule" | "approval">;

/** One request on its way: who asks, on which plane, under which settings, and the id it will have. */
interface Turn extends Occasion, Plane {
  readonly id: string;
  readonly settings: Settings;
}
type Law = (turn: Turn, wish: Wish) => Draft;

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

/**
 * Runs a schedule request: refuses it with the service's error, or changes the schedules and gives the request as it is kept. One
 * that only asks whether it would pass changes nothing.
 * `id`: of the request, and of the schedule it makes.
 */
export function runRequest(
  occasion: Occasion,
  plane: Plane,
  wish: Wish,
  id: string,
): Omit<ScheduleRequest, "sequence"> {
  const turn: Turn = { ...occasion, ...plane, id, settings: plane.settingsOf(wish) };
  const decided = laws[wish.action](turn, wish);
  return {
    id,
    family: wish.family,
    principal: wish.principal,
    role: wish.role,
    scope: wish.scope,
    action: wish.action,
    created: turn.now,
    ...decided,
    details: {
      isValidationOnly: wish.isValidationOnly,
      justification: wish.justification,
      createdBy: { application: null, device: null, user: { displayName: null, id: turn.caller.id } },
      scheduleInfo: wish.span === undefined ? null : { start: wish.span.start, expiration: wish.span.expiration },
      ticketInfo: wish.ticketInfo,
      ...wish.details,
    },
  };
}

function assign(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  if (standing(turn, wish) !== undefined) throw pimErrors.assignmentExists();
  checkAdminRules(turn, wish);
  return grant(turn, wish, directKind(wish));
}

/** Updates what is there, also what was made outside PIM, which PIM takes over then under a new id. */
function update(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  const before = standing(turn, wish);
  if (before === undefined) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(turn, wish);
  const span = spanOf(wish);
  const after: Schedule = {
    ...before,
    ...span,
    id: turn.renews || before.createdUsing === null ? turn.id : before.id,
    createdUsing: turn.id,
    created: before.created ?? turn.now,
    modified: turn.now,
    details: { ...before.details, ...wish.details },
  };
  if (!wish.isValidationOnly) turn.schedules.update(before, after);
  return { ...granted(turn, span), targetSchedule: after.id };
}

/** Gives back what has ended; a role never held cannot be renewed. */
function renew(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  if (standing(turn, wish) !== undefined) throw pimErrors.assignmentExists();
  const held = turn.requests.ofTuple(wish.family, wish).some(({ targetSchedule }) => targetSchedule !== null);
  if (!held) throw pimErrors.assignmentDoesNotExist();
  checkAdminRules(turn, wish);
  return grant(turn, wish, directKind(wish));
}

function remove(turn: Turn, wish: Wish): Draft {
  const found = standing(turn, wish) ?? activation(turn, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  checkOldEnough(turn, found);
  if (!wish.isValidationOnly) turn.schedules.remove(found);
  return { status: "Revoked", completed: null, targetSchedule: null, approval: null };
}

function activate(turn: Turn, wish: Wish): Draft {
  checkCallerIs(turn, wish);
  checkNothingOpen(turn, wish);
  if (standing(turn, wish) !== undefined || activation(turn, wish) !== undefined) throw pimErrors.assignmentExists();
  const eligibility = turn.eligibilityOf(wish);
  const context = demandedContext(turn.settings);
  const guarded = context !== undefined && isContextGuarded(turn.state, context);
  const grounds = { eligible: eligibility !== undefined, mfaInstead: context !== undefined && !guarded };
  const failures = activationFailures(turn.settings, wish, turn.caller, grounds);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
  checkSpan(wish, turn.now);
  if (guarded && !turn.caller.contexts.includes(context)) throw pimErrors.contextRequired(context);
  const { id } = turn;
  if (needsApproval(turn.settings))
    return { status: "PendingApproval", completed: null, targetSchedule: id, approval: id };
  return grant(turn, wish, "Activated", eligibility);
}

function deactivate(turn: Turn, wish: Wish): Draft {
  checkCallerIs(turn, wish);
  const found = activation(turn, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  checkOldEnough(turn, found);
  if (!wish.isValidationOnly) turn.schedules.remove(found);
  return { status: "Revoked", completed: null, targetSchedule: null, approval: null };
}

/** An extension or renewal that the holder asks for waits for an administrator. */
function askAdmin(turn: Turn, wish: Wish): Draft {
  checkCallerIs(turn, wish);
  checkNothingOpen(turn, wish);
  const target = standing(turn, wish)?.id ?? null;
  if (wish.action === "selfExtend" && target === null) throw pimErrors.assignmentDoesNotExist();
  return { status: "PendingAdminDecision", completed: null, targetSchedule: target, approval: null };
}

/** Makes the schedule of a request that passed; also used when an approver lets an activation through. */
export function grant(turn: Omit<Turn, "settings">, wish: Wish, kind: ScheduleKind, eligibility?: Schedule): Draft {
  const { id } = turn;
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
    createdUsing: id,
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
  return { status: later ? "Granted" : "Provisioned", completed: span.start, targetSchedule: null, approval: null };
}

function checkAdminRules(turn: Turn, wish: Wish): void {
  checkSpan(wish, turn.now);
  const failures = adminFailures(turn.settings, wish, turn.caller);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
}

function checkNothingOpen(turn: Turn, wish: Wish): void {
  const requests = turn.requests.ofTuple(wish.family, wish);
  if (requests.some(({ status }) => open.test(status))) throw pimErrors.pendingRequest();
}

/** An activation, or an assignment that a PIM request made, lives five minutes before it can be taken away. */
function checkOldEnough(turn: Turn, { family, made }: Schedule): void {
  if (!turn.youngStay.includes(family)) return;
  if (made !== null && made <= turn.now && turn.now - made < fiveMinutes) throw pimErrors.tooShort();
}

function checkCallerIs({ caller, denied }: Turn, wish: Wish): void {
  if (caller.id !== wish.principal) throw denied();
}

function standing(turn: Turn, wish: Wish): Schedule | undefined {
  return turn.schedules.findByTuple(wish.family, directKind(wish), wish);
}

function activation(turn: Turn, wish: Wish): Schedule | undefined {
  return turn.schedules.findByTuple(wish.family, "Activated", wish);
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
