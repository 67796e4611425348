import { randomUUID } from "node:crypto";
import { query, roleScope } from "../access-reviews/reviewing";
import { alertWords } from "../alert-words";
import { at, idOf, listed, roles } from "../ask";
import { armRoles, armWords, subscriptionNamed } from "../ask-arm";
import { activating, assigning, pimWords, roleId } from "../ask-pim";
import { graphPilot } from "./graph";
import { type Pilot, pilotRules, pilotTrail, ticketInfo } from "./plane";

const filterOfRole = `roleDefinitionId eq '${roles.exchangeAdministrator}'`;

export const entra: Pilot = async (ask, person, approver) => {
  const { incidents } = alertWords(ask);
  return {
    ...graphPilot(
      ask,
      {
        role: "Exchange Administrator",
        families: "/roleManagement/directory/role",
        capital: true,
        approvals: ["/beta/roleManagement/directory/roleAssignmentApprovals", "steps"],
        settings: `scopeId eq '/' and scopeType eq 'DirectoryRole' and ${filterOfRole}`,
        target: { roleDefinitionId: roles.exchangeAdministrator, directoryScopeId: "/" },
        filter: filterOfRole,
        scope: roleScope(roles.exchangeAdministrator),
        reviewsMembers: false,
        trail: pilotTrail(["Remove eligible member from role in PIM completed (timebound)"]),
      },
      person,
      approver,
    ),
    alert: {
      provoke: async () =>
        ask.send("POST", "/roleManagement/directory/roleAssignments", {
          principalId: await idOf(ask, "lee.gu@contoso.com"),
          roleDefinitionId: roles.exchangeAdministrator,
          directoryScopeId: "/",
        }),
      incidents: async () => (await incidents("RolesAssignedOutsidePimAlert")).length,
    },
  };
};

export const groups: Pilot = async (ask, person, approver) => {
  const group = await idOf(ask, "Sales");
  const root = "/identityGovernance/privilegedAccess/group";
  const place = {
    role: "Member of Sales",
    families: `${root}/`,
    capital: false,
    approvals: [`${root}/assignmentApprovals`, "stages"],
    settings: `scopeId eq '${group}' and scopeType eq 'Group' and roleDefinitionId eq 'member'`,
    target: { accessId: "member", groupId: group },
    filter: `groupId eq '${group}'`,
    scope: query(`/groups/${group}/transitiveMembers`),
    reviewsMembers: true,
    trail: pilotTrail([
      "Add member to role in PIM requested (timebound)",
      "Add member to role in PIM completed (timebound)",
      "Remove member from role in PIM completed (timebound)",
    ]),
  } as const;
  return graphPilot(ask, place, person, approver);
};

export const azure: Pilot = async (ask, person, approver) => {
  const { pim, change, request, rows } = pimWords(ask);
  const arm = armWords(ask);
  const scope = await subscriptionNamed(arm, "Contoso Webshop");
  const role = roleId(scope, armRoles.contributor);
  let last = "";
  const rules = Object.entries(pilotRules({ id: approver, userType: "User" })).map(([id, { kind, ...rule }]) => ({
    id,
    ruleType: `RoleManagementPolicy${kind}`,
    ...rule,
  }));
  const holds = async (type: string) => (await rows(scope, type, `principalId eq '${person}'`)).length > 0;
  return {
    role: "Contributor of Contoso Webshop",
    trail: pilotTrail(["Remove eligible member from role in PIM completed (timebound)"], 1),
    configure: async () => [await change(scope, armRoles.contributor, ...rules)],
    makeEligible: () => request("Eligibility", scope, assigning(scope, person, { roleDefinitionId: role })),
    activate: ({ mfa, ticket }) => {
      last = randomUUID();
      const body = activating(scope, person, {
        roleDefinitionId: role,
        scheduleInfo: { expiration: { type: "AfterDuration", duration: "PT1H" } },
        ...(ticket ? { ticketInfo } : {}),
      });
      return request("Assignment", scope, body, {
        as: person,
        name: last,
        claims: { amr: mfa ? ["pwd", "mfa"] : ["pwd"] },
      });
    },
    decide: (by, reviewResult) =>
      pim("PATCH", "/", `roleAssignmentApprovals/${last}/stages/${last}`, {
        version: "2021-01-01-preview",
        as: by === "approver" ? approver : person,
        body: { properties: { reviewResult, justification: "seen" } },
      }),
    status: async () =>
      at((await pim("GET", scope, `roleAssignmentScheduleRequests/${last}`)).body, "properties", "status"),
    isActive: () => holds("roleAssignmentScheduleInstances"),
    isEligible: () => holds("roleEligibilityScheduleInstances"),
    isReviewed: () => holds("roleEligibilityScheduleInstances"),
    review: async () => {
      const version = "2021-12-01-preview";
      const definition = `accessReviewScheduleDefinitions/${randomUUID()}`;
      const startDate = ask.tenant.clock.now().toISOString().slice(0, 10);
      const body = {
        displayName: "Pilot",
        scope: { roleDefinitionId: role },
        reviewers: [{ principalId: approver, principalType: "user" }],
        settings: {
          justificationRequiredOnApproval: true,
          instanceDurationInDays: 3,
          recurrence: {
            pattern: null,
            range: { type: "endDate", numberOfOccurrences: 1, startDate, endDate: "2027-12-31" },
          },
          autoApplyDecisionsEnabled: true,
        },
      };
      const made = await pim("PUT", scope, definition, { version, body });
      if (made.status >= 300) throw new Error(JSON.stringify(made.body));
      const [instance] = listed(await pim("GET", scope, `${definition}/instances`, { version }));
      const decisions = `${definition}/instances/${String(at(instance, "name"))}/decisions`;
      const items = listed(await pim("GET", scope, decisions, { version }));
      const item = items.find((each) => at(each, "properties", "principal", "id") === person);
      const decision = { properties: { decision: "Deny", justification: "left the project" } };
      const denied = await pim("PATCH", "/", `${decisions}/${String(at(item, "name"))}`, {
        version,
        body: decision,
        as: approver,
      });
      if (denied.status >= 300) throw new Error(JSON.stringify(denied.body));
    },
    alert: {
      provoke: async () =>
        arm.send("PUT", `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`, {
          properties: { roleDefinitionId: role, principalId: await idOf(ask, "lee.gu@contoso.com") },
        }),
      incidents: async () => {
        const alert = `${scope}/providers/Microsoft.Authorization/roleManagementAlerts/AzureRolesAssignedOutsidePimAlert`;
        return listed(await arm.get(`${alert}/alertIncidents`, "2022-08-01-preview")).length;
      },
    },
  };
};
