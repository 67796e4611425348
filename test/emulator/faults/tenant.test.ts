import { expect } from "chai";
import { type FaultRule, serve, Tenant } from "../../../src/emulator";
import { type Asker, asker, at, idOf, requestBody, roles, schedulePath, verdict } from "../ask";

const requests = "POST **/roleEligibilityScheduleRequests";

/** A tenant in which these faults happen, and its people's ids. */
async function faulty(...faults: FaultRule[]): Promise<Asker & { zoe: string }> {
  const ask = asker();
  const zoe = await idOf(ask, "zoe.martin@contoso.com");
  ask.tenant.faults(faults);
  return { ...ask, zoe };
}

const eligible = (principal: string, changes = {}) => requestBody(principal, roles.userAdministrator, changes);

async function isEligible({ get, zoe }: Asker & { zoe: string }): Promise<boolean> {
  const filter = `principalId eq '${zoe}' and roleDefinitionId eq '${roles.userAdministrator}'`;
  const list = await get(`/roleManagement/directory/roleEligibilitySchedules?$filter=${filter}`);
  return at(list.body, "value", 0) !== undefined;
}

describe("a tenant with faults", () => {
  it("throttles with and without Retry-After, in JSON, HTML and without a body", async () => {
    const on = "GET **/users";
    const { get, tenant } = await faulty(
      { on, nth: [1], fault: "throttle", retryAfter: 17 },
      { on, nth: [2], fault: "throttle" },
      { on, nth: [3], fault: "throttle", body: "empty" },
    );
    const first = await get("/users");
    expect(verdict(first)).to.equal("429 TooManyRequests");
    expect(first.headers.get("retry-after")).to.equal("17");
    expect(at(first.body, "error", "innerError", "status")).to.equal("429");
    expect((await get("/users")).headers.has("retry-after")).to.equal(false);
    expect((await get("/users")).body).to.equal(undefined);
    expect((await get("/users")).status).to.equal(200);
    tenant.faults([{ on, fault: "throttle", body: "html" }]);
    const page = await tenant.fetch(new Request("https://graph.microsoft.com/v1.0/users"));
    expect([page.status, page.headers.get("content-type")]).to.deep.equal([429, "text/html"]);
    expect(await page.text()).to.match(/^<html>/);
  });

  it("answers with an error before a write, which then did nothing, and after one, which took effect", async () => {
    const broken: FaultRule = { on: requests, fault: "error", status: 503 };
    const before = await faulty(broken);
    expect(verdict(await before.send("POST", schedulePath.eligibility, eligible(before.zoe)))).to.equal(
      "503 ServiceUnavailable",
    );
    expect(await isEligible(before)).to.equal(false);
    const after = await faulty({ ...broken, status: 504, after: true });
    expect((await after.send("POST", schedulePath.eligibility, eligible(after.zoe))).status).to.equal(504);
    expect(await isEligible(after)).to.equal(true);
  });

  it("hangs up before and after a write took effect", async () => {
    for (const after of [false, true]) {
      const tenant = await faulty({ on: requests, fault: "reset", after });
      const lost = await tenant
        .send("POST", schedulePath.eligibility, eligible(tenant.zoe))
        .catch((error: Error) => error);
      expect(at(lost, "cause", "code")).to.equal("ECONNRESET");
      expect(await isEligible(tenant), `after: ${after}`).to.equal(after);
    }
  });

  it("takes the tenant's time for a slow answer", async () => {
    const { get, tenant } = await faulty({ on: "GET **/users", fault: "slow", ms: 90_000 });
    const start = tenant.clock.ms();
    expect((await get("/users")).status).to.equal(200);
    expect(tenant.clock.ms() - start).to.equal(90_000);
  });

  it("cuts an answer off, the status being a success", async () => {
    const { tenant } = await faulty({ on: "GET **/users", fault: "truncate" });
    const cut = await tenant.fetch(new Request("https://graph.microsoft.com/v1.0/users"));
    expect(cut.status).to.equal(200);
    const text = await cut.text();
    expect(text).to.match(/^\{/);
    expect(() => JSON.parse(text)).to.throw();
  });

  it("shows one collection as it was, until its lag is over, new and removed alike", async () => {
    const tenant = await faulty({ on: "GET **/roleEligibilitySchedules", fault: "stale", ms: 60_000 });
    const {
      send,
      zoe,
      tenant: { clock },
    } = tenant;
    await send("POST", schedulePath.eligibility, eligible(zoe));
    expect(await isEligible(tenant)).to.equal(false);
    clock.advance("PT59S");
    expect(await isEligible(tenant)).to.equal(false);
    clock.advance("PT1S");
    expect(await isEligible(tenant)).to.equal(true);
    await send("POST", schedulePath.eligibility, eligible(zoe, { action: "adminRemove" }));
    expect(await isEligible(tenant)).to.equal(true);
    const journal = tenant.tenant.requests().at(-1);
    expect(journal?.path).to.contain("roleEligibilitySchedules");
    clock.advance("PT60S");
    expect(await isEligible(tenant)).to.equal(false);
  });

  it("shows what is stale to some reads only", async () => {
    const tenant = await faulty({ on: "GET **/roleEligibilitySchedules", nth: [2], fault: "stale", ms: 60_000 });
    await tenant.send("POST", schedulePath.eligibility, eligible(tenant.zoe));
    const seen = [await isEligible(tenant), await isEligible(tenant), await isEligible(tenant)];
    expect(seen).to.deep.equal([true, false, true]);
  });

  it("widens the scope of a new assignment to the tenant", async () => {
    const { send, get, zoe } = await faulty({ on: requests, fault: "widen" });
    const units = await get("/directory/administrativeUnits");
    const directoryScopeId = `/administrativeUnits/${String(at(units.body, "value", 0, "id"))}`;
    const made = await send("POST", schedulePath.eligibility, eligible(zoe, { directoryScopeId }));
    expect([made.status, at(made.body, "directoryScopeId")]).to.deep.equal([201, "/"]);
  });

  it("says that a request is pending, a principal unknown, a token expired", async () => {
    const { send, get, zoe } = await faulty(
      { on: requests, nth: [1], fault: "pending" },
      { on: requests, nth: [2], fault: "unreplicated" },
      { on: "GET **/users", first: 1, fault: "expired" },
    );
    const ask = () => send("POST", schedulePath.eligibility, eligible(zoe));
    expect(verdict(await ask())).to.equal("400 PendingRoleAssignmentRequest");
    expect(verdict(await ask())).to.equal("404 SubjectNotFound");
    expect((await ask()).status).to.equal(201);
    const expired = await get("/users");
    expect(verdict(expired)).to.equal("401 InvalidAuthenticationToken");
    expect(expired.headers.get("www-authenticate")).to.contain("authorization_uri");
  });

  it("hits items of a batch one by one", async () => {
    const { send } = await faulty({ on: "GET **/groups", fault: "throttle", retryAfter: 3 });
    const requests = ["/users", "/groups"].map((url, index) => ({ id: String(index), method: "GET", url }));
    const { body } = await send("POST", "/$batch", { requests });
    expect([0, 1].map((index) => at(body, "responses", index, "status"))).to.deep.equal([200, 429]);
    expect(at(body, "responses", 1, "headers", "Retry-After")).to.equal("3");
  });

  it("gives the same faults for the same plan and calls", async () => {
    const plan = { seed: "x", faults: [{ on: "* **", chance: 0.4, fault: "throttle" }] } as const;
    const statuses = async () => {
      const { get, tenant } = asker({ faults: plan });
      const found: number[] = [];
      for (let count = 0; count < 30; count += 1) found.push((await get("/organization")).status);
      tenant.close();
      return found;
    };
    const once = await statuses();
    expect(new Set(once)).to.deep.equal(new Set([200, 429]));
    expect(await statuses()).to.deep.equal(once);
  });

  it("refuses a plan that makes no sense when it opens", () => {
    const open = () =>
      Tenant.open({ file: ":memory:", faults: { seed: "", faults: [{ on: "x", fault: "truncate" }] } });
    expect(open).to.throw('"on" must be');
  });
});

describe("a tenant with faults over HTTP", () => {
  it("hangs up on its client, waits, and goes on answering", async () => {
    const served = await serve({ file: ":memory:", seed: "empty" });
    try {
      served.tenant.faults([
        { on: "GET **/users", first: 1, fault: "reset" },
        { on: "GET **/users", fault: "slow", ms: 5 },
      ]);
      const lost = await fetch(`${served.graph}/v1.0/users`).catch((error: Error) => error);
      expect(lost).to.be.instanceOf(TypeError);
      expect((await fetch(`${served.graph}/v1.0/users`)).status).to.equal(200);
    } finally {
      await served.close();
    }
  });
});
