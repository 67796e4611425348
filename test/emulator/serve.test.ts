import { expect } from "chai";
import { type Served, serve } from "../../src/emulator";

describe("pim tenant serve", () => {
  let served: Served;
  before(async () => {
    served = await serve({ file: ":memory:", clock: "2027-03-01T08:00:00Z" });
  });
  after(() => served.close());

  it("answers on 127.0.0.1 at a free port with the tenant's Date and its own address in links", async () => {
    expect(served.graph).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${served.graph}/v1.0/users?$top=1&$select=displayName`);
    const body = (await answer.json()) as Record<string, unknown>;
    expect(answer.headers.get("date")).to.equal("Mon, 01 Mar 2027 08:00:00 GMT");
    expect(answer.headers.get("content-type")).to.match(/^application\/json/);
    expect(String(body["@odata.nextLink"])).to.match(new RegExp(`^${served.graph}/v1\\.0/users\\?`));
  });

  it("does not stumble over content types on requests without a body", async () => {
    const headers = { "Content-Type": "application/json; charset=utf-8" };
    expect((await fetch(`${served.graph}/v1.0/users`, { headers })).status).to.equal(200);
    const cancel = `${served.graph}/v1.0/roleManagement/directory/roleEligibilityScheduleRequests/x/cancel`;
    expect((await fetch(cancel, { method: "POST", headers })).status).to.equal(404);
  });

  it("says 501 to what it does not speak yet, as JSON", async () => {
    const answer = await fetch(`${served.arm}/v1.0/planner/tasks`);
    expect([answer.status, await answer.json()]).to.have.nested.property("[1].error.code", "NotImplemented");
  });

  it("refuses a port that is taken", async () => {
    const port = Number(new URL(served.graph).port);
    let refused: unknown;
    try {
      await (await serve({ file: ":memory:", port })).close();
    } catch (error) {
      refused = error;
    }
    expect(refused).to.have.property("code", "EADDRINUSE");
  });
});
