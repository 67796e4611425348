import { expect } from "chai";
import * as fc from "fast-check";
import { type Asker, asker, at, idOf, requestBody, roles, schedulePath } from "./ask";
import { spoilt } from "./spoilt";

describe("hostile input", () => {
  let ask: Asker;
  let group: string;
  let policy: string;
  let groupPolicy: string;
  let deployer: string;
  before(async () => {
    ask = asker();
    group = await idOf(ask, "Sales");
    const filter = `$filter=scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roles.exchangeAdministrator}'`;
    policy = String(
      at((await ask.get(`/policies/roleManagementPolicyAssignments?${filter}`)).body, "value", 0, "policyId"),
    );
    const ofGroup = `$filter=scopeId eq '${group}' and scopeType eq 'Group'`;
    groupPolicy = String(at((await ask.get(`/policies/roleManagementPolicies?${ofGroup}`)).body, "value", 0, "id"));
    deployer = ask.tenant.deployerId;
  });
  after(() => ask.tenant.close());

  /** An answer of Microsoft's kind: no 500, errors with code and message, no trace of our code. */
  const checked = async (method: string, path: string, body?: unknown) => {
    const answer = await ask.send(method, path, body);
    expect(answer.status, `${method} ${path} ${JSON.stringify(body)} ${JSON.stringify(answer.body)}`).to.not.equal(500);
    if (answer.status >= 400) expect(at(answer.body, "error", "code"), JSON.stringify(answer.body)).to.be.a("string");
    expect(JSON.stringify(answer.body ?? null)).to.not.match(/\.js:\d+|node:internal|SQLITE/);
  };

  it("as a body is refused or understood, never a failure of the tenant", async function () {
    this.timeout(60_000);
    const rule = {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
      id: "Approval_EndUser_Assignment",
    };
    const approvers = {
      setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: [{ userId: group }] }] },
    };
    const templates: readonly (readonly [string, string, Record<string, unknown>])[] = [
      [
        "POST",
        schedulePath.eligibility,
        { ...requestBody(group, roles.userAdministrator), ticketInfo: { ticketNumber: "1" } },
      ],
      ["POST", schedulePath.assignment, { ...requestBody(group, roles.userAdministrator), appScopeId: null }],
      [
        "POST",
        "/roleManagement/directory/roleAssignments",
        { principalId: group, roleDefinitionId: group, directoryScopeId: "/" },
      ],
      [
        "POST",
        "/roleManagement/directory/roleDefinitions",
        { displayName: "x", rolePermissions: [{ allowedResourceActions: ["a"] }] },
      ],
      ["PATCH", `/policies/roleManagementPolicies/${policy}`, { rules: [{ ...rule, ...approvers }] }],
      ["PATCH", `/policies/roleManagementPolicies/${policy}/rules/${rule.id}`, { ...rule, ...approvers }],
      [
        "PATCH",
        `/beta/roleManagement/directory/roleAssignmentApprovals/${group}/steps/${group}`,
        { reviewResult: "Approve" },
      ],
      ...["assignment", "eligibility"].map(
        (family) =>
          [
            "POST",
            `/identityGovernance/privilegedAccess/group/${family}ScheduleRequests`,
            {
              accessId: "member",
              principalId: deployer,
              groupId: group,
              action: "adminAssign",
              justification: "a reason",
              scheduleInfo: { startDateTime: null, expiration: { type: "afterDuration", duration: "P1D" } },
            },
          ] as const,
      ),
      ["PATCH", `/policies/roleManagementPolicies/${groupPolicy}/rules/${rule.id}`, { ...rule, ...approvers }],
      ["POST", "/directoryRoles", { roleTemplateId: roles.exchangeAdministrator }],
      ["POST", `/users/${deployer}/checkMemberGroups`, { groupIds: [group] }],
      [
        "POST",
        "/users",
        { accountEnabled: true, displayName: "u", mailNickname: "u", userPrincipalName: "u@x", passwordProfile: {} },
      ],
      [
        "POST",
        "/groups",
        {
          displayName: "g",
          mailEnabled: false,
          mailNickname: "g",
          securityEnabled: true,
          "members@odata.bind": [group],
        },
      ],
      ["POST", "/servicePrincipals", { appId: group }],
      ["PATCH", `/groups/${group}`, { description: "d", groupTypes: [] }],
      ["POST", `/groups/${group}/members/$ref`, { "@odata.id": `/directoryObjects/${group}` }],
      ["POST", "/directoryObjects/getByIds", { ids: [group], types: ["group"] }],
      [
        "POST",
        "/$batch",
        { requests: [{ id: "1", method: "GET", url: "/users", headers: { a: "b" }, dependsOn: [] }] },
      ],
    ];
    const spoiltTemplates = fc
      .constantFrom(...templates)
      .chain(([method, path, body]) => spoilt(body).map((each) => [method, path, each] as const));
    await fc.assert(
      fc.asyncProperty(spoiltTemplates, ([method, path, body]) => checked(method, path, body)),
      { numRuns: 600 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...templates), fc.jsonValue(), ([method, path], body) =>
        checked(method, path, body),
      ),
      { numRuns: 150 },
    );
  });

  it("in a URL is refused or understood, never a failure of the tenant", async function () {
    this.timeout(60_000);
    const paths = [
      "/users",
      "/groups",
      "/roleManagement/directory/roleEligibilitySchedules",
      "/policies/roleManagementPolicies",
      "/directoryObjects",
    ];
    const options = [
      "$filter",
      "$select",
      "$expand",
      "$orderby",
      "$top",
      "$skiptoken",
      "$search",
      "$count",
      "nonsense",
    ];
    const words = fc.array(
      fc.constantFrom(
        "displayName",
        "id",
        "eq",
        "in",
        "not",
        "(",
        ")",
        "'x'",
        "/any(c:c",
        ",",
        "null",
        "and",
        "5",
        "$",
        ";",
        "=",
        "%",
        "'",
      ),
      { maxLength: 8 },
    );
    const value = fc.oneof(
      words.map((list) => list.join(" ")),
      fc.string({ unit: "binary", maxLength: 20 }),
    );
    const url = fc.tuple(
      fc.constantFrom(...paths),
      fc.string({ maxLength: 12 }),
      fc.constantFrom(...options),
      value,
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(url, ([path, id, option, text, withId]) =>
        checked("GET", `${path}${withId ? `/${encodeURIComponent(id)}` : ""}?${option}=${encodeURIComponent(text)}`),
      ),
      { numRuns: 600 },
    );
  });

  it("leaves the tenant as sound as before", () => {
    expect(ask.tenant.holders().filter(({ roleName }) => roleName === "Global Administrator")).to.have.length(14);
  });
});
