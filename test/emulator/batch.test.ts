import { expect } from "chai";
import { type Asker, asker, at, idOf, requestBody, roles, schedulePath, verdict } from "./ask";

describe("$batch", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const batch = (...requests: unknown[]) => ask.send("POST", "/$batch", { requests });
  const get = (id: string, url = "/users?$top=1&$select=id") => ({ id, method: "GET", url });
  const json = { "Content-Type": "application/json" };

  it("answers each item by its id, with its own status", async () => {
    const { body, status } = await batch(get("a"), get("b", "groups?$filter=bogus eq 1"), get("c", "/nothing"));
    expect(status).to.equal(200);
    const answers = at(body, "responses");
    expect(Array.isArray(answers) && answers.map((each) => [at(each, "id"), at(each, "status")])).to.deep.equal([
      ["a", 200],
      ["b", 400],
      ["c", 501],
    ]);
  });

  it("takes twenty items, not more", async () => {
    const items = (count: number) => Array.from({ length: count }, (_, index) => get(String(index)));
    expect(verdict(await batch(...items(20)))).to.equal("200");
    expect(verdict(await batch(...items(21)))).to.equal("400 BadRequest");
  });

  it("refuses a malformed batch whole", async () => {
    expect(verdict(await batch())).to.equal("400 BadRequest");
    expect(verdict(await batch(get("a"), get("A")))).to.equal("400 BadRequest");
    expect(verdict(await batch({ id: "a", url: "/users" }))).to.equal("400 BadRequest");
    expect(verdict(await batch({ id: "a", method: "POST", url: "/groups", body: {} }))).to.equal("400 BadRequest");
    expect(verdict(await batch({ ...get("a"), dependsOn: ["b"] }))).to.equal("400 BadRequest");
    expect(verdict(await ask.send("POST", "/$batch", "no json"))).to.equal("400 BadRequest");
  });

  it("does not try what depends on a failure: 424", async () => {
    const { body } = await batch(get("a", "/users/nobody"), { ...get("b"), dependsOn: ["a"] });
    expect(at(body, "responses", 1, "status")).to.equal(424);
  });

  it("keeps what succeeds beside what fails, as one write in the log", async () => {
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    const post = (id: string, role: string) => ({
      id,
      method: "POST",
      url: schedulePath.eligibility,
      headers: json,
      body: requestBody(zoe, role),
    });
    const { body } = await batch(
      post("a", roles.userAdministrator),
      post("b", roles.userAdministrator),
      post("c", roles.helpdeskAdministrator),
    );
    expect([0, 1, 2].map((index) => at(body, "responses", index, "status"))).to.deep.equal([201, 400, 201]);
    const record = ask.tenant.requests().at(-1);
    expect(record).to.include({ method: "POST", path: "/v1.0/$batch", batch: 3, write: true });
    const caused = ask.tenant
      .changes()
      .filter(({ request, family }) => request === record?.sequence && family === "eligibility");
    expect(caused).to.have.length(2);
  });

  it("passes the caller on to the items, who may send headers of their own", async () => {
    const zoe = { Authorization: "Bearer zoe.martin@contoso.com" };
    const { body } = await ask.send(
      "POST",
      "/$batch",
      {
        requests: [
          get("a", "/me"),
          { ...get("b", "/users?$filter=userType ne 'Guest'&$count=true"), headers: { ConsistencyLevel: "eventual" } },
        ],
      },
      zoe,
    );
    expect(at(body, "responses", 0, "body", "displayName")).to.equal("Zoe Martin");
    expect(at(body, "responses", 1, "status")).to.equal(200);
  });
});
