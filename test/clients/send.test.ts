import { expect } from "chai";
import { z } from "zod";
import { clientsOver } from "../../src/clients";

/** Clients over a line that is broken for good, and what they say meanwhile. */
function broken(code: string) {
  const told: string[] = [];
  const asked: string[] = [];
  const clients = clientsOver({
    graphBaseUrl: "http://127.0.0.1:9",
    open: () => undefined,
    fetch: async ({ url }) => {
      asked.push(url);
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });
    },
    tenantId: () => "t",
    now: () => new Date(0),
    pause: async () => undefined,
    tell: (line) => told.push(line),
    close: () => undefined,
  });
  return { clients, told, asked };
}

describe("Send", () => {
  it("gives a host that is not there up soon, with the cure", async () => {
    const { clients, asked } = broken("ECONNREFUSED");
    const error = await clients.graph.get("/users", z.unknown()).catch((reason: Error) => reason.message);
    expect(error).to.equal(
      "GET /users → 599 NotReachable: 127.0.0.1:9 cannot be reached (ECONNREFUSED); check the network and that the tenant is running",
    );
    expect(asked).to.have.length(3);
  });

  it("tells people what is waited for when it takes long", async () => {
    const { clients, told } = broken("ECONNRESET");
    await clients.graph.get("/users", z.unknown()).catch(() => undefined);
    expect(told[0]).to.match(/^waiting for GET \/users, \d+ s at most$/);
    expect(told).to.have.length.within(1, 3);
  });

  it("writes a line per request with PIM_DEBUG=1, without tokens and bodies", async () => {
    const lines: string[] = [];
    const original = process.stderr.write;
    const clients = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      accessToken: async () => "secret-token",
      fetch: async ({ url }) =>
        url.includes("batch")
          ? Response.json({ responses: [{ id: "write", status: 201, body: { status: "Provisioned" } }] })
          : Response.json({
              value: [],
              "@odata.nextLink": url.includes("skip") ? undefined : `${url}?$skiptoken=secret`,
            }),
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    process.env.PIM_DEBUG = "1";
    process.stderr.write = (chunk) => lines.push(String(chunk)) > 0;
    try {
      await clients.graph.list("/users", z.unknown());
      const request = {
        action: "adminRemove",
        scope: "/",
        role: "r",
        principal: "p",
        justification: "secret",
      } as const;
      await clients.entra.eligibility.request(request, "PT1M");
    } finally {
      process.stderr.write = original;
      delete process.env.PIM_DEBUG;
    }
    expect(lines.map((line) => line.replace(/\d+ ms/, "5 ms"))).to.deep.equal([
      "pim: GET /v1.0/users → 200 in 5 ms\n",
      "pim: GET /v1.0/users?$skiptoken=… → 200 in 5 ms\n",
      "pim: POST /v1.0/$batch (POST /roleManagement/directory/roleEligibilityScheduleRequests) → 200 in 5 ms\n",
    ]);
  });
});
