import { expect } from "chai";
import { asker, at, idOf, listed, verdict } from "../../ask";
import { armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const provider = "/providers/Microsoft.Authorization";

describe("permissions in Azure", () => {
  const ask = asker();
  const arm = armWords(ask);
  after(() => ask.tenant.close());

  it("are those of every role held here, above, and through groups", async () => {
    const web = `${await subscriptionNamed(arm, "Contoso Webshop")}/resourceGroups/rg-web`;
    const of = async (who: string, version?: string) =>
      listed(await armWords(ask, who).get(`${web}${provider}/permissions`, version));
    expect(await of("gustav.holm@contoso.com")).to.deep.equal([
      { actions: ["*"], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    const viaGroup = await of("kofi.mensah@contoso.com", "2015-07-01");
    expect(viaGroup).to.deep.equal([{ actions: ["*/read"], notActions: [] }]);
    expect(await of("zoe.martin@contoso.com")).to.deep.equal([]);
  });

  it("know no classic administrators any more", async () => {
    const sandbox = await subscriptionNamed(arm, "Contoso Sandbox");
    expect(verdict(await arm.get(`${sandbox}${provider}/classicAdministrators`, "2015-07-01"))).to.equal(
      "404 InvalidResourceType",
    );
  });

  it("are listed as operations of their provider", async () => {
    const { body } = await arm.get(`${provider}/providerOperations/microsoft.authorization`);
    const types = at(body, "resourceTypes") as unknown[];
    const locks = types.find((type) => at(type, "name") === "locks");
    expect((at(locks, "operations") as unknown[]).map((each) => at(each, "name"))).to.have.members(
      ["read", "write", "delete"].map((verb) => `Microsoft.Authorization/locks/${verb}`),
    );
    expect(listed(await arm.get(`${provider}/providerOperations`))).not.to.be.empty;
    expect(verdict(await arm.get(`${provider}/providerOperations/None.Such`))).to.equal("404 InvalidResourceNamespace");
  });
});

describe("elevated access", () => {
  const ask = asker();
  after(() => ask.tenant.close());
  const elevate = (who: string) =>
    armWords(ask, who).send("POST", `${provider}/elevateAccess`, undefined, "2016-07-01");

  it("makes a global administrator access administrator of the tenant, once, and the directory's log tells it", async () => {
    const who = "alex.wilber@contoso.com";
    const answers = [await elevate(who), await elevate(who)];
    expect(answers.map(({ status, body }) => [status, body])).to.deep.equal([
      [200, undefined],
      [200, undefined],
    ]);
    const arm = armWords(ask, who);
    const id = await idOf(ask, who);
    const held = listed(await arm.get(`${provider}/roleAssignments?$filter=principalId eq '${id}'`));
    expect(held).to.have.length(1);
    expect(at(held[0], "properties", "scope")).to.equal("/");
    expect(String(at(held[0], "properties", "roleDefinitionId"))).to.equal(
      `${provider}/roleDefinitions/${armRoles.userAccessAdministrator}`,
    );
    const log = listed(await ask.get("/auditLogs/directoryAudits"));
    const told = log.filter((event) => String(at(event, "activityDisplayName")).startsWith("User has elevated"));
    expect(told).to.have.length(1);
    expect(at(told[0], "loggedByService")).to.equal("Azure RBAC (Elevated Access)");
    expect((await arm.send("DELETE", `${provider}/roleAssignments/${at(held[0], "name")}`)).status).to.equal(200);
  });

  it("is refused to anybody else", async () => {
    expect(verdict(await elevate("gustav.holm@contoso.com"))).to.equal("403 AuthorizationFailed");
    expect(verdict(await elevate(ask.tenant.deployerId))).to.equal("403 AuthorizationFailed");
  });
});

describe("deny assignments", () => {
  const ask = asker();
  const arm = armWords(ask);
  let identity = "";
  before(async () => {
    identity = await subscriptionNamed(arm, "Contoso Identity");
  });
  after(() => ask.tenant.close());

  it("show at, above and below; atScope() leaves out what is below", async () => {
    const at0 = async (scope: string, filter = "") =>
      listed(await arm.get(`${scope}${provider}/denyAssignments${filter}`));
    expect(await at0(identity)).to.have.length(1);
    expect(await at0(identity, "?$filter=atScope()")).to.have.length(0);
    const vault = `${identity}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-contoso-root`;
    const [denial] = await at0(vault, "?$filter=atScope()");
    expect(at(denial, "properties", "principals", 0, "type")).to.equal("SystemDefined");
    expect((await arm.get(String(at(denial, "id")))).body).to.deep.equal(denial);
    const excluded = await idOf(ask, "adele.vance@contoso.com");
    expect(await at0(identity, `?$filter=principalId eq '${excluded}'`)).to.have.length(0);
    expect(await at0(identity, `?$filter=gdprExportPrincipalId eq '${excluded}'`)).to.have.length(1);
    expect(await at0(identity, "?$filter=denyAssignmentName eq 'Keys of the root vault stay'")).to.have.length(1);
  });

  it("are made by nobody", async () => {
    const path = `${identity}${provider}/denyAssignments/12345678-1234-1234-1234-123456789abc`;
    expect((await arm.send("PUT", path, {})).status).to.equal(405);
    expect(verdict(await arm.get(path))).to.equal("404 DenyAssignmentNotFound");
  });
});

describe("eligible child resources", () => {
  const ask = asker();
  const arm = armWords(ask);
  after(() => ask.tenant.close());

  it("are what a scope holds directly, by kind", async () => {
    const group = "/providers/Microsoft.Management/managementGroups/contoso-workloads";
    const children = async (scope: string, query = "") =>
      listed(await arm.get(`${scope}${provider}/eligibleChildResources${query}`, "2020-10-01"));
    const subscriptions = await children(group, "?$filter=resourceType eq 'Subscription'");
    expect(subscriptions.map((row) => [at(row, "name"), at(row, "type")])).to.deep.include([
      "Contoso Payments",
      "subscription",
    ]);
    expect(await children(group, "?$filter=resourceType+eq+'resourcegroup'")).to.have.length(0);
    expect(await children(group, "?$getAllChildren=true")).to.have.length(7);
    const kinds = "?$getAllChildren=true&$filter=resourceType eq 'subscription' or resourceType eq 'resourcegroup'";
    expect(await children(group, kinds)).to.have.length(7);
  });
});
