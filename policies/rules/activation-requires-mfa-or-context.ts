import { builtInRole } from "pim-as-code/model";
import { z } from "zod";
import type { Line, RoleSettings } from "../lib/line";
import { customRoles, maxTier, tierOf, UNCLASSED } from "../lib/role-list";
import { rule } from "../lib/rule";
import { deploymentPlan, microsoft, scuba } from "../lib/source";
import { attempt, compliant, notJudged, type Verdict, violation } from "../lib/verdict";

const HELPDESK_ADMINISTRATOR = builtInRole("Helpdesk Administrator")?.id;

const parameters = {
  maxTier,
  customRoles,
  helpdeskException: z.boolean().default(false).describe("lets Helpdesk Administrator be activated without either"),
};
type Given = z.output<z.ZodObject<typeof parameters>>;

export const activationRequiresMfaOrContext = rule({
  id: "activation-requires-mfa-or-context",
  code: "RS1",
  title: "Activating a privileged role takes MFA or an authentication context",
  level: "mandatory",
  severity: "high",
  sources: [
    deploymentPlan("Require MFA"),
    scuba("MS.AAD.3.6v1"),
    microsoft("Best practices for Microsoft Entra roles", "identity/role-based-access-control/best-practices"),
  ],
  rationale: "Without it a stolen password is enough to turn eligibility into power.",
  remediation: "Demand mfa on activation, or an authentication context with MFA in the policy behind it.",
  parameters,
  settings: judgeActivation,
  stack: (lines, given) =>
    lines.map((line) => attempt(line, () => (line.kind === "settings" ? judgeGuests(line, lines, given) : compliant))),
});

function judgeActivation(line: RoleSettings, given: Given): Verdict {
  const tier = tierOf(line.role, given.customRoles);
  if (tier === undefined) return notJudged(line, UNCLASSED);
  if (tier > given.maxTier || (given.helpdeskException && line.role === HELPDESK_ADMINISTRATOR)) return compliant;
  if (line.require?.includes("mfa") || (line.authenticationContext ?? "none") !== "none") return compliant;
  const taken = line.require?.length === 0 ? "nothing" : line.require?.join(" and ");
  return violation(line, {
    problem: taken === undefined ? "activation.require is not declared" : `activation takes ${taken}`,
    allowed: "mfa or an authentication context",
    cure: "add mfa to activation.require, or set activation.authenticationContext",
  });
}

/** Guests come with whatever sign-in their own tenant has: no waiver holds for a role that one of them has. */
function judgeGuests(line: RoleSettings, lines: readonly Line[], given: Given): Verdict {
  const verdict = attempt(line, () => judgeActivation(line, given));
  // what cannot be judged has been said of the line itself
  if (verdict.verdict !== "violation") return compliant;
  const guests = lines
    .filter((other) => other.kind !== "settings" && other.role === line.role && other.userType === "guest")
    .map(({ title }) => title);
  if (guests.length === 0) return compliant;
  return {
    ...verdict,
    problem: `${verdict.problem}, and guests hold the role (${guests.join(", ")})`,
    waivable: false,
  };
}
