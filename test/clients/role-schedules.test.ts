import { expect } from "chai";
import fc from "fast-check";
import type { ScheduleTarget } from "../../src/clients";
import { PimApiError, type ScheduleRequest } from "../../src/wire";
import { type Fault, FaultyTenant } from "./faulty-tenant";

const GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
const END = "2035-01-01T00:00:00Z";
const OTHER_END = "2034-06-01T00:00:00Z";

describe("schedules of Entra roles", () => {
  let line: FaultyTenant;
  let people: string[];
  beforeEach(async () => {
    line = await tenantOf();
    people = await idsOf(line);
  });
  afterEach(() => line.close());

  const targetOf = (index: number): ScheduleTarget => ({
    scope: "/",
    role: GLOBAL_READER,
    principal: people[index] ?? "",
  });
  const assign = (target: ScheduleTarget, end = END): ScheduleRequest => ({
    action: "adminAssign",
    ...target,
    until: { end },
    justification: "test",
  });
  const removal = (target: ScheduleTarget): ScheduleRequest => ({ action: "adminRemove", ...target });
  const eligibility = () => line.clients.entra.eligibility;
  const accepted = () => line.tenant.changes().filter(({ family, request }) => family === "eligibility" && request);

  it("are read once, whoever asks", async () => {
    const since = line.sequence;
    const found = await Promise.all(people.map((_, index) => eligibility().find(targetOf(index), "cached")));
    expect(found.filter((one) => one !== undefined)).to.have.length(0);
    expect(line.seen(since)).to.equal(1);
  });

  it("are written and seen in one request", async () => {
    await eligibility().find(targetOf(0), "cached");
    const since = line.sequence;
    await eligibility().request(assign(targetOf(0)), "PT10M");
    const { accepted: isThere, live } = await eligibility().readBack(targetOf(0), (one) => one?.end === END, "PT10M");
    expect(isThere).to.equal(true);
    expect(live).to.include({ end: END, principal: people[0], direct: true, throughPim: true });
    expect(line.seen(since)).to.equal(1);
    expect(line.tenant.requests(since).map(({ write }) => write)).to.deep.equal([true]);
  });

  it("keep the rest of the collection when one is written", async () => {
    await eligibility().find(targetOf(1), "cached");
    await eligibility().request(assign(targetOf(0)), "PT10M");
    const since = line.sequence;
    expect(await eligibility().find(targetOf(0), "cached")).to.include({ end: END });
    expect(await eligibility().find(targetOf(1), "cached")).to.equal(undefined);
    expect(line.seen(since)).to.equal(0);
  });

  it("are read directly in batches of what is asked at the same time", async () => {
    const since = line.sequence;
    await Promise.all(people.slice(0, 50).map((_, index) => eligibility().find(targetOf(index), "direct")));
    expect(line.seen(since)).to.equal(3);
  });

  it("count as gone when they have ended", async () => {
    await eligibility().request(assign(targetOf(0)), "PT10M");
    expect(await eligibility().find(targetOf(0), "cached")).to.include({ end: END });
    line.tenant.clock.set("2035-01-01T00:00:01Z");
    expect(await eligibility().find(targetOf(0), "cached")).to.equal(undefined);
    expect(await line.clients.entra.allSchedules("eligibility")).to.satisfy((all: { end?: string }[]) =>
      all.every(({ end }) => end === undefined || end > "2035-01-01T00:00:01Z"),
    );
  });

  it("share few reads when fifty wait for what lags", async () => {
    line.close();
    line = await tenantOf({ lag: 20_000 });
    people = await idsOf(line);
    const fifty = people.slice(0, 50).map((_, index) => targetOf(index));
    await Promise.all(fifty.map((target) => eligibility().request(assign(target), "PT10M")));
    const since = line.sequence;
    const results = await Promise.all(
      fifty.map((target) => eligibility().readBack(target, (live) => live !== undefined, "PT10M")),
    );
    expect(results.every((one) => one.accepted)).to.equal(true);
    expect(line.seen(since)).to.be.within(1, 8);
  });

  it("say what they saw last when a read-back ends in vain", async () => {
    await eligibility().request(assign(targetOf(0)), "PT10M");
    const result = await eligibility().readBack(targetOf(0), (live) => live?.end === OTHER_END, "PT2M");
    expect(result.accepted).to.equal(false);
    expect(result.live).to.include({ end: END });
  });

  for (const fault of ["before", "after", "cut short", { status: 503 }, { status: 504 }] satisfies Fault[]) {
    const name = typeof fault === "string" ? fault : `status ${fault.status}`;
    it(`are asked for once when an answer is lost (${name})`, async () => {
      line.misbehave(({ method, number }) => (method === "POST" && number === 1 ? fault : undefined));
      await eligibility().request(assign(targetOf(0)), "PT10M");
      const { live } = await eligibility().readBack(targetOf(0), (one) => one !== undefined, "PT10M");
      expect(live).to.include({ end: END });
      expect(accepted()).to.have.length(1);
      line.misbehave(({ method, number }) => (method === "POST" && number === 1 ? fault : undefined));
      await eligibility().request(removal(targetOf(0)), "PT10M");
      expect(await eligibility().find(targetOf(0), "direct")).to.equal(undefined);
      expect(accepted()).to.have.length(2);
    });
  }

  it("are looked for before a request is sent again", async () => {
    line.misbehave(({ number }) => (number === 1 ? "before" : undefined));
    await eligibility().request(assign(targetOf(0)), "PT10M");
    const kinds = line.sent.map(({ method }) => method);
    expect(kinds.at(0)).to.equal("POST");
    expect(kinds.at(-1)).to.equal("POST");
    expect(new Set(kinds.slice(1, -1))).to.deep.equal(new Set(["GET"]));
  });

  it("are done when a lagging tenant says that the lost request was", async () => {
    line.close();
    line = await tenantOf({ lag: 300_000 });
    people = await idsOf(line);
    line.misbehave(({ number }) => (number === 1 ? "after" : undefined));
    await eligibility().request(assign(targetOf(0)), "PT30M");
    expect(accepted()).to.have.length(1);
  });

  it("are updated once when the answer is lost after the effect", async () => {
    await eligibility().request(assign(targetOf(0)), "PT10M");
    line.misbehave(({ number }) => (number === 1 ? "after" : undefined));
    await eligibility().request({ ...assign(targetOf(0), OTHER_END), action: "adminUpdate" }, "PT10M");
    expect(await eligibility().find(targetOf(0), "cached")).to.include({ end: OTHER_END });
    expect(line.sent.filter(({ method }) => method === "POST")).to.have.length(1);
  });

  it("wait until they are five minutes old before they can go", async () => {
    const { assignment } = line.clients.entra;
    await assignment.request(assign(targetOf(0)), "PT10M");
    const before = line.tenant.clock.now().getTime();
    await assignment.request(removal(targetOf(0)), "PT10M");
    expect(await assignment.find(targetOf(0), "direct")).to.equal(undefined);
    const waited = line.tenant.clock.now().getTime() - before;
    expect(waited).to.be.within(290_000, 420_000);
    expect(line.pauses.length).to.be.below(10);
  });

  it("give up on a principal that nobody knows after five minutes", async () => {
    const nobody = { ...targetOf(0), principal: "00000000-0000-4000-8000-000000000000" };
    const error = await eligibility()
      .request(assign(nobody), "PT30M")
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(PimApiError).and.to.include({ code: "SubjectNotFound" });
    const waited = line.pauses.reduce((sum, pause) => sum + pause, 0);
    expect(waited).to.be.within(290_000, 370_000);
  });

  it("refuse at once what waiting does not cure", async () => {
    await eligibility().request(assign(targetOf(0)), "PT10M");
    const error = await eligibility()
      .request(assign(targetOf(0)), "PT10M")
      .catch((reason: unknown) => reason);
    expect(error).to.include({ code: "RoleAssignmentExists", status: 400 });
    expect(line.pauses).to.deep.equal([]);
  });

  it("do not take Failed in an answer for success", async () => {
    const body = JSON.stringify({ responses: [{ id: "write", status: 201, body: { status: "Failed" } }] });
    line.misbehave(({ number }) =>
      number === 1 ? { status: 200, headers: { "Content-Type": "application/json" }, body } : undefined,
    );
    const error = await eligibility()
      .request(assign(targetOf(0)), "PT10M")
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(PimApiError).and.to.include({ code: "RequestFailed" });
    expect(line.sent).to.have.length(1);
  });

  it("end as asked, with no request accepted twice, whatever the line does", async function () {
    this.timeout(60_000);
    const faults: (Fault | undefined)[] = [
      undefined,
      undefined,
      "before",
      "after",
      "cut short",
      { status: 429, headers: { "Retry-After": "2" } },
      { status: 429, headers: { "Content-Type": "text/html" }, body: "<html/>" },
      { status: 500 },
      { status: 503 },
    ];
    await fc.assert(
      fc.asyncProperty(
        // a read is given up after five answers that fail in a row; the line recovers before that
        fc
          .array(fc.array(fc.constantFrom(...faults), { maxLength: 3 }), { maxLength: 4 })
          .map((bursts) => bursts.flatMap((burst): (Fault | undefined)[] => [...burst, undefined])),
        fc.array(fc.constantFrom("assign", "shorten", "remove"), { minLength: 1, maxLength: 4 }),
        async (plan, steps) => {
          const tenant = await tenantOf();
          try {
            const [principal = ""] = await idsOf(tenant);
            const target = { scope: "/", role: GLOBAL_READER, principal };
            const port = tenant.clients.entra.eligibility;
            tenant.misbehave(({ number }) => plan[number - 1]);
            let end: string | undefined;
            let changes = 0;
            for (const step of steps) {
              const action = step === "remove" ? "adminRemove" : end === undefined ? "adminAssign" : "adminUpdate";
              if (step === "remove" && end === undefined) continue;
              const wanted = step === "remove" ? undefined : step === "assign" ? END : OTHER_END;
              if (wanted === end) continue;
              const until = wanted === undefined ? undefined : { end: wanted };
              await port.request({ action, ...target, until, justification: "test" }, "PT30M");
              changes += 1;
              end = wanted;
              const { live } = await port.readBack(target, (one) => one?.end === end, "PT30M");
              expect(live?.end).to.equal(end);
            }
            const done = tenant.tenant.changes().filter(({ family, request }) => family === "eligibility" && request);
            expect(done).to.have.length(changes);
          } finally {
            tenant.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

async function tenantOf(options: { readonly lag?: number } = {}): Promise<FaultyTenant> {
  const line = new FaultyTenant(options);
  // what lags is what is new; the seed must not be
  line.tenant.clock.advance("P1D");
  return line;
}

/** Ids of users who hold nothing of Global Reader. */
async function idsOf(line: FaultyTenant): Promise<string[]> {
  const response = await line.tenant.fetch(
    new Request("https://graph.microsoft.com/v1.0/users?$select=id&$top=999&$filter=userType eq 'Member'"),
  );
  const { value } = (await response.json()) as { value: { id: string }[] };
  return value.map(({ id }) => id);
}
