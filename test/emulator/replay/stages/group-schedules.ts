import { signedIn } from "../../ask";
import { entitiesIn } from "../json";
import type { Scene, Stage } from "../scene";
import { patchRule, policyOf } from "./policies";
import { helpers, type SchedulePlane, scheduleStage } from "./schedules";

/** Members and owners of groups. */
export const groupAccess: SchedulePlane = {
  root: "/identityGovernance/privilegedAccess/group",
  requests: { assignment: "assignmentScheduleRequests", eligibility: "eligibilityScheduleRequests" },
  tuple: ["principalId", "groupId", "accessId"],
  anyTuple: { groupId: helpers.group, accessId: "member" },
  outsidePim: async (scene, { groupId, accessId, principalId }) => {
    await scene.make("POST", `/groups/${String(groupId)}/${String(accessId)}s/$ref`, {
      "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${String(principalId)}`,
    });
  },
  demandApproval: async (scene, { groupId, accessId }, approver) => {
    const policy = await policyOf(scene, String(groupId), "Group", String(accessId));
    await patchRule(scene, policy, "Approval_EndUser_Assignment", {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
      setting: {
        isApprovalRequired: true,
        approvalStages: [{ primaryApprovers: [{ "@odata.type": "#microsoft.graph.singleUser", userId: approver }] }],
      },
    });
  },
};

const plain = scheduleStage(
  groupAccess,
  ({ segments }) =>
    /^privilegedAccess$/i.test(segments[1] ?? "") && /^(assign|eligib)\w*Schedule/i.test(segments[3] ?? ""),
);

/** PIM for Groups. A group's settings let nothing last for ever at first, where pages show that some things do. */
export const groupSchedules: Stage = {
  ...plain,
  people: (directory, example, answer) => {
    plain.people?.(directory, example, answer);
    directory.plant("group", helpers.group);
  },
  // who does not say whose requests they ask for is somebody who sees their own
  caller: ({ place, answer }) => {
    const requests = /Requests$/i.test(place.segments.at(-1) ?? "") && !place.query.has("$filter");
    const [shown] = entitiesIn(answer.body);
    return requests && typeof shown?.principalId === "string" ? signedIn(shown.principalId) : undefined;
  },
  presume: async (scene) => {
    await allowForEver(scene);
    await plain.presume(scene);
  },
};

async function allowForEver(scene: Scene): Promise<void> {
  const named = /"groupId":"([0-9a-f-]{36})"|groupId eq '([0-9a-f-]{36})'/g;
  const all = `${decodeURIComponent(scene.example.url)} ${JSON.stringify([scene.example.body, scene.answer.body])}`;
  const groups = new Set([...all.matchAll(named)].map(([, first, second]) => first ?? second ?? ""));
  for (const group of groups)
    for (const access of ["member", "owner"])
      for (const level of ["Eligibility", "Assignment"]) {
        const policy = await policyOf(scene, group, "Group", access);
        await patchRule(scene, policy, `Expiration_Admin_${level}`, {
          "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
          isExpirationRequired: false,
          maximumDuration: "P365D",
        });
      }
}
