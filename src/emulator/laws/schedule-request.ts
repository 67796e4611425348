import type { Call } from "../call";
import { graphErrors, pimErrors } from "../errors";
import type { Policy } from "../store/policies";
import type { ScheduleRequest } from "../store/schedule-requests";
import { levelOf, type Schedule } from "../store/schedules";
import { subjectOf } from "./assignable";
import { eligibilityOf } from "./eligibility-of";
import { planeOf } from "./plane-of";
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
  unanswered,
} from "./schedule-change";

type Law = (call: Call, wish: Wish, policy: Policy, id: string) => Draft;

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
/** The answer to a request that only wanted to know whether it would pass; Microsoft does not say what it is. */
const validated: Draft = { ...unanswered, status: "Granted" };

/** Runs a schedule request: refuses it with the service's error, or changes the schedules and gives the request as it is kept. */
export function runRequest(call: Call, wish: Wish): Omit<ScheduleRequest, "sequence"> {
  const { state } = call;
  const plane = planeOf(wish.family);
  const subject = subjectOf(state, wish.principal, call.now);
  const policy = plane.policyOf(state, wish);
  if (wish.action !== "adminRemove" && wish.action !== "selfDeactivate") plane.checkHolder(state, subject, wish);
  if (!wish.isValidationOnly) plane.onboard(call, wish);
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

function update(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkNothingOpen(call, wish);
  return change(call, wish, policy, id);
}

function renew(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkNothingOpen(call, wish);
  return giveBack(call, wish, policy, id);
}

function remove(call: Call, wish: Wish): Draft {
  const found = standing(call, wish) ?? activation(call, wish);
  if (found === undefined) throw planeOf(wish.family).gone();
  if (levelOf(wish.family) === "assignment") checkOldEnough(call, found);
  if (!wish.isValidationOnly) call.state.schedules.remove(found);
  return revoked;
}

function activate(call: Call, wish: Wish, policy: Policy, id: string): Draft {
  checkCallerIs(call, wish);
  checkNothingOpen(call, wish);
  if (standing(call, wish) !== undefined || activation(call, wish) !== undefined) throw pimErrors.assignmentExists();
  const plane = planeOf(wish.family);
  const eligibility = eligibilityOf(call, plane.eligibility, wish);
  const failures = activationFailures(policy, wish, call.caller, eligibility !== undefined);
  if (failures.length > 0) throw pimErrors.rulesFailed(failures);
  checkSpan(wish, call.now);
  const context = demandedContext(policy);
  if (context !== undefined && !call.caller.contexts.includes(context)) throw pimErrors.contextRequired(context);
  if (needsApproval(policy))
    return {
      ...unanswered,
      status: "PendingApproval",
      targetSchedule: plane.scheduleId(wish, id),
      approval: id,
      expires: call.now + Number(approvalStage(policy).approvalStageTimeOutInDays ?? 1) * day,
    };
  return grant(call, wish, id, "Activated", eligibility);
}

function deactivate(call: Call, wish: Wish): Draft {
  checkCallerIs(call, wish);
  const found = activation(call, wish);
  if (found === undefined) throw pimErrors.assignmentDoesNotExist();
  checkOldEnough(call, found);
  if (!wish.isValidationOnly) call.state.schedules.remove(found);
  return revoked;
}

/** An extension or renewal that the holder asks for waits for an administrator. */
function askAdmin(call: Call, wish: Wish, _policy: Policy, id: string): Draft {
  checkCallerIs(call, wish);
  checkNothingOpen(call, wish);
  const target = standing(call, wish)?.id ?? null;
  if (wish.action === "selfRenew") checkHasEnded(call, wish);
  else if (target === null) throw pimErrors.assignmentDoesNotExist();
  if ((wish.justification ?? "").trim() === "") throw pimErrors.rulesFailed(["JustificationRule"]);
  if (wish.span !== undefined) checkSpan(wish, call.now);
  return { ...unanswered, status: "PendingAdminDecision", targetSchedule: target, approval: id };
}

/** An administrator's own extension or renewal is the answer to one that the holder has asked for. */
function checkNothingOpen(call: Call, wish: Wish): void {
  const answers = wish.action === "adminExtend" || wish.action === "adminRenew";
  for (const request of call.state.scheduleRequests.ofTuple(wish.family, wish)) {
    if (!open.test(request.status)) continue;
    if (!answers || request.status !== "PendingAdminDecision") throw pimErrors.pendingRequest();
    const decision = { at: call.now, by: call.caller.id, result: "Approve", justification: wish.justification ?? "" };
    if (!wish.isValidationOnly)
      call.state.scheduleRequests.decide(request, { ...request, status: "Provisioned", completed: call.now }, decision);
  }
}

/** An activation, or an assignment that a PIM request made, lives five minutes before it can be taken away. */
function checkOldEnough(call: Call, { made }: Schedule): void {
  if (made !== null && made <= call.now && call.now - made < fiveMinutes) throw pimErrors.tooShort();
}

function checkCallerIs({ caller }: Call, wish: Wish): void {
  if (caller.id !== wish.principal) throw graphErrors.denied();
}

function activation(call: Call, wish: Wish): Schedule | undefined {
  return call.state.schedules.findByTuple(wish.family, "Activated", wish);
}
