import { isObject } from "../body";
import type { Caller } from "../caller";
import { pimErrors } from "../errors";
import type { Entity } from "../odata/filter";
import type { Policy, Rule } from "../store/policies";
import { type Family, levelOf } from "../store/schedules";
import { parseDuration } from "../time";
import type { Span, Wish } from "./request-shape";

const minimumLength = 5 * 60_000;

/** Refuses a span that no policy could allow: ended before it begins, already over, or shorter than five minutes. */
export function checkSpan(wish: Wish, now: number): void {
  const { span } = wish;
  if (span === undefined) throw pimErrors.invalidSchedule("scheduleInfo is required.");
  if (span.finish === null) return;
  if (span.finish <= span.start) throw pimErrors.invalidSchedule("The end is not after the start.");
  if (span.finish <= now) throw pimErrors.invalidSchedule("The end is in the past.");
  if (span.finish - span.start < minimumLength) throw pimErrors.tooShort();
}

/** Names of the rules that an administrator's request breaks, in the order the service lists them. */
export function adminFailures(policy: Policy, wish: Wish, caller: Caller): string[] {
  const level = ruleLevel(wish.family);
  const enabled = enabledRules(policy, `Enablement_Admin_${level}`);
  const failures = enablementFailures(enabled, wish, caller);
  const expiration = ruleOf(policy, `Expiration_Admin_${level}`);
  if (expiration?.isExpirationRequired === true && exceeds(wish, expiration.maximumDuration))
    failures.push("ExpirationRule");
  return failures.sort();
}

/** From now on for as long as the settings let an administrator give it. */
export function longestSpan(policy: Policy, family: Family, now: number): Span {
  const duration = String(ruleOf(policy, `Expiration_Admin_${ruleLevel(family)}`)?.maximumDuration ?? "P365D");
  const expiration = { type: "afterDuration", endDateTime: null, duration } as const;
  return { start: now, finish: now + (parseDuration(duration) ?? 0), expiration };
}

/** Names of the rules that a self-activation breaks. `eligible`: the caller has an eligibility for the tuple. */
export function activationFailures(policy: Policy, wish: Wish, caller: Caller, eligible: boolean): string[] {
  const failures = enablementFailures(enabledRules(policy, "Enablement_EndUser_Assignment"), wish, caller);
  const maximum = ruleOf(policy, "Expiration_EndUser_Assignment")?.maximumDuration;
  if (exceeds(wish, maximum)) failures.push("ExpirationRule");
  if (!eligible) failures.push("EligibilityRule");
  return failures.sort();
}

/** The authentication context that activation demands; undefined when none. */
export function demandedContext(policy: Policy): string | undefined {
  const rule = ruleOf(policy, "AuthenticationContext_EndUser_Assignment");
  return rule?.isEnabled === true && typeof rule.claimValue === "string" ? rule.claimValue : undefined;
}

export function needsApproval(policy: Policy): boolean {
  return approvalSetting(policy).isApprovalRequired === true;
}

/** The one stage of approval that a policy has: who approves, and for how long they may be waited for. */
export function approvalStage(policy: Policy): Entity {
  const { approvalStages } = approvalSetting(policy);
  const [stage]: unknown[] = Array.isArray(approvalStages) ? approvalStages : [];
  return isObject(stage) ? stage : {};
}

function approvalSetting(policy: Policy): Entity {
  const setting = ruleOf(policy, "Approval_EndUser_Assignment")?.setting;
  return isObject(setting) ? setting : {};
}

function ruleLevel(family: Family): "Assignment" | "Eligibility" {
  return levelOf(family) === "assignment" ? "Assignment" : "Eligibility";
}

function enablementFailures(enabled: ReadonlySet<string>, wish: Wish, caller: Caller): string[] {
  const failures: string[] = [];
  if (enabled.has("Justification") && (wish.justification ?? "").trim() === "") failures.push("JustificationRule");
  if (enabled.has("Ticketing") && (wish.ticketInfo.ticketNumber ?? "").trim() === "") failures.push("TicketingRule");
  if (enabled.has("MultiFactorAuthentication") && caller.kind === "user" && !caller.mfa) failures.push("MfaRule");
  return failures;
}

/** A given duration is compared as it stands, an end by its distance from the start. */
function exceeds({ span }: Wish, maximum: unknown): boolean {
  if (span === undefined || span.finish === null) return true;
  return span.finish - span.start > (parseDuration(maximum) ?? 0);
}

function enabledRules(policy: Policy, id: string): ReadonlySet<string> {
  const enabled = ruleOf(policy, id)?.enabledRules;
  return new Set(Array.isArray(enabled) ? enabled.map(String) : []);
}

function ruleOf(policy: Policy, id: string): Rule | undefined {
  return policy.rules.find((rule) => rule.id === id);
}
