import { expect } from "chai";
import { type Answer, asker, at, idOf, listed, message, verdict } from "../../ask";
import { armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const path = "/providers/Microsoft.Authorization/roleAssignments";
const definitions = "/providers/Microsoft.Authorization/roleDefinitions";
const name = "12345678-1234-1234-1234-123456789abc";
const guid = (number: number) => `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`;
const scopes = (answer: Answer) => listed(answer).map((row) => at(row, "properties", "scope"));
const names = (answer: Answer) => listed(answer).map((row) => at(row, "name"));

describe("Azure role assignments", () => {
  const ask = asker();
  const arm = armWords(ask);
  const id = { webshop: "", payments: "", hana: "", wei: "", app: "" };
  before(async () => {
    id.webshop = await subscriptionNamed(arm, "Contoso Webshop");
    id.payments = await subscriptionNamed(arm, "Contoso Payments");
    id.hana = await idOf(ask, "hana.sato@contoso.com");
    id.wei = await idOf(ask, "wei.zhang@contoso.com");
    id.app = String(at((await ask.get("/applications?$top=1")).body, "value", 0, "id"));
  });
  after(() => ask.tenant.close());

  const body = (changes: Record<string, unknown> = {}) => ({
    properties: { roleDefinitionId: `${definitions}/${armRoles.reader}`, principalId: id.hana, ...changes },
  });
  const put = (changes?: Record<string, unknown>, as = name, scope = id.payments) =>
    arm.send("PUT", `${scope}${path}/${as}`, body(changes));
  const remove = (as = name, scope = id.payments) => arm.send("DELETE", `${scope}${path}/${as}`);

  it("is made, read, changed in its description, and deleted once", async () => {
    const made = await put();
    expect(made.status).to.equal(201);
    const properties = at(made.body, "properties");
    expect(properties).to.include({
      roleDefinitionId: `${id.payments}${definitions}/${armRoles.reader}`,
      principalId: id.hana,
      principalType: "User",
      scope: id.payments,
      createdBy: ask.tenant.deployerId,
      description: null,
    });
    expect((await arm.get(`${id.payments}${path}/${name}`)).body).to.deep.equal(made.body);
    const changed = await put({ description: "for the audit" });
    expect(changed.status).to.equal(200);
    expect(at(changed.body, "properties", "description")).to.equal("for the audit");
    expect((await remove()).status).to.equal(200);
    expect((await remove()).status).to.equal(204);
    expect(verdict(await arm.get(`${id.payments}${path}/${name}`))).to.equal("404 RoleAssignmentNotFound");
  });

  it("exists once for a principal, role and scope, and the answer tells its name", async () => {
    await put();
    const again = await put({}, guid(1));
    expect(verdict(again)).to.equal("409 RoleAssignmentExists");
    expect(message(again)).to.contain(name.replaceAll("-", ""));
    await remove();
  });

  it("keeps its principal, role and scope", async () => {
    await put();
    expect(verdict(await put({ principalId: id.wei }))).to.equal("400 RoleAssignmentUpdateNotPermitted");
    const other = { roleDefinitionId: `${definitions}/${armRoles.contributor}` };
    expect(verdict(await put(other))).to.equal("400 RoleAssignmentUpdateNotPermitted");
    expect(verdict(await put({}, name, id.webshop))).to.equal("400 RoleAssignmentUpdateNotPermitted");
    await remove();
  });

  it("needs a principal that the directory knows and Azure takes", async () => {
    expect(verdict(await put({ principalId: guid(9) }))).to.equal("400 PrincipalNotFound");
    expect(verdict(await put({ principalId: id.app }))).to.equal("400 PrincipalTypeNotSupported");
    expect(verdict(await put({ principalType: "Group" }))).to.equal("400 UnmatchedPrincipalType");
    expect(verdict(await put({ principalId: "hana" }))).to.equal("400 BadRequestFormat");
  });

  it("needs a role that there is, and that may be assigned at the scope", async () => {
    expect(verdict(await put({ roleDefinitionId: armRoles.reader }))).to.equal("400 InvalidRoleDefinitionId");
    const unknown = { roleDefinitionId: `${definitions}/${guid(3)}` };
    expect(verdict(await put(unknown))).to.equal("400 InvalidRoleDefinitionId");
    const custom = listed(await arm.get(`${definitions}?$filter=type eq 'CustomRole'`))[0];
    const elsewhere = { roleDefinitionId: at(custom, "id") };
    expect(verdict(await put(elsewhere))).to.equal("400 RoleDefinitionNotAssignable");
  });

  it("needs a name that is a GUID, and a body", async () => {
    expect(verdict(await put({}, "no-guid"))).to.equal("400 InvalidRoleAssignmentId");
    const empty = await arm.send("PUT", `${id.payments}${path}/${name}`);
    expect(verdict(empty)).to.equal("400 InvalidRequestContent");
  });

  it("takes a condition with the version of its language only", async () => {
    expect(verdict(await put({ condition: "true" }))).to.equal("400 BadRequestFormat");
    const made = await put({ condition: "true", conditionVersion: "2.0" });
    expect(at(made.body, "properties", "condition")).to.equal("true");
    await remove();
  });

  it("is judged without being made by validate", async () => {
    const url = `${id.payments}${path}/${name}/validate`;
    const good = await arm.send("POST", url, body(), "2020-10-01-preview");
    expect(good.body).to.deep.equal({ isValid: true });
    const bad = await arm.send("POST", url, body({ principalId: guid(9) }), "2020-10-01-preview");
    expect(at(bad.body, "errorInfo", "code")).to.equal("PrincipalNotFound");
    expect(verdict(await arm.get(`${id.payments}${path}/${name}`))).to.equal("404 RoleAssignmentNotFound");
  });

  it("shows at the scope what is above, at and below; atScope() leaves out what is below", async () => {
    const group = `${id.payments}/resourceGroups/rg-payments`;
    await put({}, name, group);
    expect(names(await arm.get(`${id.payments}${path}`))).to.include(name);
    const all = scopes(await arm.get(`${id.payments}${path}`));
    expect(all).to.include("/providers/Microsoft.Management/managementGroups/contoso-workloads");
    expect(all).to.include("/");
    const atScope = await arm.get(`${id.payments}${path}?$filter=atScope()`);
    expect(names(atScope)).not.to.include(name);
    expect(scopes(atScope)).to.include("/");
    expect(names(await arm.get(`${group}${path}?$filter=atScope()`))).to.include(name);
    expect(names(await arm.get(`${id.webshop}${path}`))).not.to.include(name);
    await remove(name, group);
  });

  it("is found by its principal alone; by who holds it, groups in groups included", async () => {
    const of = async (filter: string) =>
      listed(await arm.get(`${id.payments}${path}?$filter=${encodeURIComponent(filter)}`)).map((row) =>
        at(row, "properties", "principalType"),
      );
    await put({ principalId: await idOf(ask, "Business") });
    expect(await of(`principalId eq '${id.wei}'`)).to.deep.equal(["User"]);
    expect(await of(`(atScope() and assignedTo('${id.wei}'))`)).to.deep.equal(["User", "Group"]);
    await remove();
  });

  for (const filter of [
    "principalId eq 1-2-3",
    "atScope() and principalId eq 'x'",
    "roleDefinitionId eq 'x'",
    "atScope(",
  ])
    it(`refuses the filter ${filter}`, async () => {
      const answer = await arm.get(`${id.payments}${path}?$filter=${encodeURIComponent(filter)}`);
      expect(verdict(answer)).to.equal("400 UnsupportedQuery");
    });

  it("is not listed at the tenant without a filter", async () => {
    expect(verdict(await arm.get(path))).to.equal("400 UnsupportedQuery");
    expect((await arm.get(`${path}?$filter=atScope()`)).status).to.equal(200);
  });

  it("leaves a subscription its last owner, unless who deletes it rules the tenant", async () => {
    const test = await subscriptionNamed(arm, "Contoso Test");
    const [owner] = listed(await arm.get(`${test}${path}?$filter=atScope()`)).filter((row) =>
      String(at(row, "properties", "roleDefinitionId")).endsWith(armRoles.owner),
    );
    const last = `${test}${path}/${at(owner, "name")}`;
    expect(verdict(await arm.send("DELETE", last))).to.equal("412 CannotDeleteLastRbacAdminAssignment");
    const ruler = armWords(ask, "megan.bowen@contoso.com");
    expect((await ruler.send("DELETE", last)).status).to.equal(200);
  });

  it("is kept by a lock", async () => {
    await put();
    const lock = `${id.payments}/providers/Microsoft.Authorization/locks/keep`;
    await arm.send("PUT", lock, { properties: { level: "CanNotDelete" } }, "2016-09-01");
    expect(verdict(await remove())).to.equal("409 ScopeLocked");
    await arm.send("DELETE", lock, undefined, "2016-09-01");
    await remove();
  });

  it("shows in the journal", async () => {
    await put();
    const change = ask.tenant.changes().at(-1);
    expect(change).to.include({ family: "azureAssignment", actor: ask.tenant.deployerId, before: null });
    await remove();
  });
});

describe("Azure role assignments of somebody new", () => {
  it("wait for the directory unless the kind of principal is said", async () => {
    const ask = asker({ lag: 60_000 });
    const arm = armWords(ask);
    const made = await ask.send("POST", "/servicePrincipals", {
      appId: at((await ask.send("POST", "/applications", { displayName: "Newcomer" })).body, "appId"),
    });
    const properties = {
      roleDefinitionId: `${definitions}/${armRoles.reader}`,
      principalId: at(made.body, "id"),
    };
    const sandbox = "/providers/Microsoft.Management/managementGroups/contoso-sandbox";
    const put = (more: object) =>
      arm.send("PUT", `${sandbox}${path}/${name}`, { properties: { ...properties, ...more } });
    expect(verdict(await put({}))).to.equal("400 PrincipalNotFound");
    expect((await put({ principalType: "ServicePrincipal" })).status).to.equal(201);
    expect(names(await arm.get(`${sandbox}${path}`))).not.to.include(name);
    ask.tenant.clock.advance("PT1M");
    expect(names(await arm.get(`${sandbox}${path}`))).to.include(name);
    ask.tenant.close();
  });
});
