import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, signedIn, verdict } from "../ask";

describe("relations in the directory", () => {
  let ask: Asker;
  let business: string;
  let lena: string;

  before(async () => {
    ask = asker();
    business = await idOf(ask, "Business");
    lena = await idOf(ask, "lena.fischer@contoso.com");
  });
  after(() => ask.tenant.close());
  const names = async (path: string) => listed(await ask.get(path)).map((each) => at(each, "displayName"));

  it("are cast to a type and counted", async () => {
    const path = `/groups/${business}/transitiveMembers`;
    expect(await names(`${path}/microsoft.graph.group`)).to.deep.equal(["Sales", "Finance"]);
    expect(await names(`${path}/microsoft.graph.user?$filter=startswith(displayName,'Lena')`)).to.deep.equal([
      "Lena Fischer",
    ]);
    expect((await ask.get(`${path}/$count`)).body).to.equal(8);
    expect((await ask.get(`${path}/microsoft.graph.user/$count`)).body).to.equal(6);
    expect((await ask.get(`/groups/${business}/members/$count`)).body).to.equal(2);
    expect((await ask.get(`/groups/${business}/owners/$count`)).body).to.equal(1);
    expect(verdict(await ask.get(`${path}/microsoft.graph.printer`))).to.equal("501 NotImplemented");
  });

  it("lead upwards through other groups, for others and for oneself", async () => {
    expect(await names(`/users/${lena}/memberOf/microsoft.graph.group`)).to.deep.equal(["Sales"]);
    expect(await names(`/users/${lena}/transitiveMemberOf/microsoft.graph.group`)).to.deep.equal(["Sales", "Business"]);
    const mine = await ask.get("/me/transitiveMemberOf", signedIn(lena));
    expect(listed(mine).map((each) => at(each, "displayName"))).to.include("Business");
  });

  it("tell which of some groups somebody is in", async () => {
    const finance = await idOf(ask, "Finance");
    const check = (body: unknown) => ask.send("POST", `/users/${lena}/checkMemberGroups`, body);
    expect(listed(await check({ groupIds: [finance, business] }))).to.deep.equal([business]);
    expect(
      listed(await ask.send("POST", `/directoryObjects/${lena}/getMemberGroups`, { securityEnabledOnly: true })),
    ).to.have.length(2);
    expect(verdict(await check({ groupIds: "all" }))).to.equal("400 Request_BadRequest");
    expect(verdict(await check({ groupIds: Array.from({ length: 21 }, () => business) }))).to.equal(
      "400 Request_BadRequest",
    );
  });

  it("include what PIM gives for a time", async () => {
    const operators = await idOf(ask, "Database Operators");
    const nadia = await idOf(ask, "nadia.rahman@contoso.com");
    const check = async () =>
      listed(await ask.send("POST", `/users/${nadia}/checkMemberGroups`, { groupIds: [operators] }));
    expect(await check()).to.deep.equal([operators]);
    ask.tenant.clock.advance("P30D");
    expect(await check()).to.deep.equal([]);
  });
});
