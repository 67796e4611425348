import { breakGlass, isBreakGlass, isStandingGlobalAdministrator, judgeAccounts } from "../lib/break-glass";
import { rule } from "../lib/rule";
import { cis, deploymentPlan, zeroTrust } from "../lib/source";
import { attempt, compliant, violation } from "../lib/verdict";

export const permanentGaEqualsBreakGlass = rule({
  id: "permanent-ga-equals-break-glass",
  code: "BG5",
  title: "The permanent Global Administrators are the break-glass accounts, and nobody else",
  level: "mandatory",
  severity: "critical",
  sources: [
    deploymentPlan("Decide which role assignments should be permanent or eligible"),
    cis("5.3.1"),
    zeroTrust("21816"),
  ],
  rationale: "Every other permanent Global Administrator is the whole tenant behind one password.",
  remediation: "Make the others eligible; say breakGlass: true of the accounts that are for emergencies.",
  parameters: { breakGlass },
  stack: (lines, { breakGlass: named }) => [
    ...lines.map((line) =>
      attempt(line, () => {
        if (!isStandingGlobalAdministrator(line) || isBreakGlass(line, named)) return compliant;
        return violation(line, {
          problem: "permanent, and no break-glass account",
          allowed: "break-glass accounts only",
          cure: "make it an eligibility; or, of an emergency access account, say breakGlass: true",
        });
      }),
    ),
    ...judgeAccounts(lines, named, (account) => {
      if (account.lines.some(isStandingGlobalAdministrator)) return compliant;
      return violation(account, {
        problem: "a break-glass account, and not among the permanent ones",
        allowed: "every break-glass account",
        cure: "assign the role permanently, or retire the account",
      });
    }),
  ],
});
