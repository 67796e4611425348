import { expect } from "chai";
import { z } from "zod";
import { clientsOver } from "../../src/clients";
import { PimApiError } from "../../src/wire";
import { type Fault, FaultyTenant } from "./faulty-tenant";

const users = z.looseObject({ id: z.string() });

async function failureOf(work: Promise<unknown>): Promise<PimApiError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof PimApiError) return error;
  throw new Error(`expected a PimApiError, got ${String(error)}`);
}

describe("Graph", () => {
  let line: FaultyTenant;
  beforeEach(() => {
    line = new FaultyTenant();
  });
  afterEach(() => line.close());

  const once = (fault: Fault) => line.misbehave(({ number }) => (number === 1 ? fault : undefined));

  for (const [name, fault] of Object.entries({
    "429 in JSON": { status: 429, headers: { "Retry-After": "7" }, body: '{"error":{"code":"TooManyRequests"}}' },
    "429 in HTML without a header": {
      status: 429,
      headers: { "Content-Type": "text/html" },
      body: "<html>busy</html>",
    },
    "429 with nothing": { status: 429 },
    "500": { status: 500, body: "<h1>oops</h1>" },
    "503 with a date": { status: 503, headers: { "Retry-After": "Mon, 01 Jan 2046 00:00:00 GMT" } },
    "504": { status: 504, body: "" },
    "an expired token": { status: 401, body: '{"error":{"code":"InvalidAuthenticationToken"}}' },
    "a line that breaks": "before",
    "an answer that gets lost": "after",
    "an answer cut short": "cut short",
  } as const satisfies Record<string, Fault>)) {
    it(`reads on after ${name}`, async () => {
      once(fault);
      const rows = await line.clients.graph.list("/users?$select=id", users, line.clients.graph.patience("P9000D"));
      expect(rows).to.have.length.above(50);
      expect(line.sent.filter(({ url }) => !url.includes("skiptoken"))).to.have.length(2);
    });
  }

  it("waits as long as Retry-After says, on the tenant's clock", async () => {
    once({ status: 429, headers: { "Retry-After": "17" } });
    const before = line.tenant.clock.now().getTime();
    await line.clients.graph.get("/organization", z.unknown());
    expect(line.pauses).to.deep.equal([17_000]);
    expect(line.tenant.clock.now().getTime() - before).to.be.at.least(17_000);
  });

  it("waits longer each time where nobody says how long", async () => {
    line.misbehave(({ number }) => (number <= 5 ? { status: 503 } : undefined));
    await line.clients.graph.get("/organization", z.unknown());
    expect(line.pauses).to.have.length(5);
    expect([...line.pauses].sort((a, b) => a - b)).to.deep.equal(line.pauses);
  });

  it("gives up when the patience is used up, with the last answer", async () => {
    line.misbehave(() => ({ status: 429, headers: { "Retry-After": "20" }, body: "<p>slow down</p>" }));
    const { graph } = line.clients;
    const error = await failureOf(graph.get("/users", z.unknown(), graph.patience("PT1M")));
    expect(error).to.include({ status: 429, code: "http429", operation: "GET /users" });
    expect(error.message).to.contain("slow down").and.not.contain("<p>");
    expect(line.pauses).to.deep.equal([20_000, 20_000, 20_000]);
  });

  it("gives up on a server that stays in trouble", async () => {
    line.misbehave(() => ({ status: 502 }));
    const error = await failureOf(line.clients.graph.get("/users", z.unknown()));
    expect(error.status).to.equal(502);
    expect(line.sent).to.have.length(8);
  });

  it("does not repeat what is refused", async () => {
    const error = await failureOf(line.clients.graph.get("/policies/roleManagementPolicies", z.unknown()));
    expect(error).to.include({ status: 400, code: "MissingProvider" });
    expect(line.sent).to.have.length(1);
  });

  it("says in one line, without stack, that nobody answers", async () => {
    line.misbehave(() => "before");
    const error = await failureOf(line.clients.graph.get("/users?$filter=secret", z.unknown()));
    expect(error.message).to.equal("GET /users → 599 NoAnswer: no answer from graph.microsoft.com (ECONNRESET)");
    expect(error.stack).to.equal("");
  });

  it("follows pages to the letter, an empty one too", async () => {
    const page = (value: unknown[], next?: string) =>
      Response.json({ value, ...(next && { "@odata.nextLink": `https://graph.microsoft.com/v1.0/${next}` }) });
    const asked: string[] = [];
    const { graph } = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      fetch: async ({ url }) => {
        asked.push(url);
        if (asked.length === 1) return page([{ id: "a" }], "users?$skiptoken=x%2By%3D&$select=id&$skiptoken=2");
        return asked.length === 2 ? page([], "users?z=1&$top=1") : page([{ id: "b" }]);
      },
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    expect(await graph.list("/users", users)).to.deep.equal([{ id: "a" }, { id: "b" }]);
    expect(asked.slice(1)).to.deep.equal([
      "https://graph.microsoft.com/v1.0/users?$skiptoken=x%2By%3D&$select=id&$skiptoken=2",
      "https://graph.microsoft.com/v1.0/users?z=1&$top=1",
    ]);
    expect(graph.requests).to.include({ reads: 1, pages: 2, writes: 0 });
  });

  it("follows no page to another host", async () => {
    const body = JSON.stringify({ value: [], "@odata.nextLink": "https://evil.example/v1.0/users" });
    once({ status: 200, headers: { "Content-Type": "application/json" }, body });
    const error = await failureOf(line.clients.graph.list("/users", users));
    expect(error.message).to.contain("evil.example");
    expect(line.sent).to.have.length(1);
  });

  it("names operation and field of an answer in another shape", async () => {
    once({ status: 200, headers: { "Content-Type": "application/json" }, body: '{"value":[{"id":"a"},{"id":7}]}' });
    const error = await failureOf(line.clients.graph.list("/users?$top=2", users));
    expect(error.message).to.match(/^GET \/users → 200 UnexpectedAnswer: answer: \[1\]\.id: must be a string, got 7/);
  });

  it("keeps at most eight requests in flight", async () => {
    let flying = 0;
    let most = 0;
    const { graph } = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      fetch: async () => {
        flying += 1;
        most = Math.max(most, flying);
        await new Promise((turn) => setImmediate(turn));
        flying -= 1;
        return Response.json({ value: [] });
      },
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    await Promise.all(Array.from({ length: 40 }, () => graph.list("/users", users)));
    expect(most).to.equal(8);
  });

  it("sends a token with every try and shows it nowhere", async () => {
    const headers: (string | null)[] = [];
    let tokens = 0;
    const { graph } = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      accessToken: async () => {
        tokens += 1;
        return `secret-${tokens}`;
      },
      fetch: async (request) => {
        headers.push(request.headers.get("authorization"));
        return new Response(null, { status: 401 });
      },
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    const error = await failureOf(graph.get("/users", z.unknown()));
    expect(headers).to.deep.equal(["Bearer secret-1", "Bearer secret-2"]);
    expect(error.message).to.contain("sign in again").and.not.contain("secret");
  });

  it("says why there is no token", async () => {
    const { graph } = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      accessToken: () => Promise.reject(new Error("no credential in the environment\n  at somewhere")),
      fetch: () => Promise.reject(new Error("must not be asked")),
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    const error = await failureOf(graph.get("/users", z.unknown()));
    expect(error.message).to.contain(
      "SignInFailed: no token for Microsoft Graph: no credential in the environment; set AZURE_",
    );
  });
});

describe("Graph.batch", () => {
  let line: FaultyTenant;
  beforeEach(() => {
    line = new FaultyTenant();
  });
  afterEach(() => line.close());

  it("asks twenty to a request and answers in order, errors in their place", async () => {
    const items = Array.from({ length: 45 }, (_, index) => ({
      path:
        index === 33 ? "/users/nobody@contoso.com" : `/users/bg-0${(index % 2) + 1}@contoso.com?$select=displayName`,
    }));
    const answers = await line.clients.graph.batch(items);
    expect(line.sent).to.have.length(3);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).to.deep.equal([404]);
    expect(answers[33]?.status).to.equal(404);
    const names = answers.map(({ body }) => (body as { displayName?: string }).displayName);
    expect(names.slice(0, 2)).to.deep.equal(["Break Glass 01", "Break Glass 02"]);
  });

  it("asks throttled items again, and only those", async () => {
    const rounds: string[][] = [];
    const { graph } = clientsOver({
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      fetch: async (request) => {
        const { requests } = (await request.json()) as { requests: { id: string; url: string }[] };
        rounds.push(requests.map(({ url }) => url));
        const responses = requests.map(({ id, url }) =>
          url === "/b" && rounds.length < 3
            ? { id, status: 429, headers: { "retry-after": "3" }, body: { error: { code: "UnknownError" } } }
            : { id, status: 200, body: url },
        );
        return Response.json({ responses: responses.reverse() });
      },
      tenantId: () => "t",
      now: () => new Date(0),
      pause: async () => undefined,
      close: () => undefined,
    });
    const answers = await graph.batch([{ path: "/a" }, { path: "/b" }, { path: "/c" }]);
    expect(answers.map(({ body }) => body)).to.deep.equal(["/a", "/b", "/c"]);
    expect(rounds).to.deep.equal([["/a", "/b", "/c"], ["/b"], ["/b"]]);
  });
});
