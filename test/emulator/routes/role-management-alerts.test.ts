import { expect } from "chai";
import { alertScope, alertsRoot, alertWords } from "../alert-words";
import { type Asker, asker, at, idOf, listed, roles, verdict } from "../ask";

describe("PIM's alerts for directory roles", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("demand their scope on every list: MissingProvider", async () => {
    for (const list of ["alerts", "alertDefinitions", "alertConfigurations"]) {
      expect(verdict(await ask.get(`${alertsRoot}/${list}`))).to.equal("400 MissingProvider");
      expect(verdict(await ask.get(`${alertsRoot}/${list}?$filter=scopeId eq '/'`))).to.equal("400 MissingProvider");
      expect(listed(await ask.get(`${alertsRoot}/${list}?${alertScope}`))).to.have.length(7);
    }
  });

  it("have Microsoft's types, severities and default thresholds", async () => {
    const configurations = listed(
      await ask.get(`${alertsRoot}/alertConfigurations?${alertScope}&$expand=alertDefinition`),
    );
    const shown = configurations.map((each) => {
      const { alertDefinition, ...own } = each as Record<string, unknown>;
      const { "@odata.type": type, id: _id, alertDefinitionId: _d, scopeId: _s, scopeType: _t, ...settings } = own;
      const facts = ["severityLevel", "isRemediatable", "isConfigurable"].map((name) => at(alertDefinition, name));
      return [String(type).replace("#microsoft.graph.", ""), ...facts, settings];
    });
    const on = { isEnabled: true };
    expect(shown).to.deep.equal([
      ["invalidLicenseAlertConfiguration", "high", false, false, on],
      ["noMfaOnRoleActivationAlertConfiguration", "medium", true, false, on],
      ["redundantAssignmentAlertConfiguration", "low", true, true, { ...on, duration: "P30D" }],
      ["rolesAssignedOutsidePrivilegedIdentityManagementAlertConfiguration", "high", true, false, on],
      [
        "sequentialActivationRenewalsAlertConfiguration",
        "medium",
        false,
        true,
        { ...on, timeIntervalBetweenActivations: "PT10S", sequentialActivationCounterThreshold: 3 },
      ],
      [
        "tooManyGlobalAdminsAssignedToTenantAlertConfiguration",
        "low",
        true,
        true,
        { ...on, globalAdminCountThreshold: 3, percentageOfGlobalAdminsOutOfRolesThreshold: 10 },
      ],
      ["staleSignInAlertConfiguration", "medium", true, true, { ...on, duration: "P30D" }],
    ]);
  });

  it("show themselves with definition, configuration and incidents", async () => {
    const { alert } = alertWords(ask);
    const body = await alert("TooManyGlobalAdminsAssignedToTenantAlert", "?$expand=*");
    expect(body).to.deep.include({ scopeId: "/", scopeType: "DirectoryRole", incidentCount: 14, isActive: true });
    expect(at(body, "alertDefinition", "displayName")).to.equal("There are too many global administrators");
    expect(at(body, "alertConfiguration", "globalAdminCountThreshold")).to.equal(3);
    const person = await idOf(ask, "adele.vance@contoso.com");
    expect((at(body, "alertIncidents") as readonly unknown[]).find((each) => at(each, "id") === person)).to.deep.equal({
      "@odata.type": "#microsoft.graph.tooManyGlobalAdminsAssignedToTenantAlertIncident",
      id: person,
      assigneeId: person,
      assigneeDisplayName: "Adele Vance",
      assigneeUserPrincipalName: "adele.vance@contoso.com",
    });
    expect(verdict(await ask.get(`${alertsRoot}/alerts/DirectoryRole_other_StaleSignInAlert`))).to.equal(
      "404 ResourceNotFound",
    );
  });

  it("are dismissed until something new turns up", async () => {
    const { id, alert } = alertWords(ask);
    const name = "RolesAssignedOutsidePimAlert";
    const dismissed = await ask.send("PATCH", `${alertsRoot}/alerts/${id(name)}`, { isActive: false });
    expect(dismissed.status).to.equal(204);
    expect(at(await alert(name), "isActive")).to.equal(false);
    const principalId = await idOf(ask, "lee.gu@contoso.com");
    const body = { principalId, roleDefinitionId: roles.exchangeAdministrator, directoryScopeId: "/" };
    await ask.send("POST", "/roleManagement/directory/roleAssignments", body);
    expect(at(await alert(name), "isActive")).to.equal(true);
  });

  it("are switched off and on", async () => {
    const { alert, configure } = alertWords(ask);
    const name = "RolesAssignedOutsidePimAlert";
    const type = "rolesAssignedOutsidePrivilegedIdentityManagementAlert";
    expect((await configure(name, type, { isEnabled: false })).status).to.equal(204);
    expect(await alert(name)).to.deep.include({ isActive: false, incidentCount: 0 });
    await configure(name, type, { isEnabled: "true" });
    expect(at(await alert(name), "isActive")).to.equal(true);
  });

  it("refuse settings they do not have, or beyond their limits", async () => {
    const { id, configure } = alertWords(ask);
    const stale = (body: Record<string, unknown>) => configure("StaleSignInAlert", "staleSignInAlert", body);
    for (const body of [
      { duration: "P366D" },
      { duration: "PT12H" },
      { duration: 30 },
      { days: 3 },
      { isEnabled: "perhaps" },
      { "@odata.type": "#microsoft.graph.redundantAssignmentAlertConfiguration" },
    ])
      expect(verdict(await stale(body)), JSON.stringify(body)).to.equal("400 BadRequest");
    const path = `${alertsRoot}/alertConfigurations/${id("StaleSignInAlert")}`;
    expect(at((await ask.get(path)).body, "duration")).to.equal("P30D");
  });

  it("are refreshed by an operation that can be followed", async () => {
    const { id } = alertWords(ask);
    const all = await ask.send("POST", `${alertsRoot}/alerts/refresh`, { scopeId: "/", scopeType: "DirectoryRole" });
    const one = await ask.send("POST", `${alertsRoot}/alerts/${id("StaleSignInAlert")}/refresh`);
    for (const { status, headers } of [all, one]) {
      expect(status).to.equal(202);
      const operation = await ask.get(headers.get("Location") ?? "");
      expect(at(operation.body, "status")).to.equal("succeeded");
    }
    expect(one.headers.get("Location")).to.contain(`operations/refresh:${id("StaleSignInAlert")}`);
    expect(verdict(await ask.send("POST", `${alertsRoot}/alerts/refresh`, {}))).to.equal("400 MissingProvider");
    expect(verdict(await ask.get(`${alertsRoot}/operations/none`))).to.equal("404 ResourceNotFound");
  });

  it("leave their trace in the audit log", async () => {
    const { id, incidents, configure, remediate } = alertWords(ask);
    const name = "RolesAssignedOutsidePimAlert";
    const type = "rolesAssignedOutsidePrivilegedIdentityManagementAlert";
    const traces = async () => {
      const list = await ask.get("/auditLogs/directoryAudits?$filter=contains(activityDisplayName,'PIM alert')");
      return listed(list).map((event) => at(event, "activityDisplayName"));
    };
    await ask.send("POST", `${alertsRoot}/alerts/${id(name)}/refresh`);
    const [found] = await incidents(name);
    await remediate(name, at(found, "id"));
    await ask.send("PATCH", `${alertsRoot}/alerts/${id(name)}`, { isActive: false });
    await configure(name, type, { isEnabled: false });
    await configure(name, type, { isEnabled: true });
    await configure("StaleSignInAlert", "staleSignInAlert", { duration: "P60D" });
    expect((await traces()).reverse()).to.deep.equal([
      "Triggered PIM alert",
      "Refresh PIM alert",
      "Resolve PIM alert",
      "Deactivate PIM alert",
      "Disable PIM alert",
      "Enable PIM alert",
      "Update PIM alert setting",
    ]);
  });
});
