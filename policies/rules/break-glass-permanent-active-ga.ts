import { type BreakGlassAccount, breakGlass, isStandingGlobalAdministrator, judgeAccounts } from "../lib/break-glass";
import { rule } from "../lib/rule";
import { deploymentPlan, emergencyAccess, zeroTrust } from "../lib/source";
import { compliant, violation } from "../lib/verdict";

export const breakGlassPermanentActiveGa = rule({
  id: "break-glass-permanent-active-ga",
  code: "BG3",
  title: "Break-glass accounts hold Global Administrator actively, permanently, in the whole tenant",
  level: "mandatory",
  severity: "critical",
  sources: [
    emergencyAccess,
    zeroTrust("21835"),
    deploymentPlan("Decide which role assignments should be permanent or eligible"),
  ],
  rationale: "In the emergency it is made for, an account that must first activate, or has expired, opens nothing.",
  remediation: 'Assign Global Administrator actively with schedule: { permanent: true } and directoryScope: "/".',
  parameters: { breakGlass },
  stack: (lines, { breakGlass: named }) =>
    judgeAccounts(lines, named, (account) => {
      if (account.lines.some((line) => isStandingGlobalAdministrator(line) && line.scope === "/")) return compliant;
      return violation(account, {
        problem: shortcoming(account),
        allowed: "an active, permanent assignment of the whole tenant",
        cure: "declare it as EntraRoleAssignment with schedule: { permanent: true }",
      });
    }),
});

function shortcoming({ lines }: BreakGlassAccount): string {
  const active = lines.filter((line) => line.kind === "assignment");
  if (lines.length === 0) return "the break-glass account does not hold the role in this stack";
  if (active.length === 0) return "the break-glass account is only eligible";
  const scopes = active.map(({ scope }) => scope);
  if (!scopes.includes("/")) return `the break-glass account holds the role only in ${scopes.join(", ")}`;
  return "the break-glass account's assignment ends";
}
