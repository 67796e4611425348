import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, roles, verdict } from "../ask";

describe("directory roles in the older form", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());
  const byTemplate = (template: string) => ask.get(`/directoryRoles(roleTemplateId='${template}')`);
  /** Nobody in Contoso holds it. */
  const printers = "644ef478-e28f-4e28-b9dc-3fdde9aa0b1f";

  it("are those that somebody holds, or that were activated from their template", async () => {
    const held = listed(await ask.get("/directoryRoles")).map((role) => at(role, "roleTemplateId"));
    expect(held).to.include(roles.globalAdministrator).and.not.include(printers);
    expect(verdict(await byTemplate(printers))).to.equal("404 Request_ResourceNotFound");
    const made = await ask.send("POST", "/directoryRoles", { roleTemplateId: printers });
    expect(made.status).to.equal(201);
    expect((await byTemplate(printers)).body).to.include({
      id: at(made.body, "id"),
      displayName: "Printer Administrator",
    });
    expect(verdict(await ask.send("POST", "/directoryRoles", { roleTemplateId: printers }))).to.equal(
      "400 Request_BadRequest",
    );
    expect(listed(await ask.get("/directoryRoleTemplates"))).to.have.length.above(100);
  });

  it("have as members who is active now, however that came about", async () => {
    const lena = await idOf(ask, "lena.fischer@contoso.com");
    const id = String(at((await byTemplate(roles.exchangeAdministrator)).body, "id"));
    const members = async () =>
      listed(await ask.get(`/directoryRoles/${id}/members`)).map((member) => at(member, "id"));
    expect(await members()).to.have.length(3);
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${lena}` };
    expect(verdict(await ask.send("POST", `/directoryRoles/${id}/members/$ref`, reference))).to.equal("204");
    expect(verdict(await ask.send("POST", `/directoryRoles/${id}/members/$ref`, reference))).to.equal(
      "400 Request_BadRequest",
    );
    expect(await members()).to.include(lena);
    const schedules = await ask.get(
      `/roleManagement/directory/roleAssignmentSchedules?$filter=principalId eq '${lena}'`,
    );
    expect(listed(schedules)[0]).to.include({ createdUsing: null });
    expect(verdict(await ask.send("DELETE", `/directoryRoles/${id}/members/${lena}/$ref`))).to.equal("204");
    expect(verdict(await ask.send("DELETE", `/directoryRoles/${id}/members/${lena}/$ref`))).to.equal(
      "404 Request_ResourceNotFound",
    );
  });

  it("are found through groups by transitiveRoleAssignments, of one principal at a time", async () => {
    const path = "/beta/roleManagement/directory/transitiveRoleAssignments";
    const oscar = await idOf(ask, "oscar.berg@contoso.com");
    const eventual = { ConsistencyLevel: "eventual" };
    const held = listed(await ask.get(`${path}?$count=true&$filter=principalId eq '${oscar}'`, eventual));
    const group = await idOf(ask, "Tier 1 Helpdesk");
    expect(held.map((each) => at(each, "principalId"))).to.have.members([oscar, group]);
    expect(verdict(await ask.get(`${path}?$filter=principalId eq '${oscar}'`, eventual))).to.equal(
      "400 Request_UnsupportedQuery",
    );
    expect(verdict(await ask.get(`${path}?$count=true`, eventual))).to.equal("400 Request_UnsupportedQuery");
  });

  it("are made of actions, some of them privileged", async () => {
    const path = "/beta/roleManagement/directory/resourceNamespaces/microsoft.directory";
    expect((await ask.get(path)).body).to.include({ id: "microsoft.directory" });
    const privileged = listed(await ask.get(`${path}/resourceActions?$filter=isPrivileged eq true`));
    expect(privileged.map((action) => at(action, "name"))).to.include("microsoft.directory/users/password/update");
    expect(verdict(await ask.get(`${path}.more`))).to.equal("404 Request_ResourceNotFound");
    expect(verdict(await ask.get(path.replace("/beta", "")))).to.equal("501 NotImplemented");
  });
});
