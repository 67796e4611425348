import { rule } from "../lib/rule";
import { microsoft } from "../lib/source";
import { compliant, notJudged, violation } from "../lib/verdict";

export const noEligibleServicePrincipal = rule({
  id: "no-eligible-service-principal",
  code: "WL1",
  title: "Service principals and managed identities are never eligible",
  level: "mandatory",
  severity: "medium",
  sources: [
    microsoft(
      "Assign Microsoft Entra roles in PIM",
      "id-governance/privileged-identity-management/pim-how-to-add-role-to-user",
    ),
  ],
  rationale: "Nobody is there to activate: the eligibility gives nothing today, and the service refuses it.",
  remediation: "Assign the role actively with an end, or drop the line.",
  parameters: {},
  eligibility: (line) => {
    if (line.principalType === "user" || line.principalType === "group") return compliant;
    if (line.principalType === undefined) {
      return notJudged(
        line,
        "nobody said what the principal is; components look it up, plain classes take principalType",
      );
    }
    return violation(line, {
      problem: "a service principal cannot activate a role",
      allowed: "users and groups",
      cure: "make it an EntraRoleAssignment with an end, or drop the line",
    });
  },
});
