import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { alertScope, alertsRoot, alertWords } from "../../alert-words";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../../ask";

describe("PIM's alerts, each by what causes it", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("count Global Administrators only where both thresholds are reached", async () => {
    const { alert, configure, remediate } = alertWords(ask);
    const name = "TooManyGlobalAdminsAssignedToTenantAlert";
    const type = "tooManyGlobalAdminsAssignedToTenantAlert";
    await configure(name, type, { percentageOfGlobalAdminsOutOfRolesThreshold: 60 });
    expect(at(await alert(name), "isActive")).to.equal(false);
    await configure(name, type, { percentageOfGlobalAdminsOutOfRolesThreshold: 10, globalAdminCountThreshold: 15 });
    expect(at(await alert(name), "incidentCount")).to.equal(0);
    await configure(name, type, { globalAdminCountThreshold: 14 });
    expect(at(await alert(name), "isActive")).to.equal(true);
    const person = await idOf(ask, "adele.vance@contoso.com");
    const cured = await remediate(name, person);
    expect(cured.status).to.equal(200);
    expect(at(await alert(name), "isActive"), "thirteen are left").to.equal(false);
    const held = await ask.get(`/roleManagement/directory/roleAssignments?$filter=principalId eq '${person}'`);
    expect(listed(held)).to.deep.equal([]);
  });

  it("find what is assigned past PIM, and take it away", async () => {
    const { incidents, remediate } = alertWords(ask);
    const name = "RolesAssignedOutsidePimAlert";
    const before = await incidents(name);
    const principalId = await idOf(ask, "lee.gu@contoso.com");
    await ask.send("POST", schedulePath.assignment, requestBody(principalId, roles.userAdministrator));
    expect(await incidents(name), "by PIM").to.deep.equal(before);
    const body = { principalId, roleDefinitionId: roles.exchangeAdministrator, directoryScopeId: "/" };
    const made = await ask.send("POST", "/roleManagement/directory/roleAssignments", body);
    const [found] = (await incidents(name)).filter((each) => at(each, "assigneeId") === principalId);
    expect(found).to.deep.equal({
      "@odata.type": "#microsoft.graph.rolesAssignedOutsidePrivilegedIdentityManagementAlertIncident",
      id: at(made.body, "id"),
      assigneeId: principalId,
      assigneeDisplayName: "Lee Gu",
      assigneeUserPrincipalName: "lee.gu@contoso.com",
      roleDisplayName: "Exchange Administrator",
      roleTemplateId: roles.exchangeAdministrator,
      roleDefinitionId: roles.exchangeAdministrator,
      assignmentCreatedDateTime: "2027-03-01T08:00:00Z",
    });
    await remediate(name, at(found, "id"));
    expect(await incidents(name)).to.deep.equal(before);
  });

  it("find accounts that have not signed in, and those that stop signing in", async () => {
    const { incidents, configure } = alertWords(ask);
    const name = "StaleSignInAlert";
    const who = async () => new Set((await incidents(name)).map((each) => at(each, "assigneeUserPrincipalName")));
    expect([...(await who())].sort()).to.deep.equal([
      "bg-01@contoso.com",
      "bg-02@contoso.com",
      "former.admin@contoso.com",
      "kim.partner_fabrikam.com#EXT#@contoso.com",
      "svc-legacysync@contoso.com",
    ]);
    await configure(name, "staleSignInAlert", { duration: "P180D" });
    expect([...(await who())]).to.not.include("kim.partner_fabrikam.com#EXT#@contoso.com");
    ask.tenant.clock.advance("P180D");
    expect([...(await who())]).to.include("adele.vance@contoso.com");
  });

  it("find eligible roles that nobody activates", async () => {
    const { incidents } = alertWords(ask);
    const name = "RedundantAssignmentAlert";
    const person = await idOf(ask, "jana.novak@contoso.com");
    const mine = async () => (await incidents(name)).find((each) => at(each, "assigneeId") === person);
    expect(at(await mine(), "lastActivationDateTime")).to.equal(null);
    const body = requestBody(person, roles.exchangeAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    await ask.send("POST", schedulePath.assignment, body, signedIn(person));
    expect(await mine()).to.equal(undefined);
    ask.tenant.clock.advance("P60D");
    expect(at(await mine(), "lastActivationDateTime"), "long after the request is forgotten").to.equal(
      "2027-03-01T08:00:00Z",
    );
  });

  it("find roles that ask for no multi-factor authentication, and make them ask", async () => {
    const { alert, incidents, remediate } = alertWords(ask);
    const name = "NoMfaOnRoleActivationAlert";
    expect(await incidents(name), "an authentication context will do").to.deep.equal([]);
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roles.userAdministrator}'`;
    const list = await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`);
    const rule = `/policies/roleManagementPolicies/${at(list.body, "value", 0, "policyId")}/rules/Enablement_EndUser_Assignment`;
    await ask.send("PATCH", rule, {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyEnablementRule",
      enabledRules: ["Justification"],
    });
    const [found] = await incidents(name);
    expect(at(found, "roleDisplayName")).to.equal("User Administrator");
    await remediate(name, at(found, "id"));
    expect(at((await ask.get(rule)).body, "enabledRules")).to.deep.equal([
      "MultiFactorAuthentication",
      "Justification",
    ]);
    expect(at(await alert(name), "lastModifiedDateTime")).to.equal("0001-01-01T08:00:00Z");
  });

  it("find people who activate one role again and again", async () => {
    const { incidents, configure, remediate } = alertWords(ask);
    const name = "SequentialActivationRenewalsAlert";
    await configure(name, "sequentialActivationRenewalsAlert", { timeIntervalBetweenActivations: "PT1H" });
    const person = await idOf(ask, "jana.novak@contoso.com");
    const body = requestBody(person, roles.exchangeAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT30M" } },
    });
    for (const wait of ["PT2H", "PT40M", "PT40M"]) {
      expect(await incidents(name)).to.deep.equal([]);
      ask.tenant.clock.advance(wait);
      await ask.send("POST", schedulePath.assignment, body, signedIn(person));
    }
    const [found] = await incidents(name);
    expect(found).to.deep.include({
      activationCount: 3,
      sequenceStartDateTime: "2027-03-01T10:00:00Z",
      sequenceEndDateTime: "2027-03-01T11:20:00Z",
    });
    const cure = await remediate(name, at(found, "id"));
    expect(verdict(cure)).to.equal("400 BadRequest");
  });
});

describe("a tenant without the licence", () => {
  it("has an alert that says so, and no such plan", async () => {
    const seed = join(mkdtempSync(join(tmpdir(), "licence-")), "seed.json");
    writeFileSync(seed, JSON.stringify({ tenant: { displayName: "Poor", domain: "poor.example", licence: "none" } }));
    const ask = asker({ seed });
    const list = listed(await ask.get(`${alertsRoot}/alerts?${alertScope}&$expand=alertIncidents`));
    expect(list[0]).to.deep.include({ incidentCount: 1, isActive: true });
    expect(at(list, 0, "alertIncidents", 0, "tenantLicenseStatus")).to.equal("Expired");
    expect(listed(await ask.get("/subscribedSkus"))).to.deep.equal([]);
    ask.tenant.close();
    rmSync(dirname(seed), { recursive: true });
  });
});
