import { GLOBAL_ADMINISTRATOR } from "pim-as-code/model";
import { breakGlass, isBreakGlass } from "../lib/break-glass";
import { customRoles, maxTier, tierOf, UNCLASSED } from "../lib/role-list";
import { rule } from "../lib/rule";
import { cis, deploymentPlan, scuba, zeroTrust } from "../lib/source";
import { compliant, notJudged, violation } from "../lib/verdict";

export const noPermanentActivePrivileged = rule({
  id: "no-permanent-active-privileged",
  code: "AS1",
  title: "Active assignments of privileged roles end",
  level: "mandatory",
  severity: "high",
  sources: [
    scuba("MS.AAD.7.4v1"),
    cis("5.3.1"),
    zeroTrust("21815"),
    deploymentPlan("Decide which role assignments should be permanent or eligible"),
  ],
  rationale: "Standing access is there for whoever steals the account, at any hour and without a trace of activation.",
  remediation: "Make the person eligible, or give the assignment an end; break-glass accounts may stay.",
  parameters: { maxTier, customRoles, breakGlass },
  assignment: (line, given) => {
    const tier = tierOf(line.role, given.customRoles);
    if (tier === undefined) return notJudged(line, UNCLASSED);
    if (tier > given.maxTier || line.schedule.permanent !== true) return compliant;
    const emergency = line.role === GLOBAL_ADMINISTRATOR && line.scope === "/" && isBreakGlass(line, given.breakGlass);
    if (emergency) return compliant;
    return violation(line, {
      problem: "the active assignment is permanent",
      allowed: "one with an end, and break-glass accounts as Global Administrator of the whole tenant",
      cure: "make it an eligibility, or give it schedule.duration or schedule.end",
    });
  },
});
