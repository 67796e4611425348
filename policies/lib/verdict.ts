import { type Line, NotKnown } from "./line";

/** Nothing to complain about. */
export interface Compliant {
  readonly verdict: "compliant";
}

/** The rule is broken: what is wrong, what is allowed, what to do. Lower case, no final period. */
export interface Violation {
  readonly verdict: "violation";
  readonly about: Subject;
  readonly problem: string;
  readonly allowed: string;
  readonly cure: string;
  /** Only advice here, even where the rule itself is mandatory. */
  readonly advice?: boolean;
  /** False: no waiver helps. Default true. */
  readonly waivable?: boolean;
}

/** Something the verdict depends on is not known; never the same as compliant. */
export interface NotJudged {
  readonly verdict: "notJudged";
  readonly about: Subject;
  readonly reason: string;
}

export type Verdict = Compliant | Violation | NotJudged;

/** Whom or what a verdict is about: a line, or a role of which no single line is to blame. */
export type Subject = Line | Account;

/** A role and, at times, an account that no line declares. */
export interface Account {
  readonly kind: "account";
  readonly role: string;
  readonly roleName: string;
  readonly title: string;
  readonly principal: string | undefined;
  readonly principalName: string | undefined;
}

export const compliant: Compliant = { verdict: "compliant" };

export function violation(about: Subject, words: Omit<Violation, "verdict" | "about">): Violation {
  return { verdict: "violation", about, ...words };
}

export function notJudged(about: Subject, reason: string): NotJudged {
  return { verdict: "notJudged", about, reason };
}

/** The verdict of `judge`; not judged when it needs what is not known yet. */
export function attempt(about: Subject, judge: () => Verdict): Verdict {
  try {
    return judge();
  } catch (error) {
    if (error instanceof NotKnown) return notJudged(about, error.message);
    throw error;
  }
}
