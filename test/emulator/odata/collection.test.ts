import { expect } from "chai";
import { type Asker, asker, at, listed, message, verdict } from "../ask";

describe("lists of the embedded tenant", () => {
  let ask: Asker;
  before(() => {
    ask = asker();
  });
  after(() => ask.tenant.close());

  it("pages with an opaque token until everything was shown once", async () => {
    const names: unknown[] = [];
    let next: unknown = "/users?$top=7&$select=id";
    let pages = 0;
    while (typeof next === "string") {
      const page = await ask.get(next);
      names.push(...listed(page).map((user) => at(user, "id")));
      next = at(page.body, "@odata.nextLink");
      pages += 1;
    }
    const whole = await ask.get("/users?$top=999&$select=id");
    expect(names).to.deep.equal(listed(whole).map((user) => at(user, "id")));
    expect(pages).to.equal(Math.ceil(names.length / 7));
    expect(new Set(names).size).to.equal(names.length);
  });

  it("keeps filter and order over pages", async () => {
    const first = await ask.get(
      "/users?$top=1&$filter=startswith(displayName,'A')&$orderby=displayName desc&$count=true",
    );
    const second = await ask.get(String(at(first.body, "@odata.nextLink")));
    expect(at(first.body, "@odata.count")).to.be.greaterThan(2);
    expect(at(second.body, "@odata.count")).to.equal(undefined);
    expect(
      String(at(first.body, "value", 0, "displayName")) > String(at(second.body, "value", 0, "displayName")),
    ).to.equal(true);
  });

  it("shows only what $select names and says so in the context", async () => {
    const { body } = await ask.get("/users?$top=1&$select=displayName,userType");
    expect(at(body, "value", 0)).to.deep.equal({ displayName: "Break Glass 01", userType: "Member" });
    expect(at(body, "@odata.context")).to.equal(
      "https://graph.microsoft.com/v1.0/$metadata#users(displayName,userType)",
    );
  });

  it("shows userType of v1.0 users only when asked, in beta always", async () => {
    expect(at((await ask.get("/users?$top=1")).body, "value", 0, "userType")).to.equal(undefined);
    expect(at((await ask.get("/beta/users?$top=1")).body, "value", 0, "userType")).to.equal("Member");
  });

  it("refuses unknown names in $select, $orderby, $expand and $filter", async () => {
    for (const query of ["$select=bogus", "$orderby=bogus", "$expand=bogus", "$expand=valueOf", "$filter=bogus eq 1"])
      expect(verdict(await ask.get(`/groups?${query}`)), query).to.equal("400 BadRequest");
  });

  it("refuses a $top that is no number, and a token it did not give", async () => {
    expect(verdict(await ask.get("/users?$top=few"))).to.equal("400 BadRequest");
    expect(verdict(await ask.get("/users?$skiptoken=guess"))).to.equal("400 Request_BadRequest");
  });

  it("asks for eventual consistency before advanced queries of the directory", async () => {
    const path = "/users?$filter=userType ne 'Guest'&$count=true";
    expect(verdict(await ask.get(path))).to.equal("400 Request_UnsupportedQuery");
    const answer = await ask.get(path, { ConsistencyLevel: "eventual" });
    expect(at(answer.body, "@odata.count")).to.equal(58);
  });

  it("searches words of a property", async () => {
    const answer = await ask.get('/groups?$search="displayName:hel"', { ConsistencyLevel: "eventual" });
    expect(listed(answer).map((group) => at(group, "displayName"))).to.deep.equal(["Tier 1 Helpdesk", "All Helpdesk"]);
  });

  it("expands with options of its own", async () => {
    const path =
      "/roleManagement/directory/roleEligibilitySchedules?$top=1&$expand=principal($select=id,userPrincipalName),roleDefinition";
    const [first] = listed(await ask.get(path));
    expect(at(first, "principal")).to.deep.equal({
      "@odata.type": "#microsoft.graph.user",
      id: at(first, "principalId"),
      userPrincipalName: "chiara.conti@contoso.com",
    });
    expect(at(first, "roleDefinition", "displayName")).to.equal("Conditional Access Administrator");
  });

  it("shows each once, page by page, when ids are asked for twice and in another order", async () => {
    const ids = listed(await ask.get("/users?$top=3&$select=id")).map((user) => at(user, "id"));
    const wanted = [...ids]
      .reverse()
      .concat(ids)
      .map((id) => `'${id}'`);
    const first = await ask.get(`/users?$filter=id in (${wanted})&$select=id&$top=2`);
    const second = await ask.get(String(at(first.body, "@odata.nextLink")));
    expect([...listed(first), ...listed(second)].map((user) => at(user, "id"))).to.deep.equal(ids);
  });

  it("keeps the caller's base address in links", async () => {
    const { body } = await ask.get("http://127.0.0.1:9/beta/users?$top=1");
    expect(String(at(body, "@odata.nextLink"))).to.match(/^http:\/\/127\.0\.0\.1:9\/beta\/users\?/);
  });

  it("names an operation it lacks with 501", async () => {
    const answer = await ask.get("/planner/tasks");
    expect(verdict(answer)).to.equal("501 NotImplemented");
    expect(message(answer)).to.contain("GET /v1.0/planner/tasks");
  });
});
