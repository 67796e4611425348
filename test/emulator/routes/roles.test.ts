import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

const definitions = "/roleManagement/directory/roleDefinitions";
const assignments = "/roleManagement/directory/roleAssignments";

describe("roles and plain role assignments", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("lists Microsoft's roles by name, id and kind", async () => {
    const [role] = listed(await ask.get(`${definitions}?$filter=displayName eq 'Global Administrator'`));
    expect(role).to.include({ id: roles.globalAdministrator, templateId: roles.globalAdministrator, isBuiltIn: true });
    expect(at(role, "isPrivileged")).to.equal(undefined);
    const privileged = listed(await ask.get(`/beta${definitions}?$filter=isPrivileged eq true`));
    expect(privileged.map((each) => at(each, "displayName"))).to.include("Global Administrator");
    expect(listed(await ask.get(`${definitions}?$filter=isBuiltIn eq false`))).to.have.length(1);
  });

  it("makes, changes and deletes custom roles with settings of their own; built-in ones stay", async () => {
    const body = {
      displayName: "Printer Friend",
      rolePermissions: [{ allowedResourceActions: ["microsoft.directory/x/read"] }],
    };
    const created = await ask.send("POST", definitions, body);
    const id = String(at(created.body, "id"));
    expect(created.body).to.include({ isBuiltIn: false, isEnabled: true, templateId: id });
    const settings = `/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${id}'`;
    expect(listed(await ask.get(settings))).to.have.length(1);
    expect(verdict(await ask.send("PATCH", `${definitions}/${id}`, { description: "prints" }))).to.equal("204");
    expect(at((await ask.get(`${definitions}/${id}`)).body, "description")).to.equal("prints");
    await ask.send("POST", schedulePath.eligibility, requestBody(await idOf(ask, "zoe.martin@contoso.com"), id));
    expect(verdict(await ask.send("DELETE", `${definitions}/${id}`))).to.equal("400 Request_BadRequest");
    ask.tenant.clock.advance("P31D");
    expect(verdict(await ask.send("DELETE", `${definitions}/${id}`))).to.equal("204");
    for (const method of ["PATCH", "DELETE"])
      expect(verdict(await ask.send(method, `${definitions}/${roles.globalAdministrator}`, {}))).to.equal(
        "400 Request_BadRequest",
      );
    expect(verdict(await ask.send("POST", definitions, { displayName: "x" }))).to.equal("400 Request_BadRequest");
  });

  it("shows a plain assignment as a schedule that PIM did not make", async () => {
    const principalId = await idOf(ask, "zoe.martin@contoso.com");
    const body = {
      "@odata.type": "#microsoft.graph.unifiedRoleAssignment",
      principalId,
      roleDefinitionId: roles.userAdministrator,
      directoryScopeId: "/",
    };
    const created = await ask.send("POST", assignments, body);
    const id = at(created.body, "id");
    expect(verdict(created)).to.equal("201");
    expect(verdict(await ask.send("POST", assignments, body))).to.equal("400 Request_BadRequest");
    const path = `/roleManagement/directory/roleAssignmentSchedules/${id}`;
    const schedule = (await ask.get(path)).body;
    expect(schedule).to.include({
      createdUsing: null,
      createdDateTime: null,
      status: "Provisioned",
      assignmentType: "Assigned",
    });
    expect(at(schedule, "scheduleInfo", "expiration", "type")).to.equal("noExpiration");
    ask.tenant.clock.advance("PT1H");
    expect(at((await ask.get(path)).body, "scheduleInfo", "startDateTime")).to.equal("2027-03-01T09:00:00Z");
    const instance = (await ask.get(`/roleManagement/directory/roleAssignmentScheduleInstances/${id}`)).body;
    expect(instance).to.include({ roleAssignmentOriginId: id, startDateTime: null, endDateTime: null });
    expect(verdict(await ask.send("DELETE", `${assignments}/${id}`))).to.equal("204");
    expect(verdict(await ask.get(`${assignments}/${id}`))).to.equal("404 Request_ResourceNotFound");
    expect(verdict(await ask.get(path))).to.equal("404 ResourceNotFound");
  });

  it("lists plain assignments however they came about, and only while they last", async () => {
    const principalId = await idOf(ask, "zoe.martin@contoso.com");
    await ask.send("POST", schedulePath.assignment, requestBody(principalId, roles.userAdministrator));
    const path = `${assignments}?$filter=principalId eq '${principalId}'&$expand=principal`;
    expect(at((await ask.get(path)).body, "value", 0, "principal", "displayName")).to.equal("Zoe Martin");
    ask.tenant.clock.advance("P30D");
    expect(listed(await ask.get(path))).to.have.length(0);
  });

  it("gives callers what is theirs", async () => {
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    await ask.send("POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator));
    for (const name of [
      "roleEligibilitySchedules",
      "roleEligibilityScheduleInstances",
      "roleEligibilityScheduleRequests",
    ]) {
      const answer = await ask.get(
        `/roleManagement/directory/${name}/filterByCurrentUser(on='principal')`,
        signedIn(zoe),
      );
      expect(listed(answer), name).to.have.length(1);
      expect(String(at(answer.body, "@odata.context"))).to.match(
        /\$metadata#Collection\(unifiedRoleEligibilitySchedule/,
      );
      expect(String(at(answer.body, "value", 0, "@odata.type"))).to.match(
        /^#microsoft\.graph\.unifiedRoleEligibilitySchedule/,
      );
    }
    const made = await ask.get(`${schedulePath.eligibility}/filterByCurrentUser(on='createdBy')`);
    expect(listed(made)).to.have.length(1);
    expect(verdict(await ask.get(`${schedulePath.eligibility}/filterByCurrentUser(on='owner')`))).to.equal(
      "400 BadRequest",
    );
  });

  it("gives members what their group holds, as theirs", async () => {
    const lee = await idOf(ask, "lee.gu@contoso.com");
    const path = "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
    const [instance] = listed(await ask.get(path, signedIn(lee)));
    expect(instance).to.include({ principalId: lee, memberType: "Group" });
  });

  it("spells out what a request led to", async () => {
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    await ask.send("POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator));
    const path = `${schedulePath.eligibility}?$filter=principalId eq '${zoe}'&$expand=principal,roleDefinition,targetSchedule,directoryScope`;
    const [request] = listed(await ask.get(path));
    expect(at(request, "targetSchedule", "id")).to.equal(at(request, "id"));
    expect(at(request, "roleDefinition")).to.include({
      displayName: "User Administrator",
      description: "",
      version: null,
    });
    expect(at(request, "directoryScope")).to.equal(null);
  });
});
