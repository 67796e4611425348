import { expect } from "chai";
import { type Asker, asker, at, day0, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

const path = "/auditLogs/directoryAudits";

describe("the audit log", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const activities = async (filter = "loggedByService eq 'PIM'") =>
    listed(await ask.get(`${path}?$filter=${filter}`)).map((event) => at(event, "activityDisplayName"));

  it("begins empty: what the tenant was made with is long ago", async () => {
    expect(listed(await ask.get(path))).to.deep.equal([]);
  });

  it("tells of an assignment that it was requested and completed, and of the directory that PIM wrote it", async () => {
    const person = await idOf(ask, "lee.gu@contoso.com");
    const body = requestBody(person, roles.exchangeAdministrator);
    const made = await ask.send("POST", schedulePath.eligibility, body);
    const [last, first] = listed(await ask.get(`${path}?$filter=loggedByService eq 'PIM'`));
    expect(at(first, "activityDisplayName")).to.equal("Add eligible member to role in PIM requested (timebound)");
    expect(at(last, "activityDisplayName")).to.equal("Add eligible member to role in PIM completed (timebound)");
    expect(last).to.deep.include({
      category: "RoleManagement",
      result: "success",
      resultReason: "a reason",
      activityDateTime: "2027-03-01T08:00:00.0000000Z",
    });
    expect(at(last, "initiatedBy", "app", "displayName")).to.equal("pim-deploy");
    const targets = at(last, "targetResources") as readonly unknown[];
    expect(targets.map((target) => at(target, "type"))).to.deep.equal([
      "Role",
      "Request",
      "User",
      "Directory",
      "Other",
    ]);
    expect(at(targets, 0, "displayName")).to.equal("Exchange Administrator");
    expect(at(targets, 1, "id")).to.equal(at(made.body, "id"));
    expect(at(targets, 2, "userPrincipalName")).to.equal("lee.gu@contoso.com");
    const [directory] = listed(await ask.get(`${path}?$filter=loggedByService eq 'Core Directory'`));
    expect(at(directory, "activityDisplayName")).to.equal("Add eligible member to role");
    expect(at(directory, "initiatedBy", "app", "displayName")).to.equal("MS-PIM");
    expect(at(directory, "correlationId")).to.equal(at(last, "correlationId"));
  });

  it("tells of what went past PIM", async () => {
    const principalId = await idOf(ask, "lee.gu@contoso.com");
    const body = { principalId, roleDefinitionId: roles.exchangeAdministrator, directoryScopeId: "/" };
    const made = await ask.send("POST", "/roleManagement/directory/roleAssignments", body);
    expect(await activities()).to.deep.equal(["Add member to role outside of PIM (permanent)"]);
    await ask.send("DELETE", `/roleManagement/directory/roleAssignments/${at(made.body, "id")}`);
    expect(await activities("loggedByService eq 'Core Directory'")).to.deep.equal([
      "Remove member from role",
      "Add member to role",
    ]);
  });

  it("tells an activation from its request to its end, which nobody has to be there for", async () => {
    const person = await idOf(ask, "jana.novak@contoso.com");
    const body = requestBody(person, roles.exchangeAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    expect((await ask.send("POST", schedulePath.assignment, body, signedIn(person))).status).to.equal(201);
    ask.tenant.clock.advance("PT2H");
    expect(await activities()).to.deep.equal([
      "Remove member from role (PIM activation expired)",
      "Add member to role completed (PIM activation)",
      "Add member to role requested (PIM activation)",
    ]);
    const [ended, activated] = listed(await ask.get(`${path}?$filter=loggedByService eq 'PIM'`));
    expect(at(activated, "initiatedBy", "user", "userPrincipalName")).to.equal("jana.novak@contoso.com");
    expect(at(ended, "initiatedBy", "user", "displayName")).to.equal("Azure AD PIM");
    expect(at(ended, "activityDateTime")).to.equal("2027-03-01T09:00:00.0000000Z");
  });

  it("tells of approval, denial and cancellation", async () => {
    const person = await idOf(ask, "dmitri.volkov@contoso.com");
    const approver = signedIn(await idOf(ask, "amira.haddad@contoso.com"));
    const body = requestBody(person, roles.securityAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    const asked = async () =>
      String(at((await ask.send("POST", schedulePath.assignment, body, signedIn(person))).body, "id"));
    const step = (id: string) => `/beta/roleManagement/directory/roleAssignmentApprovals/${id}/steps/${id}`;
    const denied = await asked();
    await ask.send("PATCH", step(denied), { reviewResult: "Deny", justification: "no" }, approver);
    await ask.send("POST", `${schedulePath.assignment}/${await asked()}/cancel`, undefined, signedIn(person));
    const approved = await asked();
    await ask.send("PATCH", step(approved), { reviewResult: "Approve", justification: "yes" }, approver);
    const requested = [
      "Add member to role approval requested (PIM activation)",
      "Add member to role requested (PIM activation)",
    ];
    expect(await activities()).to.deep.equal([
      "Add member to role completed (PIM activation)",
      "Add member to role request approved (PIM activation)",
      ...requested,
      "Add member to role canceled (PIM activation)",
      ...requested,
      "Add member to role request denied (PIM activation)",
      ...requested,
    ]);
  });

  it("names a removal by how long the holding would have lasted", async () => {
    for (const login of ["jana.novak@contoso.com", "lee.gu@contoso.com"]) {
      const body = requestBody(await idOf(ask, login), roles.exchangeAdministrator);
      if (login.startsWith("lee")) await ask.send("POST", schedulePath.eligibility, body);
      await ask.send("POST", schedulePath.eligibility, { ...body, action: "adminRemove" });
    }
    expect(await activities("startswith(activityDisplayName,'Remove eligible member from role in PIM')")).to.deep.equal(
      [
        "Remove eligible member from role in PIM completed (timebound)",
        "Remove eligible member from role in PIM requested (timebound)",
        "Remove eligible member from role in PIM completed (permanent)",
        "Remove eligible member from role in PIM requested (permanent)",
      ],
    );
  });

  it("tells of settings, people, groups and their members", async () => {
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roles.userAdministrator}'`;
    const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`);
    const rule = "Expiration_EndUser_Assignment";
    await ask.send("PATCH", `/policies/roleManagementPolicies/${at(list.body, "value", 0, "policyId")}/rules/${rule}`, {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
      isExpirationRequired: true,
      maximumDuration: "PT2H",
    });
    const person = await idOf(ask, "lee.gu@contoso.com");
    await ask.send("PATCH", `/users/${person}`, { jobTitle: "Boss" });
    const group = await idOf(ask, "Sales");
    await ask.send("POST", `/groups/${group}/members/$ref`, { "@odata.id": `https://x/v1.0/users/${person}` });
    const [member, user, setting] = listed(await ask.get(path));
    expect(at(setting, "activityDisplayName")).to.equal("Update role setting in PIM");
    expect(at(setting, "targetResources", 0, "displayName")).to.equal("User Administrator");
    expect(at(setting, "resultReason")).to.contain(rule);
    expect(at(user, "activityDisplayName")).to.equal("Update user");
    expect(at(user, "targetResources", 0, "modifiedProperties")).to.deep.equal([
      { displayName: "jobTitle", oldValue: null, newValue: '"Boss"' },
      { displayName: "Included Updated Properties", oldValue: null, newValue: '"jobTitle"' },
      { displayName: "TargetId.UserType", oldValue: null, newValue: '"Member"' },
    ]);
    expect(at(member, "activityDisplayName")).to.equal("Add member to group");
    expect(at(member, "targetResources", 1, "groupType")).to.equal("azureAD");
  });

  it("is filtered by date, category, activity, initiator and target, and read page by page", async () => {
    const person = await idOf(ask, "lee.gu@contoso.com");
    for (const roleDefinitionId of [roles.exchangeAdministrator, roles.userAdministrator]) {
      await ask.send("POST", schedulePath.eligibility, requestBody(person, roleDefinitionId));
      ask.tenant.clock.advance("P1D");
    }
    const count = async (filter: string) => listed(await ask.get(`${path}?$filter=${filter}`)).length;
    expect(await count("activityDateTime ge 2027-03-02T00:00:00Z")).to.equal(3);
    expect(await count(`activityDateTime lt 2027-03-02T00:00:00Z and category eq 'RoleManagement'`)).to.equal(3);
    expect(await count(`initiatedBy/app/displayName eq 'pim-deploy' and loggedByService eq 'PIM'`)).to.equal(4);
    expect(await count(`targetResources/any(t:t/id eq '${person}')`)).to.equal(6);
    expect(await count("initiatedBy/user/id eq 'nobody'")).to.equal(0);
    const all = listed(await ask.get(path)).map((event) => at(event, "id"));
    const paged: unknown[] = [];
    for (let next: unknown = `${path}?$top=2`; typeof next === "string"; ) {
      const page = await ask.get(next);
      paged.push(...listed(page).map((event) => at(event, "id")));
      next = at(page.body, "@odata.nextLink");
    }
    expect(paged).to.deep.equal(all);
    const oldest = listed(await ask.get(`${path}?$orderby=activityDateTime&$top=1`));
    expect(at(oldest, 0, "activityDateTime")).to.contain(day0.slice(0, 10));
  });

  it("shows one event, and none that is not there", async () => {
    await ask.send("PATCH", `/users/${await idOf(ask, "lee.gu@contoso.com")}`, { jobTitle: "Boss" });
    const [event] = listed(await ask.get(`/beta${path}`));
    const one = await ask.get(`/beta${path}/${at(event, "id")}`);
    expect(one.body).to.deep.include(event);
    expect(one.body).to.have.property("userAgent");
    for (const id of ["nothing", "PIM_1_99999", `Directory_${at(event, "correlationId")}_1`])
      expect(verdict(await ask.get(`${path}/${id}`))).to.equal("404 Request_ResourceNotFound");
  });

  it("forgets after thirty days", async () => {
    await ask.send("PATCH", `/users/${await idOf(ask, "lee.gu@contoso.com")}`, { jobTitle: "Boss" });
    ask.tenant.clock.advance("P29D");
    expect(await activities("activityDisplayName eq 'Update user'")).to.have.length(1);
    ask.tenant.clock.advance("P2D");
    expect(await activities("activityDisplayName eq 'Update user'")).to.deep.equal([]);
  });
});
