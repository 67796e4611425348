import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { Tenant } from "../../src/emulator";
import { asker, at, day0, idOf, listed, requestBody, roles, schedulePath } from "./ask";

describe("the embedded tenant", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tenant-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("tells its own time in the Date of every answer", async () => {
    const ask = asker();
    for (const path of ["/users", "/users/nobody", "/nothing"])
      expect((await ask.get(path)).headers.get("date")).to.equal("Mon, 01 Mar 2027 08:00:00 GMT");
    ask.tenant.clock.advance("P1D");
    expect((await ask.get("/users")).headers.get("date")).to.equal("Tue, 02 Mar 2027 08:00:00 GMT");
    ask.tenant.close();
  });

  it("gives the same answers for the same seed, clock and calls", async () => {
    const run = async () => {
      const ask = asker();
      const zoe = await idOf(ask, "zoe.martin@contoso.com");
      const made = await ask.send("POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator));
      const seen = [made.body, (await ask.get("/users?$top=999")).body, ask.tenant.changes(), ask.tenant.tenantId];
      ask.tenant.close();
      return seen;
    };
    expect(await run()).to.deep.equal(await run());
  });

  it("logs each request once, pages apart from the rest", async () => {
    const ask = asker();
    const first = await ask.get("/users?$top=50");
    await ask.get(String(at(first.body, "@odata.nextLink")));
    await ask.send("POST", schedulePath.eligibility, {});
    await ask.send("PATCH", "/nothing", {});
    const log = ask.tenant.requests().map(({ method, status, page, write }) => ({ method, status, page, write }));
    expect(log).to.deep.equal([
      { method: "GET", status: 200, page: false, write: false },
      { method: "GET", status: 200, page: true, write: false },
      { method: "POST", status: 400, page: false, write: true },
      { method: "PATCH", status: 501, page: false, write: false },
    ]);
    const [, second] = ask.tenant.requests();
    expect(ask.tenant.requests(second?.sequence)).to.have.length(2);
    ask.tenant.close();
  });

  it("names the request behind each change, and none for what ends by itself, at its end", async () => {
    const ask = asker();
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    const since = ask.tenant.changes().at(-1)?.sequence ?? 0;
    await ask.send("POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator));
    ask.tenant.clock.advance("P45D");
    const changes = ask.tenant.changes(since).filter(({ key }) => key.includes(zoe));
    expect(changes.map(({ before, after }) => [before === null, after === null])).to.deep.equal([
      [true, false],
      [false, true],
    ]);
    expect(changes[0]?.request).to.equal(ask.tenant.requests().at(-1)?.sequence);
    expect(changes[1]).to.not.have.property("request");
    expect(changes[1]?.at).to.equal("2027-03-31T08:00:00Z");
    ask.tenant.close();
  });

  it("runs with real time unless stopped, and moves both ways", () => {
    const tenant = Tenant.open({ file: ":memory:" });
    const { clock } = tenant;
    expect(clock.stopped).to.equal(false);
    clock.advance("P365D");
    expect(clock.now().getTime()).to.be.greaterThan(Date.now() + 364 * 86_400_000);
    clock.set(day0);
    clock.advance("-PT1H");
    expect(clock.now().toISOString()).to.equal("2027-03-01T07:00:00.000Z");
    clock.run("2028-01-01");
    expect(clock.stopped).to.equal(false);
    expect(clock.now().getTime()).to.be.at.least(Date.UTC(2028, 0, 1));
    expect(() => clock.advance("soon")).to.throw('"soon" is not an ISO 8601 duration; write one such as P90D');
    expect(() => clock.set("soon")).to.throw('"soon" is not an ISO 8601 date');
    tenant.close();
  });

  it("keeps its state in the file, whatever seed is named the second time", async () => {
    const file = join(folder, "kept", "tenant.db");
    const first = Tenant.open({ file, seed: "empty" });
    const { tenantId } = first;
    first.close();
    const second = Tenant.open({ file, seed: "contoso" });
    expect(second.tenantId).to.equal(tenantId);
    expect(second.holders()).to.have.length(2);
    second.close();
  });

  it("starts from a seed file", () => {
    const seed = join(folder, "seed.json");
    const tenant = {
      tenant: { displayName: "Fabrikam", domain: "fabrikam.com", id: "11111111-2222-3333-4444-555555555555" },
      users: [{ userPrincipalName: "ann@fabrikam.com", displayName: "Ann" }],
      holders: [{ role: "Global Administrator", principal: "ann@fabrikam.com", as: "eligible", days: 30 }],
    };
    writeFileSync(seed, JSON.stringify(tenant));
    const opened = Tenant.open({ file: ":memory:", seed, clock: day0 });
    expect(opened.tenantId).to.equal("11111111-2222-3333-4444-555555555555");
    expect(opened.holders()).to.have.length(1);
    expect(opened.holders()[0]).to.include({
      userPrincipalName: "ann@fabrikam.com",
      state: "eligible",
      end: "2027-03-31T08:00:00Z",
      outsidePim: false,
    });
    opened.close();
  });

  it("refuses a seed that is none, and a file of another version, with a cure", () => {
    const broken = join(folder, "broken.json");
    writeFileSync(broken, "{");
    const nameless = join(folder, "nameless.json");
    writeFileSync(nameless, "{}");
    const open = (seed: string) => () => Tenant.open({ file: ":memory:", seed });
    expect(open("nowhere.json")).to.throw(
      'there is no seed "nowhere.json"; use contoso, empty or the path of a JSON file',
    );
    expect(open(broken)).to.throw("is not JSON");
    expect(open(nameless)).to.throw("it needs tenant.displayName and tenant.domain");
    const file = join(folder, "old.db");
    Tenant.open({ file, seed: "empty" }).close();
    const database = new DatabaseSync(file);
    database.exec("UPDATE meta SET value = '0' WHERE key = 'schema'");
    database.close();
    expect(() => Tenant.open({ file })).to.throw("delete it to start afresh");
  });

  it("leaves no half-made tenant behind when its seed is wrong", () => {
    const seed = join(folder, "wrong.json");
    const tenant = { displayName: "W", domain: "w.example" };
    writeFileSync(
      seed,
      JSON.stringify({ tenant, holders: [{ role: "Global Administrator", principal: "nobody", as: "standing" }] }),
    );
    const file = join(folder, "wrong.db");
    expect(() => Tenant.open({ file, seed })).to.throw('the seed names "nobody" and defines nobody of that name');
    const second = Tenant.open({ file, seed: "empty" });
    expect(second.holders()).to.have.length(2);
    second.close();
  });

  it("answers many requests at once without mixing them up", async () => {
    const ask = asker();
    const people = listed(await ask.get("/users?$top=40&$select=id")).map((user) => String(at(user, "id")));
    const answers = await Promise.all(
      people.map((id) => ask.send("POST", schedulePath.eligibility, requestBody(id, roles.userAdministrator))),
    );
    expect(answers.map(({ body }) => at(body, "principalId"))).to.deep.equal(people);
    expect(new Set(answers.map(({ body }) => at(body, "id"))).size).to.equal(people.length);
    ask.tenant.close();
  });
});
