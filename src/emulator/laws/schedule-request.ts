import { pimErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Schedule } from "../store/schedules";
import { isContextGuarded } from "./conditional-access";
import type { Occasion, Plane } from "./plane";
import type { Action, Wish } from "./request-shape";
import { activationFailures, approvalStage, checkSpan, demandedContext, needsApproval } from "./rule-evaluation";
import {
  change,
  checkAdminRules,
  checkHasEnded,
  type Draft,
  directKind,
  giveBack,
  grant,
  standing,
  type Turn,
  unanswered,
} from "./schedule-change";

type Law = (turn: Turn, wish: Wish) => Draft;

const fiveMinutes = 5 * 60_000;
const day = 24 * 60 * 60_000;
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

const revoked: Draft = { ...unanswered, status: "Revoked" };

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
      kept: wish.details,
    },
  };
}

function assign(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  if (standing(turn, wish) !== undefined) throw pimErrors.assignmentExists();
  checkAdminRules(turn, wish);
  return grant(turn, wish, directKind(wish));
}

function update(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  return change(turn, wish);
}

function renew(turn: Turn, wish: Wish): Draft {
  checkNothingOpen(turn, wish);
  return giveBack(turn, wish);
}

function remove(turn: Turn, wish: Wish): Draft {
  const found = standing(turn, wish) ?? activation(turn, wish);
  if (found === undefined) throw turn.gone();
  checkOldEnough(turn, found);
  if (!wish.isValidationOnly) turn.schedules.remove(found);
  return revoked;
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
  if (failures.length > 0) throw turn.rulesFailed(failures);
  checkSpan(wish, turn.now);
  if (guarded && !turn.caller.contexts.includes(context)) throw pimErrors.contextRequired(context);
  if (needsApproval(turn.settings))
    return {
      ...unanswered,
      status: "PendingApproval",
      targetSchedule: turn.scheduleId(wish, turn.id),
      approval: turn.id,
      expires: turn.now + Number(approvalStage(turn.settings).approvalStageTimeOutInDays ?? 1) * day,
    };
  return grant(turn, wish, "Activated", eligibility);
}

function deactivate(turn: Turn, wish: Wish): Draft {
  checkCallerIs(turn, wish);
  const found = activation(turn, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  checkOldEnough(turn, found);
  if (!wish.isValidationOnly) turn.schedules.remove(found);
  return revoked;
}

/** An extension or renewal that the holder asks for waits for an administrator. */
function askAdmin(turn: Turn, wish: Wish): Draft {
  checkCallerIs(turn, wish);
  checkNothingOpen(turn, wish);
  const target = standing(turn, wish)?.id ?? null;
  if (wish.action === "selfRenew") checkHasEnded(turn, wish);
  else if (target === null) throw pimErrors.assignmentDoesNotExist();
  if ((wish.justification ?? "").trim() === "") throw turn.rulesFailed(["JustificationRule"]);
  if (wish.span !== undefined) checkSpan(wish, turn.now);
  return { ...unanswered, status: "PendingAdminDecision", targetSchedule: target, approval: turn.id };
}

/** An administrator's own extension or renewal is the answer to one that the holder has asked for. */
function checkNothingOpen(turn: Turn, wish: Wish): void {
  const answers = wish.action === "adminExtend" || wish.action === "adminRenew";
  for (const request of turn.requests.ofTuple(wish.family, wish)) {
    if (!open.test(request.status)) continue;
    if (!answers || request.status !== "PendingAdminDecision") throw pimErrors.pendingRequest();
    const decision = { at: turn.now, by: turn.caller.id, result: "Approve", justification: wish.justification ?? "" };
    const after = { ...request, status: "Provisioned", completed: turn.now };
    if (!wish.isValidationOnly) turn.requests.decide(request, after, decision);
  }
}

/** An activation, or an assignment that a PIM request made, lives five minutes before it can be taken away. */
function checkOldEnough(turn: Turn, { family, made }: Schedule): void {
  if (!turn.youngStay.includes(family)) return;
  if (made !== null && made <= turn.now && turn.now - made < fiveMinutes) throw pimErrors.tooShort();
}

function checkCallerIs({ caller, denied }: Turn, wish: Wish): void {
  if (caller.id !== wish.principal) throw denied();
}

function activation(turn: Turn, wish: Wish): Schedule | undefined {
  return turn.schedules.findByTuple(wish.family, "Activated", wish);
}
