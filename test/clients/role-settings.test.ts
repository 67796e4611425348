import { expect } from "chai";
import { PimApiError, type Rule } from "../../src/wire";
import { FaultyTenant } from "./faulty-tenant";

const HELPDESK = { scope: "/", role: "729827e3-9c14-49f7-bb1b-9608f156bbb8" };
const READER = { scope: "/", role: "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" };
const JSON_TYPE = { "Content-Type": "application/json" };
const EXPIRATION = "Expiration_EndUser_Assignment";

describe("settings of Entra roles", () => {
  let line: FaultyTenant;
  beforeEach(() => {
    line = new FaultyTenant();
  });
  afterEach(() => line.close());

  const settings = () => line.clients.entra.settings;
  const changed = async (maximumDuration: string): Promise<Rule[]> => {
    const rules = await settings().read(HELPDESK, "cached");
    const rule = rules?.get(EXPIRATION);
    return rule === undefined ? [] : [{ ...rule, maximumDuration }];
  };
  const patches = () => line.tenant.requests().filter(({ write }) => write);

  it("come for all roles in one list", async () => {
    const since = line.sequence;
    const [helpdesk, reader] = await Promise.all([
      settings().read(HELPDESK, "cached"),
      settings().read({ ...READER, role: READER.role.toUpperCase() }, "cached"),
    ]);
    expect(helpdesk?.size).to.equal(17);
    expect(reader?.size).to.equal(17);
    expect(line.seen(since)).to.equal(1);
  });

  it("are undefined for a role that the tenant does not have", async () => {
    const nobody = { scope: "/", role: "00000000-0000-4000-8000-000000000000" };
    expect(await settings().read(nobody, "cached")).to.equal(undefined);
    expect(await settings().read(nobody, "direct")).to.equal(undefined);
  });

  it("are written with one request that reads them back", async () => {
    const rules = await changed("PT3H");
    const since = line.sequence;
    await settings().write(HELPDESK, rules);
    expect((await settings().read(HELPDESK, "cached"))?.get(EXPIRATION)).to.include({ maximumDuration: "PT3H" });
    expect(line.seen(since)).to.equal(1);
    expect((await settings().read(HELPDESK, "direct"))?.get(EXPIRATION)).to.include({ maximumDuration: "PT3H" });
  });

  it("leave other roles as they were read", async () => {
    const before = await settings().read(READER, "cached");
    await settings().write(HELPDESK, await changed("PT3H"));
    expect(await settings().read(READER, "cached")).to.equal(before);
  });

  it("are sent again when the answer is lost, since twice does no harm", async () => {
    const rules = await changed("PT3H");
    line.misbehave(({ number }) => (number === 1 ? "after" : number === 2 ? { status: 500 } : undefined));
    await settings().write(HELPDESK, rules);
    expect((await settings().read(HELPDESK, "direct"))?.get(EXPIRATION)).to.include({ maximumDuration: "PT3H" });
  });

  it("find the policy again when its id has changed", async () => {
    const rules = await changed("PT3H");
    const body = {
      responses: [{ id: "write", status: 404, body: { error: { code: "ResourceNotFound", message: "" } } }],
    };
    const gone = { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) };
    line.misbehave(({ number }) => (number === 1 ? gone : undefined));
    await settings().write(HELPDESK, rules);
    expect(line.sent.map(({ method }) => method)).to.deep.equal(["POST", "GET", "POST"]);
    expect(patches()).to.have.length(1);
  });

  it("are refused with Microsoft's code, and nothing is repeated", async () => {
    const rules = await changed("P6M");
    const error = await settings()
      .write(HELPDESK, rules)
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(PimApiError);
    expect((error as PimApiError).operation).to.match(/^PATCH \/policies\/roleManagementPolicies\//);
    expect(patches()).to.have.length(1);
  });

  it("are waited for when the service goes on showing old values", async () => {
    const rules = await changed("PT3H");
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${HELPDESK.role}'`;
    const path = `https://graph.microsoft.com/v1.0/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(filter)}&$expand=policy($expand=rules)`;
    const old = await (await line.tenant.fetch(new Request(path))).text();
    const page = JSON.parse(old) as unknown;
    const responses = [
      { id: "write", status: 200, body: {} },
      { id: "look", status: 200, body: page },
    ];
    const answers = [JSON.stringify({ responses }), old, old.replaceAll('"PT4H"', '"PT3H"')];
    line.misbehave(({ number }) => ({ status: 200, headers: JSON_TYPE, body: answers[number - 1] ?? "" }));
    await settings().write(HELPDESK, rules);
    expect(line.sent.map(({ method }) => method)).to.deep.equal(["POST", "GET", "GET"]);
    expect(line.pauses).to.have.length(2);
  });
});
