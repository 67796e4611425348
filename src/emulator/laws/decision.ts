import type { Call } from "../call";
import { graphErrors, pimErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import { parseDuration } from "../time";
import { approversOf } from "./approvers";
import { eligibilityOf } from "./eligibility-of";
import { planeOf } from "./plane-of";
import type { Span, Wish } from "./request-shape";
import { approvalStage, longestSpan } from "./rule-evaluation";
import { change, giveBack, grant } from "./schedule-change";

export type Verdict = "Approve" | "Deny";

/** An approver's word on a request that waits for one. Nobody decides over what they asked for themselves. */
export function decide(call: Call, request: ScheduleRequest, verdict: Verdict, justification: string): void {
  const { caller, state } = call;
  if (!/^Pending/.test(request.status)) throw pimErrors.invalidRequest("The request is not waiting for approval.");
  if (!approversOf(state, request).has(caller.id)) throw graphErrors.denied();
  if (caller.id === request.principal) throw pimErrors.invalidRequest("Nobody approves their own request.");
  const stage = approvalStage(planeOf(request.family).policyOf(state, request));
  if (stage.isApproverJustificationRequired !== false && justification.trim() === "")
    throw pimErrors.rulesFailed(["JustificationRule"]);
  const decision = { at: call.now, by: caller.id, result: verdict, justification };
  state.scheduleRequests.decide(request, { ...request, ...outcome(call, request, verdict, justification) }, decision);
}

function outcome(call: Call, request: ScheduleRequest, verdict: Verdict, justification: string) {
  if (verdict === "Deny") return { status: "Denied", completed: call.now };
  return request.action === "selfActivate" ? activate(call, request) : grantAsked(call, request, justification);
}

function activate(call: Call, request: ScheduleRequest) {
  const eligibility = eligibilityOf(call, planeOf(request.family).eligibility, request);
  if (eligibility === undefined) throw pimErrors.rulesFailed(["EligibilityRule"]);
  return grant(call, wishOf(call, request), request.id, "Activated", eligibility);
}

/** What was asked of the administrators happens as if one of them had done it: for as long as allowed, where no end was asked. */
function grantAsked(call: Call, request: ScheduleRequest, justification: string) {
  const policy = planeOf(request.family).policyOf(call.state, request);
  const asked = wishOf(call, request);
  const wish = { ...asked, justification, span: asked.span ?? longestSpan(policy, request.family, call.now) };
  return (request.action === "selfRenew" ? giveBack : change)(call, wish, policy, request.id);
}

/** The request as it was asked; its time starts with the decision unless it lies ahead. */
function wishOf(call: Call, request: ScheduleRequest): Wish {
  const { family, principal, role, scope, details } = request;
  const asked = details.scheduleInfo as Pick<Span, "start" | "expiration"> | null;
  return {
    family,
    action: "adminExtend",
    principal,
    role,
    scope,
    span: asked === null ? undefined : spanFrom(asked, Math.max(asked.start, call.now)),
    justification: typeof details.justification === "string" ? details.justification : null,
    ticketInfo: { ticketNumber: null, ticketSystem: null },
    isValidationOnly: false,
  };
}

function spanFrom({ expiration }: Pick<Span, "expiration">, start: number): Span {
  if (expiration.type === "noExpiration") return { start, finish: null, expiration };
  const length = parseDuration(expiration.duration);
  const finish = length === undefined ? Date.parse(String(expiration.endDateTime)) : start + length;
  return { start, finish, expiration };
}
