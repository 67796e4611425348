import { expect } from "chai";
import { asker, at, idOf, listed, verdict } from "../../ask";
import { armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const path = "/providers/Microsoft.Authorization/roleDefinitions";
const name = "12345678-1234-1234-1234-123456789abc";

describe("Azure role definitions", () => {
  const ask = asker();
  const arm = armWords(ask);
  let webshop = "";
  let payments = "";
  let user = "";
  before(async () => {
    webshop = await subscriptionNamed(arm, "Contoso Webshop");
    payments = await subscriptionNamed(arm, "Contoso Payments");
    user = await idOf(ask, "hana.sato@contoso.com");
  });
  after(() => ask.tenant.close());

  const body = (changes: Record<string, unknown> = {}) => ({
    properties: {
      roleName: "Reader of sites",
      description: "reads sites",
      assignableScopes: [webshop],
      permissions: [{ actions: ["Microsoft.Web/sites/read"], notActions: [] }],
      ...changes,
    },
  });
  const put = (changes?: Record<string, unknown>, id = name) =>
    arm.send("PUT", `${webshop}${path}/${id}`, body(changes));

  it("is told with the subscription in front at a resource group, alone at the tenant", async () => {
    const below = await arm.get(`${webshop}/resourceGroups/rg-web${path}/${armRoles.owner}`);
    expect(at(below.body, "id")).to.equal(`${webshop}${path}/${armRoles.owner}`);
    expect(at((await arm.get(`${path}/${armRoles.owner}`)).body, "id")).to.equal(`${path}/${armRoles.owner}`);
  });

  it("writes nulls, unlike PIM", async () => {
    const { body: owner } = await arm.get(`${path}/${armRoles.owner}`);
    expect(at(owner, "properties", "createdBy")).to.equal(null);
    expect(at(owner, "properties", "permissions", 0, "actions")).to.deep.equal(["*"]);
  });

  it("is found by name and by type", async () => {
    expect(listed(await arm.get(`${webshop}${path}?$filter=roleName eq 'reader'`))).to.have.length(1);
    expect(listed(await arm.get(`${path}?$filter=type eq 'CustomRole'`))).to.have.length(1);
  });

  it("refuses a filter it does not know", async () => {
    expect(verdict(await arm.get(`${path}?$filter=description eq 'x'`))).to.equal("400 UnsupportedQuery");
  });

  it("does not exist under an unknown name", async () => {
    expect(verdict(await arm.get(`${path}/${name}`))).to.equal("404 RoleDefinitionDoesNotExist");
  });

  it("is made, shown where it may be assigned, changed and deleted", async () => {
    const made = await put();
    expect(made.status).to.equal(201);
    expect(at(made.body, "properties", "type")).to.equal("CustomRole");
    const shown = async (scope: string) =>
      listed(await arm.get(`${scope}${path}?$filter=roleName eq 'Reader of sites'`)).length;
    expect(await shown(`${webshop}/resourceGroups/rg-web`)).to.equal(1);
    expect(await shown(payments)).to.equal(0);
    expect(at((await put({ description: "more" })).body, "properties", "description")).to.equal("more");
    expect((await arm.send("DELETE", `${webshop}${path}/${name}`)).status).to.equal(200);
    expect((await arm.send("DELETE", `${webshop}${path}/${name}`)).status).to.equal(204);
  });

  for (const [what, changes] of [
    ["without a name", { roleName: undefined }],
    ["without scopes", { assignableScopes: [] }],
    ["without permissions", { permissions: undefined }],
    ["with actions that are no texts", { permissions: [{ actions: [1] }] }],
  ] as const)
    it(`is refused ${what}`, async () => {
      expect(verdict(await put(changes))).to.equal("400 BadRequestFormat");
    });

  it("is refused for the whole tenant, for two management groups, for a scope that is not there", async () => {
    const group = "/providers/Microsoft.Management/managementGroups/contoso-";
    for (const assignableScopes of [["/"], [`${group}platform`, `${group}sandbox`], [`${webshop}/resourceGroups/none`]])
      expect(verdict(await put({ assignableScopes }))).to.equal("400 InvalidAssignableScope");
  });

  it("is refused under another role's name, or a name that is no GUID", async () => {
    expect(verdict(await put({ roleName: "OWNER" }))).to.equal("409 RoleDefinitionWithSameNameExists");
    expect(verdict(await put({}, "no-guid"))).to.equal("400 InvalidRoleDefinitionId");
  });

  it("cannot be changed or deleted where it is built in", async () => {
    expect(verdict(await put({}, armRoles.owner))).to.equal("403 RoleDefinitionIsBuiltIn");
    expect(verdict(await arm.send("DELETE", `${path}/${armRoles.owner}`))).to.equal("403 RoleDefinitionIsBuiltIn");
  });

  it("stays while somebody holds it, and so do the scopes it is held at", async () => {
    await put({ assignableScopes: [webshop, payments] });
    const assignment = `${payments}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const properties = { roleDefinitionId: `${payments}${path}/${name}`, principalId: user };
    expect((await arm.send("PUT", assignment, { properties })).status).to.equal(201);
    expect(verdict(await arm.send("DELETE", `${webshop}${path}/${name}`))).to.equal("400 RoleDefinitionHasAssignments");
    expect(verdict(await put())).to.equal("400 RoleScopeBeingRemovedContainsAssignments");
    await arm.send("DELETE", assignment);
    expect((await put()).status).to.equal(201);
  });
});
