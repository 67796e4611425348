import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { at, signedIn } from "../../ask";
import { entitiesIn, isRecord, objectsIn, text } from "../json";
import type { Scene, Stage } from "../scene";
import { helpers } from "./schedules";

const type = /\/providers\/Microsoft\.Authorization\/roleAssignmentApprovals(\/|$)/i;
const provider = "providers/Microsoft.Authorization";
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** Approvals of Azure roles: an activation of the approval's name waits at the scope, and its approver calls. */
export const armApprovals: Stage = {
  covers: ({ path }) => type.test(path),
  people: (directory, _example, answer) => {
    directory.plant("user", helpers.person);
    directory.plant("user", helpers.approver);
    const reviewer = reviewerIn(answer.body);
    const { principalName: displayName, userPrincipalName } = reviewer ?? {};
    if (reviewer !== undefined)
      directory.plant("user", String(reviewer.principalId), { displayName, userPrincipalName });
  },
  presume: async (scene) => {
    const { path } = scene.place;
    const shown = entitiesIn(scene.answer.body).map(({ id }) => text(id) ?? "");
    const [name] = [path, ...shown].map((id) => /Approvals\/([^/]+)/i.exec(id)?.[1]).filter(isGuid);
    const made = name ?? guidOf("approval", path);
    await waitingActivation(scene, path.split(`/${provider}`)[0] ?? "", made);
    for (const { id, name: stage } of objectsIn(scene.answer.body))
      for (const each of [text(id)?.split("/").at(-1), stage]) if (isGuid(each)) scene.renamed.set(each, made);
    const staged = /\/stages\/([^/]+)/i.exec(path)?.[1];
    if (staged !== undefined) scene.renamed.set(staged, made);
  },
  caller: ({ answer }) => signedIn(approverIn(answer.body)),
};

function reviewerIn(body: unknown) {
  return [...objectsIn(body)].map(({ reviewedBy }) => reviewedBy).find(isRecord);
}

function approverIn(body: unknown): string {
  return text(reviewerIn(body)?.principalId) ?? helpers.approver;
}

async function waitingActivation(scene: Scene, scope: string, name: string): Promise<void> {
  const url = (rest: string) =>
    `https://management.azure.com${scope}/${provider}/${rest}${rest.includes("?") ? "&" : "?"}api-version=2020-10-01`;
  const roleDefinitionId = `${/^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? ""}/${provider}/roleDefinitions/${owner}`;
  const settings = await scene.ask.get(url(`roleManagementPolicies?$filter=roleDefinitionId eq '${roleDefinitionId}'`));
  const [policy] = entitiesIn(settings.body);
  const rule = {
    id: "Approval_EndUser_Assignment",
    ruleType: "RoleManagementPolicyApprovalRule",
    setting: {
      isApprovalRequired: true,
      approvalStages: [{ primaryApprovers: [{ id: approverIn(scene.answer.body), userType: "User" }] }],
    },
  };
  await scene.make("PATCH", url(`roleManagementPolicies/${text(policy?.name)}`), { properties: { rules: [rule] } });
  const asked = (requestType: string, duration: string) => ({
    properties: {
      principalId: helpers.person,
      roleDefinitionId,
      requestType,
      justification: "a reason",
      scheduleInfo: { expiration: { type: "AfterDuration", duration } },
    },
  });
  const eligibility = guidOf("eligibility", name);
  await scene.make("PUT", url(`roleEligibilityScheduleRequests/${eligibility}`), asked("AdminAssign", "P30D"));
  const activation = asked("SelfActivate", "PT2H");
  const holder = signedIn(helpers.person);
  const made = await scene.make("PUT", url(`roleAssignmentScheduleRequests/${name}`), activation, holder);
  if (at(made.body, "properties", "status") !== "PendingApproval") throw new Error("nothing waits for approval");
}
