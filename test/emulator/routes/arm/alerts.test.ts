import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, verdict } from "../../ask";
import { type ArmAsker, armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const version = "2022-08-01-preview";
const provider = "/providers/Microsoft.Authorization";

describe("PIM's alerts at a scope of Azure", () => {
  let ask: Asker;
  let arm: ArmAsker;
  let scope: string;
  beforeEach(async () => {
    ask = asker();
    arm = armWords(ask);
    scope = await subscriptionNamed(arm, "Contoso Webshop");
  });
  afterEach(() => ask.tenant.close());

  const path = (rest: string) => `${scope}${provider}/${rest}`;
  const get = async (rest: string) => arm.get(path(rest), version);
  const send = (method: string, rest: string, body?: unknown) => arm.send(method, path(rest), body, version);
  const alert = async (name: string) => (await get(`roleManagementAlerts/${name}`)).body;
  const incidents = async (name: string) => listed(await get(`roleManagementAlerts/${name}/alertIncidents`));
  const configure = (name: string, properties: Record<string, unknown>) =>
    send("PATCH", `roleManagementAlertConfigurations/${name}`, { properties });
  const assign = async (login: string, role: string, name: string) => {
    const roleDefinitionId = `${scope}${provider}/roleDefinitions/${role}`;
    const properties = { roleDefinitionId, principalId: await idOf(ask, login) };
    const made = await arm.send("PUT", path(`roleAssignments/${name}`), { properties });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
  };

  it("are four, each with definition, configuration and incidents", async () => {
    const all = listed(await get("roleManagementAlerts"));
    expect(all.map((each) => at(each, "name"))).to.deep.equal([
      "DuplicateRoleCreated",
      "TooManyOwnersAssignedToResource",
      "TooManyPermanentOwnersAssignedToResource",
      "AzureRolesAssignedOutsidePimAlert",
    ]);
    const [, owners] = all;
    expect(at(owners, "properties", "scope")).to.equal(scope.slice(1));
    expect(at(owners, "properties", "alertDefinition", "properties", "severityLevel")).to.equal("Medium");
    expect(at(owners, "properties", "alertConfiguration", "properties")).to.deep.equal({
      alertConfigurationType: "TooManyOwnersAssignedToResourceAlertConfiguration",
      alertDefinitionId: "TooManyOwnersAssignedToResource",
      scope: scope.slice(1),
      isEnabled: true,
      thresholdNumberOfOwners: 3,
      thresholdPercentageOfOwnersOutOfAllRoleMembers: 40,
    });
    for (const kind of ["Definitions", "Configurations"])
      expect(listed(await get(`roleManagementAlert${kind}`))).to.have.length(4);
  });

  it("find what is assigned past PIM at the scope itself, by whom, and take it away", async () => {
    const name = "AzureRolesAssignedOutsidePimAlert";
    const before = await incidents(name);
    const guid = "11111111-2222-4333-8444-555555555555";
    await assign("lee.gu@contoso.com", armRoles.reader, guid);
    const found = (await incidents(name)).find((each) => at(each, "name") === guid);
    expect(at(found, "type")).to.equal("Microsoft.Authorization/roleManagementAlerts/alertIncidents");
    expect(at(found, "properties")).to.deep.include({
      alertIncidentType: "AzureRolesAssignedOutsidePimAlertIncident",
      assigneeUserPrincipalName: "lee.gu@contoso.com",
      roleDisplayName: "Reader",
      requestorDisplayName: "pim-deploy",
      assignmentActivatedDate: "2027-03-01T08:00:00Z",
    });
    expect((await send("POST", `roleManagementAlerts/${name}/alertIncidents/${guid}/remediate`)).status).to.equal(204);
    expect(await incidents(name)).to.deep.equal(before);
    expect((await arm.get(path(`roleAssignments/${guid}`))).status).to.equal(404);
  });

  it("count owners only where both thresholds are reached", async () => {
    const name = "TooManyOwnersAssignedToResource";
    const alertConfigurationType = `${name}AlertConfiguration`;
    const set = (least: number, share: number) =>
      configure(name, {
        alertConfigurationType,
        thresholdNumberOfOwners: least,
        thresholdPercentageOfOwnersOutOfAllRoleMembers: share,
      });
    const active = async () => at(await alert(name), "properties", "isActive");
    expect((await set(1, 1)).status).to.equal(204);
    expect(await active()).to.equal(true);
    const owners = (await incidents(name)).length;
    await set(owners + 1, 1);
    expect(await active()).to.equal(false);
    await assign("lee.gu@contoso.com", armRoles.owner, "11111111-2222-4333-8444-666666666666");
    expect(await active()).to.equal(true);
    await set(1, 100);
    expect(await active(), "not everybody is an owner").to.equal(false);
  });

  it("count those who own for ever apart from those who activate", async () => {
    const name = "TooManyPermanentOwnersAssignedToResource";
    await configure(name, {
      alertConfigurationType: `${name}AlertConfiguration`,
      thresholdNumberOfPermanentOwners: 0,
      thresholdPercentageOfPermanentOwnersOutOfAllOwners: 0,
    });
    const before = await incidents(name);
    await assign("lee.gu@contoso.com", armRoles.owner, "11111111-2222-4333-8444-777777777777");
    const person = await idOf(ask, "lee.gu@contoso.com");
    const mine = (await incidents(name)).filter((each) => at(each, "name") === person);
    expect(mine.map((each) => at(each, "properties"))).to.deep.equal([
      {
        alertIncidentType: "TooManyPermanentOwnersAssignedToResourceAlertIncident",
        assigneeName: "Lee Gu",
        assigneeType: "User",
      },
    ]);
    await send("POST", `roleManagementAlerts/${name}/alertIncidents/${person}/remediate`);
    expect(await incidents(name)).to.deep.equal(before);
  });

  it("find custom roles that allow what another role allows, and delete those that nobody holds", async () => {
    const name = "DuplicateRoleCreated";
    expect(await incidents(name)).to.deep.equal([]);
    const permissions = [{ actions: ["Microsoft.Web/sites/restart/action"], notActions: [] }];
    const guids = ["11111111-2222-4333-8444-88888888888a", "11111111-2222-4333-8444-88888888888b"];
    for (const guid of guids)
      await arm.send("PUT", path(`roleDefinitions/${guid}`), {
        properties: { roleName: `Restarter ${guid.at(-1)}`, permissions, assignableScopes: [scope] },
      });
    const found = await incidents(name);
    expect(found.map((each) => [at(each, "name"), at(each, "properties", "duplicateRoles")])).to.deep.equal([
      [guids[0], "Restarter b"],
      [guids[1], "Restarter a"],
    ]);
    await send("POST", `roleManagementAlerts/${name}/alertIncidents/${guids[0]}/remediate`);
    expect(await incidents(name)).to.deep.equal([]);
  });

  it("are dismissed, switched off, and refreshed by an operation", async () => {
    const name = "AzureRolesAssignedOutsidePimAlert";
    await assign("lee.gu@contoso.com", armRoles.reader, "11111111-2222-4333-8444-999999999999");
    expect(at(await alert(name), "properties", "isActive")).to.equal(true);
    const dismissed = await send("PATCH", `roleManagementAlerts/${name}`, { properties: { isActive: false } });
    expect(dismissed.status).to.equal(204);
    expect(at(await alert(name), "properties", "isActive")).to.equal(false);
    await configure(name, {
      alertConfigurationType: "AzureRolesAssignedOutsidePimAlertConfiguration",
      isEnabled: false,
    });
    expect(at(await alert(name), "properties", "incidentCount")).to.equal(0);
    const refresh = await send("POST", `roleManagementAlerts/${name}/refresh`);
    expect(refresh.status).to.equal(202);
    expect(at(refresh.body, "status")).to.equal("Running");
    const operation = await ask.get(refresh.headers.get("Location") ?? "");
    expect(at(operation.body, "status")).to.equal("Succeeded");
    expect(at(operation.body, "resourceLocation")).to.match(/roleManagementAlerts\/AzureRoles\w+\?api-version=/);
    expect((await send("POST", "roleManagementAlerts/refresh")).status).to.equal(202);
  });

  it("refuse what they do not know", async () => {
    const name = "TooManyOwnersAssignedToResource";
    const alertConfigurationType = `${name}AlertConfiguration`;
    for (const properties of [
      { thresholdNumberOfOwners: 3 },
      { alertConfigurationType, thresholdNumberOfOwners: -1 },
      { alertConfigurationType, thresholdPercentageOfOwnersOutOfAllRoleMembers: 101 },
      { alertConfigurationType, colour: "red" },
    ])
      expect(verdict(await configure(name, properties)), JSON.stringify(properties)).to.equal("400 BadRequest");
    expect(verdict(await get("roleManagementAlerts/none"))).to.equal("404 RoleManagementAlertNotFound");
    expect(verdict(await get(`roleManagementAlerts/${name}/alertIncidents/none`))).to.equal(
      "404 AlertIncidentNotFound",
    );
    expect(verdict(await get("roleManagementAlertOperations/none"))).to.equal(
      "404 RoleManagementAlertOperationNotFound",
    );
  });
});
