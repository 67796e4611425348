import { expect } from "chai";
import { asker, at, listed, verdict } from "../../ask";
import { armWords, subscriptionNamed } from "../../ask-arm";

const audit = { category: "AuditLogs", enabled: true, retentionPolicy: { enabled: false, days: 0 } };
const workspaceId = "/subscriptions/x/resourceGroups/y/providers/Microsoft.OperationalInsights/workspaces/z";

describe("diagnostic settings of the directory", () => {
  const ask = asker();
  const arm = armWords(ask);
  const path = "/providers/microsoft.aadiam/diagnosticSettings";
  const put = (properties: unknown) => arm.send("PUT", `${path}/archive`, { properties }, "2017-04-01");
  const get = (suffix = "") => arm.get(`${path}${suffix}`, "2017-04-01");
  after(() => ask.tenant.close());

  it("are made, listed and deleted", async () => {
    const made = await put({ workspaceId, logs: [audit] });
    expect(made.status).to.equal(200);
    expect(at(made.body, "properties", "logs", 0, "category")).to.equal("AuditLogs");
    expect(listed(await get())).to.deep.equal([made.body]);
    expect((await arm.send("DELETE", `${path}/archive`, undefined, "2017-04-01")).status).to.equal(200);
    expect((await arm.send("DELETE", `${path}/archive`, undefined, "2017-04-01")).status).to.equal(204);
    expect(verdict(await get("/archive"))).to.equal("404 ResourceNotFound");
  });

  it("are accepted without an enabled log, and are not there", async () => {
    await put({ workspaceId, logs: [audit] });
    expect((await put({ workspaceId, logs: [{ ...audit, enabled: false }] })).status).to.equal(200);
    expect((await get("/archive")).status).to.equal(404);
  });

  it("need somewhere to send to, and logs that there are", async () => {
    expect(verdict(await put({ workspaceId: "", logs: [audit] }))).to.equal("400 BadRequest");
    expect(verdict(await put({ workspaceId, logs: [{ ...audit, category: "Weather" }] }))).to.equal("400 BadRequest");
    const names = listed(await arm.get("/providers/microsoft.aadiam/diagnosticSettingsCategories", "2017-04-01"));
    expect(names.map((each) => at(each, "name"))).to.include("AuditLogs");
  });

  it("are not to be had below a subscription", async () => {
    const sandbox = await subscriptionNamed(arm, "Contoso Sandbox");
    expect(verdict(await arm.get(`${sandbox}${path}`, "2017-04-01"))).to.equal("501 NotImplemented");
  });
});

describe("diagnostic settings of a subscription", () => {
  const ask = asker();
  const arm = armWords(ask);
  const version = "2021-05-01-preview";
  let sandbox = "";
  before(async () => {
    sandbox = `${await subscriptionNamed(arm, "Contoso Sandbox")}/providers/Microsoft.Insights/diagnosticSettings`;
  });
  after(() => ask.tenant.close());

  it("are its own", async () => {
    const logs = [{ category: "Administrative", enabled: true }];
    const made = await arm.send("PUT", `${sandbox}/activity`, { properties: { workspaceId, logs } }, version);
    expect(made.status).to.equal(200);
    expect(at(made.body, "type")).to.equal(null);
    expect(listed(await arm.get(sandbox, version))).to.have.length(1);
    const test = await subscriptionNamed(arm, "Contoso Test");
    const elsewhere = `${test}/providers/Microsoft.Insights/diagnosticSettings`;
    expect(listed(await arm.get(elsewhere, version))).to.have.length(0);
  });

  it("are refused in an envelope of their own", async () => {
    const { status, body } = await arm.get(`${sandbox}/none`, version);
    expect(status).to.equal(404);
    expect(at(body, "code")).to.equal("ResourceNotFound");
    expect(at(body, "error")).to.equal(undefined);
  });
});
