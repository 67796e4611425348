import { isObject } from "../body";
import type { Caller } from "../caller";
import { pimErrors } from "../errors";
import type { Entity } from "../odata/filter";
import type { Rule } from "../store/policies";
import type { Family } from "../store/schedules";
import { parseDuration } from "../time";
import type { Settings } from "./plane";
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
export function adminFailures(settings: Settings, wish: Wish, caller: Caller): string[] {
  const level = levelOf(wish.family);
  const enabled = enabledRules(settings, `Enablement_Admin_${level}`);
  const failures = enablementFailures(enabled, wish, caller);
  const expiration = ruleOf(settings, `Expiration_Admin_${level}`);
  if (expiration?.isExpirationRequired === true && exceeds(wish, expiration.maximumDuration))
    failures.push("ExpirationRule");
  return failures.sort();
}

/** From now on for as long as the settings let an administrator give it. */
export function longestSpan(settings: Settings, family: Family, now: number): Span {
  const duration = String(ruleOf(settings, `Expiration_Admin_${levelOf(family)}`)?.maximumDuration ?? "P365D");
  const expiration = { type: "afterDuration", endDateTime: null, duration } as const;
  return { start: now, finish: now + (parseDuration(duration) ?? 0), expiration };
}

/** What an activation stands on, beside the settings. */
export interface Grounds {
  /** The caller has an eligibility for the tuple. */
  readonly eligible: boolean;
  /** The demanded authentication context is guarded by nobody; multi-factor authentication stands in for it. */
  readonly mfaInstead: boolean;
}

/** Names of the rules that a self-activation breaks. */
export function activationFailures(settings: Settings, wish: Wish, caller: Caller, grounds: Grounds): string[] {
  const { eligible, mfaInstead } = grounds;
  const enabled = enabledRules(settings, "Enablement_EndUser_Assignment");
  const demanded = mfaInstead ? new Set([...enabled, "MultiFactorAuthentication"]) : enabled;
  const failures = enablementFailures(demanded, wish, caller);
  const maximum = ruleOf(settings, "Expiration_EndUser_Assignment")?.maximumDuration;
  if (exceeds(wish, maximum)) failures.push("ExpirationRule");
  if (!eligible) failures.push("EligibilityRule");
  return failures.sort();
}

/** The authentication context that activation demands; undefined when none. */
export function demandedContext(settings: Settings): string | undefined {
  const rule = ruleOf(settings, "AuthenticationContext_EndUser_Assignment");
  return rule?.isEnabled === true && typeof rule.claimValue === "string" ? rule.claimValue : undefined;
}

export function needsApproval(settings: Settings): boolean {
  return approvalSetting(settings).isApprovalRequired === true;
}

/** The one stage of approval that settings have: who approves, and for how long they may be waited for. */
export function approvalStage(settings: Settings): Entity {
  const { approvalStages } = approvalSetting(settings);
  const [stage]: unknown[] = Array.isArray(approvalStages) ? approvalStages : [];
  return isObject(stage) ? stage : {};
}

function approvalSetting(settings: Settings): Entity {
  const setting = ruleOf(settings, "Approval_EndUser_Assignment")?.setting;
  return isObject(setting) ? setting : {};
}

function levelOf(family: Family): "Assignment" | "Eligibility" {
  return family === "assignment" ? "Assignment" : "Eligibility";
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

function enabledRules(settings: Settings, id: string): ReadonlySet<string> {
  const enabled = ruleOf(settings, id)?.enabledRules;
  return new Set(Array.isArray(enabled) ? enabled.map(String) : []);
}

function ruleOf(settings: Settings, id: string): Rule | undefined {
  return settings.rules.find((rule) => rule.id === id);
}
