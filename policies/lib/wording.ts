/** Verdicts into what people read: rule, person and role, what, allowed, cure; lower case, no final period. */
import { NotKnown } from "./line";
import { type NotJudged, notJudged, type Verdict, type Violation } from "./verdict";
import { isExpired, type Waiver, waiverFor } from "./waiver";

/** One thing to report. `advice` never stops anything, whatever the rule's level. */
export interface Finding {
  readonly message: string;
  readonly advice: boolean;
  readonly urn: string | undefined;
}

/** What there is to report of a verdict; nothing when it is compliant. */
export function report(rule: string, verdict: Verdict, waivers: readonly Waiver[], today: Date): Finding[] {
  if (verdict.verdict === "compliant") return [];
  if (verdict.verdict === "notJudged") return [finding(rule, verdict, true, `not judged: ${verdict.reason}`)];
  try {
    return [weighed(rule, verdict, waiverFor(verdict.about, waivers, today), today)];
  } catch (error) {
    // a waiver may or may not be meant for somebody who is not known yet
    if (error instanceof NotKnown) return report(rule, notJudged(verdict.about, error.message), waivers, today);
    throw error;
  }
}

function weighed(rule: string, broken: Violation, waiver: Waiver | undefined, today: Date): Finding {
  const complaint = `${broken.problem}; allowed: ${broken.allowed}; ${broken.cure}`;
  const advice = broken.advice === true;
  if (waiver === undefined) return finding(rule, broken, advice, complaint);
  const of = `(${waiver.reason}; owner ${waiver.owner})`;
  if (isExpired(waiver, today)) {
    return finding(
      rule,
      broken,
      advice,
      `${complaint}; the waiver ${of} expired on ${waiver.expires}: renew or drop it`,
    );
  }
  if (broken.waivable === false) {
    return finding(rule, broken, advice, `${complaint}; the waiver ${of} does not hold here`);
  }
  return finding(rule, broken, true, `waived until ${waiver.expires} ${of}: ${broken.problem}`);
}

function finding(rule: string, { about }: Violation | NotJudged, advice: boolean, words: string): Finding {
  return { message: `${rule}: ${about.title}: ${words}`, advice, urn: "urn" in about ? about.urn : undefined };
}
