/** Emergency access accounts: those that a line calls so, and those that the configuration names. */
import { GLOBAL_ADMINISTRATOR, roleName } from "pim-as-code/model";
import { z } from "zod";
import { type Holding, type Line, NotKnown } from "./line";
import { type Account, attempt, notJudged, type Verdict } from "./verdict";
import { isPrincipal } from "./waiver";

/** Parameter: accounts whose lines do not say `breakGlass: true`, or that no line declares. */
export const breakGlass = z
  .array(z.string().trim().min(1))
  .default([])
  .describe("break-glass accounts beside those declared with breakGlass: true, by user principal name or object id");

/** Whether a line is about a break-glass account. */
export function isBreakGlass(line: Holding, named: readonly string[]): boolean {
  return line.breakGlass || named.some((account) => isPrincipal(account, line));
}

/** A break-glass account and how the stack has it hold Global Administrator. */
export interface BreakGlassAccount extends Account {
  /** Its lines of that role; throws `NotKnown` while such a line is for somebody not known yet. */
  readonly lines: readonly Holding[];
}

/** Every break-glass account once. */
export function breakGlassAccounts(lines: readonly Line[], named: readonly string[]): BreakGlassAccount[] {
  const holdings = lines.filter((line): line is Holding => line.kind !== "settings");
  const declared = holdings.filter((line) => isBreakGlass(line, named));
  const principals = new Map(declared.map((line) => [line.principal, line.principalName ?? line.principal]));
  const missing = named.filter((wanted) => !declared.some((line) => isPrincipal(wanted, line)));
  return [
    ...[...principals].map(([principal, name]) => ({
      ...account(name, principal),
      get lines() {
        return holdings.filter((line) => line.role === GLOBAL_ADMINISTRATOR && line.principal === principal);
      },
    })),
    ...missing.map((wanted) => ({ ...account(wanted), lines: [] })),
  ];
}

/** The verdict on every break-glass account; on none of them where it is not known who they are. */
export function judgeAccounts(
  lines: readonly Line[],
  named: readonly string[],
  judge: (account: BreakGlassAccount) => Verdict,
): Verdict[] {
  try {
    return breakGlassAccounts(lines, named).map((account) => attempt(account, () => judge(account)));
  } catch (error) {
    if (error instanceof NotKnown) return [notJudged(globalAdministrators, error.message)];
    throw error;
  }
}

/** An active, permanent Global Administrator, in whatever scope. */
export function isStandingGlobalAdministrator(line: Line): line is Holding {
  return line.kind === "assignment" && line.role === GLOBAL_ADMINISTRATOR && line.schedule.permanent === true;
}

/** What a verdict about the role as a whole is about. */
export const globalAdministrators = account();

function account(name?: string, principal = name): Account {
  const role = roleName(GLOBAL_ADMINISTRATOR);
  return {
    kind: "account",
    role: GLOBAL_ADMINISTRATOR,
    roleName: role,
    title: name === undefined ? role : `${name} as ${role}`,
    principal,
    principalName: name,
  };
}
