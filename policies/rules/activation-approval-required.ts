import { roleList } from "../lib/role-list";
import { rule } from "../lib/rule";
import { cis, deploymentPlan, scuba, zeroTrust } from "../lib/source";
import { compliant, violation } from "../lib/verdict";

export const activationApprovalRequired = rule({
  id: "activation-approval-required",
  code: "RS9",
  title: "Activating the most powerful roles takes somebody's approval",
  level: "mandatory",
  severity: "high",
  sources: [scuba("MS.AAD.7.6v1"), cis("5.3.4"), cis("5.3.5"), zeroTrust("21817"), deploymentPlan("Require approval")],
  rationale: "A second person sees who wants the tenant's keys, and why, before they turn.",
  remediation: "Say activation.approval with approvers who know the role and its users.",
  parameters: {
    mandatory: roleList("Global Administrator", "Privileged Role Administrator").describe("roles that must have it"),
    advisory: roleList(
      "User Administrator",
      "Exchange Administrator",
      "Security Administrator",
      "Password Administrator",
    ).describe("roles that should have it"),
  },
  settings: (line, { mandatory, advisory }) => {
    const advice = !mandatory.includes(line.role);
    if (advice && !advisory.includes(line.role)) return compliant;
    if (line.approvalRequired !== true) {
      return violation(line, {
        problem:
          line.approvalRequired === false ? "activation takes no approval" : "activation.approval is not declared",
        allowed: "activation with approval",
        cure: "say activation.approval: { approvers: [...] }",
        advice,
      });
    }
    if (line.approvers === undefined || line.approvers.length > 0) return compliant;
    return violation(line, {
      problem: "approval is required, and no approver is named",
      allowed: "approvers who know the role and its users",
      cure: "name them in activation.approval.approvers; without, Privileged Role and Global Administrators approve",
      advice: true,
    });
  },
});
