import { entraRoles as roles } from "../../../../src/data";
import { patchRule, policyOf } from "./policies";
import { type SchedulePlane, scheduleStage } from "./schedules";

const [someRole] = roles;

export const entraRoles: SchedulePlane = {
  root: "/roleManagement/directory",
  requests: { assignment: "roleAssignmentScheduleRequests", eligibility: "roleEligibilityScheduleRequests" },
  tuple: ["principalId", "roleDefinitionId", "directoryScopeId", "appScopeId"],
  anyTuple: { roleDefinitionId: someRole?.id, directoryScopeId: "/" },
  outsidePim: async (scene, tuple) => {
    await scene.make("POST", "/roleManagement/directory/roleAssignments", tuple);
  },
  demandApproval: async (scene, tuple, approver) => {
    const policy = await policyOf(scene, "/", "DirectoryRole", String(tuple.roleDefinitionId));
    await patchRule(scene, policy, "Approval_EndUser_Assignment", {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
      setting: {
        isApprovalRequired: true,
        approvalStages: [{ primaryApprovers: [{ "@odata.type": "#microsoft.graph.singleUser", userId: approver }] }],
      },
    });
  },
};

/** PIM for Entra roles. */
export const entraSchedules = scheduleStage(
  entraRoles,
  ({ segments }) =>
    segments[0] === "roleManagement" &&
    segments.some((segment) => /^role(Assignment|Eligibility)Schedule/i.test(segment)),
);
