import { isObject } from "../body";
import { pimErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import { parseDuration } from "../time";
import { approversOf, type Deciders } from "./deciders";
import type { Occasion, Plane } from "./plane";
import type { Span, Wish } from "./request-shape";
import { approvalStage, longestSpan } from "./rule-evaluation";
import { change, type Draft, giveBack, grant, type Turn } from "./schedule-change";

/** What an approver says, and why. */
export interface Verdict {
  readonly result: "Approve" | "Deny";
  readonly justification: string;
}

/** An approver's word on a request that waits for one. Nobody decides over what they asked for themselves. */
export function decide(
  occasion: Occasion,
  plane: Plane,
  deciders: Deciders,
  request: ScheduleRequest,
  verdict: Verdict,
): void {
  const { caller, state, now } = occasion;
  if (!/^Pending/.test(request.status)) throw pimErrors.invalidRequest("The request is not waiting for approval.");
  if (!approversOf(state, deciders, request).has(caller.id)) throw plane.denied();
  if (caller.id === request.principal) throw pimErrors.invalidRequest("Nobody approves their own request.");
  const wish = wishOf(request, verdict, now);
  const turn: Turn = { state, caller, now, ...plane, id: request.id, settings: plane.settingsOf(wish) };
  const { isApproverJustificationRequired } = approvalStage(turn.settings);
  if (isApproverJustificationRequired !== false && verdict.justification.trim() === "")
    throw plane.rulesFailed(["JustificationRule"]);
  plane.requests.decide(request, outcome(turn, request, wish, verdict), { at: now, by: caller.id, ...verdict });
}

function outcome(turn: Turn, request: ScheduleRequest, wish: Wish, { result }: Verdict): Omit<Draft, "approval"> {
  if (result === "Deny") return { ...request, status: "Denied", completed: turn.now };
  if (request.action === "selfActivate") return activate(turn, wish);
  const span = wish.span ?? longestSpan(turn.settings, request.family, turn.now);
  return (request.action === "selfRenew" ? giveBack : change)(turn, { ...wish, span });
}

function activate(turn: Turn, wish: Wish): Draft {
  const eligibility = turn.eligibilityOf(wish);
  if (eligibility === undefined) throw turn.rulesFailed(["EligibilityRule"]);
  return grant(turn, wish, "Activated", eligibility);
}

/** The request as it was asked, with the approver's reason; its time starts with the decision unless it lies ahead. */
function wishOf({ details, ...request }: ScheduleRequest, { justification }: Verdict, now: number): Wish {
  const asked = details.scheduleInfo as Pick<Span, "start" | "expiration"> | null;
  return {
    ...request,
    action: request.action === "selfActivate" ? "selfActivate" : "adminExtend",
    span: asked === null ? undefined : spanFrom(asked, Math.max(asked.start, now)),
    justification,
    ticketInfo: { ticketNumber: null, ticketSystem: null },
    isValidationOnly: false,
    details: isObject(details.kept) ? details.kept : {},
  };
}

function spanFrom({ expiration }: Pick<Span, "expiration">, start: number): Span {
  if (expiration.type === "noExpiration") return { start, finish: null, expiration };
  const length = parseDuration(expiration.duration);
  const finish = length === undefined ? Date.parse(String(expiration.endDateTime)) : start + length;
  return { start, finish, expiration };
}
