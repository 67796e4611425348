/**
 * A day with PIM through Microsoft's own packages for Node, as anybody would write it. Gets the first line of `pim tenant serve` in
 * the environment and prints what it found, as JSON; `journey.ts` says what that must be.
 */
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { ClientSecretCredential, DeviceCodeCredential, type TokenCredential } from "@azure/identity";
import { Client, PageIterator } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";
import { type Journey, people, roles, type Start } from "./journey";

const start: Start = JSON.parse(process.env.PIM_SERVED ?? "{}");
const { graph, arm, login, tenantId, clientId, clientSecret, subscription } = start;
const authority = { authorityHost: login, disableInstanceDiscovery: true };
const directory = "/roleManagement/directory";
const settings = "/policies/roleManagementPolicyAssignments";

const deployer = new ClientSecretCredential(tenantId, clientId, clientSecret, authority);

/** Signs in on "another device", and approves there at once, as the person would. */
function signInAs(username: string): TokenCredential {
  return new DeviceCodeCredential({
    tenantId,
    ...authority,
    userPromptCallback: ({ verificationUri, userCode }) => {
      const body = new URLSearchParams({ user_code: userCode, username, password: "embedded-tenant" });
      void fetch(verificationUri, { method: "POST", body });
    },
  });
}

function graphClient(credential: TokenCredential): Client {
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: [`${graph}/.default`] });
  return Client.initWithMiddleware({ baseUrl: graph, customHosts: new Set([new URL(graph).hostname]), authProvider });
}

function armClient(credential: TokenCredential): AuthorizationManagementClient {
  return new AuthorizationManagementClient(credential, subscription.split("/").at(-1) ?? "", {
    endpoint: arm,
    credentialScopes: [`${arm}/.default`],
  });
}

async function entra(zoe: TokenCredential): Promise<Journey["entra"]> {
  const admin = graphClient(deployer);
  let users = 0;
  const pages = new PageIterator(admin, await admin.api("/users").top(20).select("id").get(), () => {
    users += 1;
    return true;
  });
  await pages.iterate();

  const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roles.helpdesk}'`;
  const [assignment] = (await admin.api(settings).filter(filter).expand("policy($expand=rules)").get()).value;
  const rules = `/policies/roleManagementPolicies/${assignment.policyId}/rules`;
  const { id: approver } = await admin.api(`/users/${people.approver}`).get();
  const ruleOf = async (id: string) => admin.api(`${rules}/${id}`).get();
  const expiration = await ruleOf("Expiration_EndUser_Assignment");
  await admin.api(`${rules}/${expiration.id}`).patch({ ...expiration, maximumDuration: "PT2H" });
  const approval = await ruleOf("Approval_EndUser_Assignment");
  const [stage] = approval.setting.approvalStages;
  const primaryApprovers = [{ "@odata.type": "#microsoft.graph.singleUser", userId: approver }];
  const setting = { ...approval.setting, isApprovalRequired: true, approvalStages: [{ ...stage, primaryApprovers }] };
  await admin.api(`${rules}/${approval.id}`).patch({ ...approval, setting });
  const { maximumDuration } = await ruleOf("Expiration_EndUser_Assignment");

  const { id: principalId } = await admin.api(`/users/${people.user}`).get();
  const tuple = {
    principalId,
    roleDefinitionId: roles.helpdesk,
    directoryScopeId: "/",
    justification: "a day with PIM",
  };
  const eligibility = await admin.api(`${directory}/roleEligibilityScheduleRequests`).post({
    ...tuple,
    action: "adminAssign",
    scheduleInfo: { startDateTime: new Date().toISOString(), expiration: { type: "afterDuration", duration: "P30D" } },
  });

  const activation = await graphClient(zoe)
    .api(`${directory}/roleAssignmentScheduleRequests`)
    .post({
      ...tuple,
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
  const boss = graphClient(signInAs(people.approver));
  const step = `${directory}/roleAssignmentApprovals/${activation.approvalId}/steps/${activation.approvalId}`;
  await boss.api(step).version("beta").patch({ reviewResult: "Approve", justification: "go on" });
  const instances = await admin
    .api(`${directory}/roleAssignmentScheduleInstances`)
    .filter(`principalId eq '${principalId}' and roleDefinitionId eq '${roles.helpdesk}'`)
    .get();
  return {
    users,
    maximumDuration,
    eligibility: eligibility.status,
    activation: activation.status,
    held: instances.value.map((each: { assignmentType: string }) => each.assignmentType),
  };
}

async function azure(zoe: TokenCredential): Promise<Journey["azure"]> {
  const admin = armClient(deployer);
  const { id: principalId } = await graphClient(deployer).api(`/users/${people.user}`).get();
  const definitions = await all(admin.roleDefinitions.list(subscription, { filter: `roleName eq '${roles.azure}'` }));
  const roleDefinitionId = definitions[0]?.id ?? "";
  // a change gives the settings another name, so they are looked up by role each time
  const settingsNow = async () => {
    const every = await all(admin.roleManagementPolicyAssignments.listForScope(subscription));
    return every.find((each) => each.roleDefinitionId === roleDefinitionId);
  };
  const name = (await settingsNow())?.policyId?.split("/").at(-1) ?? "";
  const rule = { id: "Expiration_EndUser_Assignment", ruleType: "RoleManagementPolicyExpirationRule" } as const;
  const changed = { ...rule, isExpirationRequired: true, maximumDuration: "PT2H" };
  await admin.roleManagementPolicies.update(subscription, name, { rules: [changed] });
  const read = (await settingsNow())?.effectiveRules ?? [];
  const { maximumDuration } = { maximumDuration: undefined, ...read.find(({ id }) => id === rule.id) };

  const request = { principalId, roleDefinitionId, justification: "a day with PIM" };
  const eligibility = await admin.roleEligibilityScheduleRequests.create(subscription, crypto.randomUUID(), {
    ...request,
    requestType: "AdminAssign",
    scheduleInfo: { startDateTime: new Date(), expiration: { type: "AfterDuration", duration: "P30D" } },
  });
  const activation = await armClient(zoe).roleAssignmentScheduleRequests.create(subscription, crypto.randomUUID(), {
    ...request,
    requestType: "SelfActivate",
    scheduleInfo: { expiration: { type: "AfterDuration", duration: "PT1H" } },
  });
  const filter = `principalId eq '${principalId}'`;
  const instances = await all(admin.roleAssignmentScheduleInstances.listForScope(subscription, { filter }));
  return {
    maximumDuration,
    eligibility: eligibility.status,
    activation: activation.status,
    held: instances.map(({ assignmentType }) => assignmentType),
  };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function main(): Promise<void> {
  const zoe = signInAs(people.user);
  const journey: Journey = { entra: await entra(zoe), azure: await azure(zoe) };
  process.stdout.write(`${JSON.stringify(journey)}\n`);
}

void main();
