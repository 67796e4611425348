import { expect } from "chai";
import { asker, at, idOf, listed, verdict } from "../../ask";
import { armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const groups = "/providers/Microsoft.Management/managementGroups";
const version = "2020-05-01";
const names = (rows: readonly unknown[]) => rows.map((row) => at(row, "name"));

describe("management groups", () => {
  const ask = asker();
  const arm = armWords(ask);
  const put = (name: string, properties: unknown) => arm.send("PUT", `${groups}/${name}`, { properties }, version);
  after(() => ask.tenant.close());

  it("are three of Contoso's under the tenant's root group", async () => {
    const all = names(listed(await arm.get(groups, version)));
    expect(all).to.have.members([ask.tenant.tenantId, "contoso-platform", "contoso-workloads", "contoso-sandbox"]);
  });

  it("tell their children, and theirs where asked", async () => {
    const root = `${groups}/${ask.tenant.tenantId}?$expand=children`;
    const { body: flat } = await arm.get(root, version);
    expect(at(flat, "properties", "children")).to.have.length(3);
    expect(at(flat, "properties", "children", 0, "children")).to.equal(undefined);
    const { body: deep } = await arm.get(`${root}&$recurse=true`, version);
    expect(at(deep, "properties", "children", 0, "children")).to.have.length(2);
  });

  it("are made below the root or another, renamed, moved and deleted", async () => {
    expect((await put("team", {})).status).to.equal(200);
    const parent = async () =>
      at((await arm.get(`${groups}/team`, version)).body, "properties", "details", "parent", "name");
    expect(await parent()).to.equal(ask.tenant.tenantId);
    const moved = { displayName: "Team", parentGroupId: `${groups}/contoso-sandbox` };
    expect((await arm.send("PATCH", `${groups}/team`, moved, version)).status).to.equal(200);
    expect(await parent()).to.equal("contoso-sandbox");
    expect((await arm.send("DELETE", `${groups}/team`, undefined, version)).status).to.equal(204);
    expect(verdict(await arm.get(`${groups}/team`, version))).to.equal("404 NotFound");
  });

  it("cannot lie in themselves, be deleted with children, or be the root that is deleted", async () => {
    const parent = { details: { parent: { id: `${groups}/contoso-platform` } } };
    expect(verdict(await put("contoso-platform", parent))).to.equal("400 BadRequest");
    for (const name of ["contoso-platform", ask.tenant.tenantId])
      expect(verdict(await arm.send("DELETE", `${groups}/${name}`, undefined, version))).to.equal("400 BadRequest");
  });

  it("take subscriptions in, which leave for the root", async () => {
    const test = (await subscriptionNamed(arm, "Contoso Test")).split("/").at(-1);
    const members = async (name: string) => names(listed(await arm.get(`${groups}/${name}/subscriptions`, version)));
    await arm.send("PUT", `${groups}/contoso-sandbox/subscriptions/${test}`, undefined, version);
    expect(await members("contoso-sandbox")).to.include(test);
    expect(await members("contoso-workloads")).not.to.include(test);
    await arm.send("DELETE", `${groups}/contoso-sandbox/subscriptions/${test}`, undefined, version);
    expect(await members(ask.tenant.tenantId)).to.deep.equal([test]);
  });

  it("list what is below, subscriptions included, and everything at once", async () => {
    const below = listed(await arm.get(`${groups}/${ask.tenant.tenantId}/descendants`, version));
    expect(below).to.have.length(9);
    const { body } = await arm.send("POST", "/providers/Microsoft.Management/getEntities", undefined, version);
    expect(at(body, "count")).to.equal(10);
  });
});

describe("resource groups and resources", () => {
  const ask = asker();
  const arm = armWords(ask);
  const send = (method: string, path: string, body?: unknown) => arm.send(method, path, body, "2021-04-01");
  const get = (path: string) => arm.get(path, "2021-04-01");
  let webshop = "";
  before(async () => {
    webshop = await subscriptionNamed(arm, "Contoso Webshop");
  });
  after(() => ask.tenant.close());

  it("are listed", async () => {
    expect(names(listed(await get(`${webshop}/resourceGroups`)))).to.deep.equal(["rg-web", "rg-data"]);
    expect(names(listed(await get(`${webshop}/resources`)))).to.deep.equal(["app-webshop", "stcontosowebshop"]);
    expect(names(listed(await get(`${webshop}/resourceGroups/rg-data/resources`)))).to.deep.equal(["stcontosowebshop"]);
  });

  it("are made, keep the case of their maker, and go with all that hangs on them", async () => {
    const group = `${webshop}/resourceGroups/New`;
    expect((await send("PUT", group, { location: "westeurope" })).status).to.equal(201);
    expect((await send("PUT", group.toLowerCase(), { location: "westeurope", tags: { a: "b" } })).status).to.equal(200);
    const { body } = await get(group.toUpperCase().replace("SUBSCRIPTIONS", "subscriptions"));
    expect(at(body, "id")).to.equal(group);
    expect(at(body, "tags")).to.deep.equal({ a: "b" });
    const server = `${group}/providers/Microsoft.Sql/servers/s`;
    expect(verdict(await send("PUT", `${server}/databases/d`, {}))).to.equal("404 ParentResourceNotFound");
    expect((await send("PUT", server, { location: "westeurope", properties: { version: "12" } })).status).to.equal(201);
    expect((await send("PUT", `${server}/databases/d`, {})).status).to.equal(201);
    expect(at((await get(`${server}/databases/d`)).body, "type")).to.equal("Microsoft.Sql/servers/databases");
    const principalId = await idOf(ask, "hana.sato@contoso.com");
    const roleDefinitionId = `${webshop}/providers/Microsoft.Authorization/roleDefinitions/${armRoles.reader}`;
    const name = "99999999-1234-1234-1234-123456789abc";
    const assigned = await arm.send("PUT", `${server}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      properties: { principalId, roleDefinitionId },
    });
    expect(assigned.status).to.equal(201);
    expect((await send("DELETE", group)).status).to.equal(200);
    expect(verdict(await get(server))).to.equal("404 ResourceGroupNotFound");
    const left = listed(await arm.get(`${webshop}/providers/Microsoft.Authorization/roleAssignments`));
    expect(names(left)).not.to.include(name);
  });

  it("are refused without a location, under a bad name, in a subscription that is not there", async () => {
    expect(verdict(await send("PUT", `${webshop}/resourceGroups/x`, {}))).to.equal("400 LocationRequired");
    const location = { location: "westeurope" };
    expect(verdict(await send("PUT", `${webshop}/resourceGroups/x%20y`, location))).to.equal(
      "400 InvalidResourceGroup",
    );
    const nowhere = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/x";
    expect(verdict(await send("PUT", nowhere, location))).to.equal("404 SubscriptionNotFound");
  });

  it("are not made of what belongs to the authorization provider", async () => {
    const path = `${webshop}/providers/Microsoft.Authorization/somethingElse/x`;
    expect(verdict(await send("PUT", path, {}))).to.equal("501 NotImplemented");
    expect(verdict(await get(path))).to.equal("501 NotImplemented");
  });

  it("are kept by a lock on them or above", async () => {
    const lock = `${webshop}/resourceGroups/rg-web/providers/Microsoft.Authorization/locks/keep`;
    const site = `${webshop}/resourceGroups/rg-web/providers/Microsoft.Web/sites/app-webshop`;
    const level = (value: string) => arm.send("PUT", lock, { properties: { level: value } }, "2016-09-01");
    expect((await level("CanNotDelete")).status).to.equal(201);
    expect(verdict(await send("DELETE", site))).to.equal("409 ScopeLocked");
    expect((await send("PUT", site, {})).status).to.equal(200);
    expect((await level("ReadOnly")).status).to.equal(200);
    expect(verdict(await send("PUT", site, {}))).to.equal("409 ScopeLocked");
    expect(listed(await arm.get(`${site}/providers/Microsoft.Authorization/locks`, "2016-09-01"))).to.have.length(1);
    expect(verdict(await level("Sometimes"))).to.equal("400 InvalidRequestContent");
    expect((await arm.send("DELETE", lock, undefined, "2016-09-01")).status).to.equal(200);
    expect((await arm.send("DELETE", lock, undefined, "2016-09-01")).status).to.equal(204);
    expect(verdict(await arm.get(lock, "2016-09-01"))).to.equal("404 LockNotFound");
    expect((await send("DELETE", site)).status).to.equal(200);
  });
});

describe("resource providers", () => {
  const ask = asker();
  const arm = armWords(ask);
  after(() => ask.tenant.close());

  it("tell the types and API versions that are answered", async () => {
    const sandbox = await subscriptionNamed(arm, "Contoso Sandbox");
    const { body } = await arm.get(`${sandbox}/providers/microsoft.authorization`, "2021-04-01");
    const types = at(body, "resourceTypes") as unknown[];
    const roles = types.find((type) => at(type, "resourceType") === "roleDefinitions");
    expect(at(roles, "apiVersions", 0)).to.equal("2022-05-01-preview");
    expect(at(body, "registrationState")).to.equal("Registered");
  });

  it("are not known under any name", async () => {
    expect(verdict(await arm.get("/providers/Microsoft.Nothing", "2021-04-01"))).to.equal(
      "404 InvalidResourceNamespace",
    );
  });
});
