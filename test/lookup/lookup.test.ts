import { expect } from "chai";
import type { Tenant } from "../../src/emulator";
import { Lookup, LookupError, lookup } from "../../src/lookup";
import { GLOBAL_ADMINISTRATOR } from "../../src/model";
import { FaultyTenant } from "../clients/faulty-tenant";

async function complaintsOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LookupError) return error.complaints;
  throw new Error(`expected a LookupError, got ${String(error)}`);
}

describe("Lookup", () => {
  let line: FaultyTenant;
  let names: Lookup;
  beforeEach(() => {
    line = new FaultyTenant();
    names = new Lookup(line.clients);
  });
  afterEach(() => line.close());

  it("finds a user by user principal name, whatever its case, with facts", async () => {
    const facts = await names.principal("BG-01@Contoso.com");
    expect(facts).to.include({ type: "user", name: "bg-01@contoso.com", userType: "member", enabled: true });
    expect(facts.synced).to.equal(false);
    expect(await names.principal(facts.id.toUpperCase())).to.deep.equal(facts);
    expect(await names.principal({ user: "Break Glass 01" })).to.deep.equal(facts);
  });

  it("finds a guest by the name with #EXT#", async () => {
    const facts = await names.principal("kim.partner_fabrikam.com#EXT#@contoso.com");
    expect(facts).to.include({ type: "user", userType: "guest" });
  });

  it("tells who is synchronised, disabled, role-assignable", async () => {
    const [synced, disabled, assignable, plain] = await Promise.all([
      names.principal("onprem.admin@contoso.com"),
      names.principal("former.admin@contoso.com"),
      names.principal("Tier 1 Helpdesk"),
      names.principal({ group: "Sales" }),
    ]);
    expect(synced).to.include({ synced: true });
    expect(disabled).to.include({ enabled: false });
    expect(assignable).to.include({ type: "group", roleAssignable: true });
    expect(plain).to.include({ type: "group", roleAssignable: false });
  });

  it("finds a service principal by display name, object id and app id", async () => {
    const byName = await names.principal("pim-deploy");
    expect(byName).to.include({ type: "servicePrincipal", name: "pim-deploy" });
    const { value } = await ask(line.tenant, `/servicePrincipals/${byName.id}?$select=appId`);
    expect(await names.principal(String(value))).to.deep.equal(byName);
    expect(await names.principal({ servicePrincipal: byName.id })).to.deep.equal(byName);
  });

  it("lists all that is missing or ambiguous in one error for everybody of the turn", async () => {
    const asked = [
      names.principal("bg-03@contoso.com"),
      names.principal("John Smith"),
      names.principal("bg-01@contoso.com"),
      names.principal({ group: "Break Glass 01" }),
      names.role("Helpdesk Administratr"),
      names.role("Aplication Support"),
      names.principal("00000000-0000-4000-8000-000000000000"),
    ];
    const results = await Promise.allSettled(asked);
    const reasons = new Set(results.map((one) => (one.status === "rejected" ? one.reason : undefined)));
    expect(reasons.size).to.equal(1);
    const [error] = reasons;
    expect(error).to.be.instanceOf(LookupError).and.to.have.property("stack", "");
    const { complaints, message } = error as LookupError;
    expect(complaints).to.have.length(6);
    expect(complaints[0]).to.equal(
      '"bg-03@contoso.com": no user has this user principal name; did you mean "bg-01@contoso.com"?',
    );
    expect(complaints[1]).to.match(
      /^"John Smith" names 2 objects: user [0-9a-f-]{36} \(john\.smith2?@contoso\.com\), user .* write the object id/,
    );
    expect(complaints[2]).to.contain('but a user has; write { user: "Break Glass 01" }');
    expect(complaints[3]).to.contain("no user, group or service principal has this id");
    expect(complaints[4]).to.contain('did you mean "Helpdesk Administrator"?');
    expect(complaints[5]).to.contain('did you mean "Application Support"?');
    expect(message).to.match(/^6 names cannot be looked up in the tenant:\n {2}- "bg-03/);
  });

  it("keeps what was right in a turn that failed", async () => {
    const right = names.principal("bg-01@contoso.com");
    await complaintsOf(Promise.all([right, names.principal("nobody at all")]));
    const since = line.sequence;
    expect(await names.principal("bg-01@contoso.com")).to.include({ name: "bg-01@contoso.com" });
    expect(line.seen(since)).to.equal(0);
  });

  it("offers the type where one display name has several", async () => {
    const [complaint] = await complaintsOf(names.principal("Reporting"));
    expect(complaint).to.match(/names 2 objects: service principal .* \(app id .*; write the object id$/);
    const user = await names.principal("bg-01@contoso.com");
    await line.tenant.fetch(
      new Request("https://graph.microsoft.com/v1.0/groups", {
        method: "POST",
        body: JSON.stringify({
          displayName: "Break Glass 01",
          mailEnabled: false,
          mailNickname: "b",
          securityEnabled: true,
        }),
      }),
    );
    const fresh = new Lookup(line.clients);
    const [twice] = await complaintsOf(fresh.principal("Break Glass 01"));
    expect(twice).to.contain('write { user: "Break Glass 01" } or { group: "Break Glass 01" } or the object id');
    expect(await fresh.principal({ user: "Break Glass 01" })).to.deep.equal(user);
  });

  it("says whose id it is when the type is another", async () => {
    const { id } = await names.principal("bg-01@contoso.com");
    const [complaint] = await complaintsOf(names.principal({ group: id }));
    expect(complaint).to.contain("no group has this id; it is the id of a user");
  });

  it("asks nothing twice", async () => {
    await Promise.all(Array.from({ length: 30 }, () => names.principal("bg-01@contoso.com")));
    await names.principal("bg-01@contoso.com");
    expect(line.sent).to.have.length(1);
  });

  it("knows facts by id, and leaves out who is gone", async () => {
    const { id } = await names.principal("bg-01@contoso.com");
    const gone = "00000000-0000-4000-8000-000000000000";
    const facts = await names.facts([id, gone, id.toUpperCase()]);
    expect([...facts.keys()]).to.deep.equal([id]);
    const since = line.sequence;
    await names.facts([id, gone]);
    expect(line.seen(since)).to.equal(0);
  });

  it("knows built-in roles without asking, custom ones from one list", async () => {
    expect(await names.role("global administrator")).to.deep.equal({
      id: GLOBAL_ADMINISTRATOR,
      name: "Global Administrator",
      builtIn: true,
    });
    expect(line.sent).to.have.length(0);
    const custom = await names.role("application support");
    expect(custom).to.include({ name: "Application Support", builtIn: false });
    expect(await names.role(custom.id.toUpperCase())).to.deep.equal(custom);
    expect(line.sent).to.have.length(1);
  });

  it("says which roles cannot be managed", async () => {
    const [classic] = await complaintsOf(names.role("Co-Administrator"));
    expect(classic).to.contain("cannot be managed by PIM");
    const [unknown] = await complaintsOf(names.role("00000000-0000-4000-8000-000000000000"));
    expect(unknown).to.contain("unknown role");
  });

  it("reads settings and holders of every role in three lists", async () => {
    const since = line.sequence;
    const [settings, holders] = await Promise.all([
      names.settings(GLOBAL_ADMINISTRATOR),
      names.holders(GLOBAL_ADMINISTRATOR),
      names.holders("729827e3-9c14-49f7-bb1b-9608f156bbb8"),
    ]);
    expect(settings?.settings.activation).to.include({ maximumDuration: "PT8H" });
    const standing = holders.filter(({ kind, end, direct }) => kind === "active" && end === undefined && direct);
    expect(standing).to.have.length(14);
    expect(line.seen(since)).to.equal(3);
    const [one] = standing;
    const target = { scope: "/", role: GLOBAL_ADMINISTRATOR, principal: one?.principalId ?? "" };
    expect(await names.schedule("assignment", target)).to.include({ principal: one?.principalId, end: undefined });
    expect(line.seen(since)).to.equal(3);
  });

  it("writes administrative units the way schemas do", async () => {
    const roles = [...new Set((await line.clients.entra.allSchedules("assignment")).map(({ role }) => role))];
    const holders = (await Promise.all(roles.map((role) => names.holders(role)))).flat();
    const units = holders.filter(({ scope }) => scope !== "/");
    expect(units).to.not.have.length(0);
    expect(units.every(({ scope }) => scope.startsWith("/administrativeUnits/"))).to.equal(true);
  });

  it("fails with Microsoft's words where the tenant does not answer names", async () => {
    const body = JSON.stringify({ error: { code: "Authorization_RequestDenied", message: "Insufficient privileges" } });
    line.misbehave(() => ({ status: 403, headers: { "Content-Type": "application/json" }, body }));
    const error = await names.principal("bg-01@contoso.com").catch((reason: unknown) => reason);
    expect(error).to.include({ status: 403, code: "Authorization_RequestDenied" });
    line.misbehave(() => undefined);
    expect(await names.principal("bg-01@contoso.com")).to.include({ type: "user" });
  });
});

describe("lookup", () => {
  it("is one per config", () => {
    const first = lookup({ tenantFile: ":memory:" });
    expect(lookup({ tenant: undefined, tenantFile: ":memory:" })).to.equal(first);
    expect(lookup({ tenantFile: ":memory:", tenantSeed: "empty" })).to.not.equal(first);
  });

  it("refuses a config that cannot be, in the user's words", () => {
    expect(() => lookup({ tenant: "nowhere" })).to.throw(LookupError, /^stack config pim: tenant: /);
  });
});

async function ask(tenant: Tenant, path: string): Promise<{ value: unknown }> {
  const response = await tenant.fetch(new Request(`https://graph.microsoft.com/v1.0${path}`));
  const { appId } = (await response.json()) as { appId: string };
  return { value: appId };
}
