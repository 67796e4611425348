import { expect } from "chai";
import fc from "fast-check";
import { Tenant } from "../../src/emulator";
import { type Fault, misbehaving } from "../clients/faulty-tenant";
import { ExchangeStory, ROLE } from "../support/exchange-story";
import type { World } from "../support/world";

const HTML = { "Content-Type": "text/html" };
const FAULTS: Readonly<Record<string, Fault>> = {
  "a line that breaks before the tenant did its work": "before",
  "a line that breaks after it did": "after",
  "answers that are cut short": "cut short",
  "429 in JSON": { status: 429, headers: { "Retry-After": "7" }, body: '{"error":{"code":"TooManyRequests"}}' },
  "429 in HTML": { status: 429, headers: { ...HTML, "Retry-After": "3" }, body: "<html>busy</html>" },
  "429 with nothing": { status: 429 },
  "500": { status: 500, body: "<h1>oops</h1>", headers: HTML },
  "502 of a gateway that did not wait": { status: 502, body: "<h1>bad gateway</h1>", headers: HTML, done: true },
  "503": { status: 503, headers: { "Retry-After": "2" } },
  "504 of a gateway that did not wait": { status: 504, body: "", done: true },
  "expired tokens": { status: 401, body: '{"error":{"code":"InvalidAuthenticationToken"}}' },
};

/** What becomes of one request after the other; `kinds` of trouble, every third time. */
const trouble = (kinds: readonly Fault[]) =>
  fc.infiniteStream(
    fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: fc.constantFrom(...kinds), weight: 1 }),
  );

/** Brings two programs about and destroys everything over a bad line. Each step ends well, or the next run over a good line does. */
async function survives(faults: IterableIterator<Fault | undefined>, lag = 0): Promise<void> {
  const story = new ExchangeStory();
  const { world, engine } = story;
  const lossy = (transport: Parameters<typeof engine.through>[0]) =>
    misbehaving(transport, () => faults.next().value as Fault | undefined);
  const done = async (work: () => Promise<unknown>) => {
    engine.through = lossy;
    const failed = await work().then(
      () => false,
      () => true,
    );
    engine.through = (transport) => transport;
    if (failed) await work();
  };
  try {
    const brownfield = await story.begin();
    Tenant.open({ file: world.file, lag }).close();
    const { first, second } = story.kept;
    for (const [lines, kept] of [
      [story.first(), first],
      [story.second(), second],
    ] as const) {
      const since = world.changed();
      await done(() => engine.up(lines));
      for (const id of kept) expect(world.heldSince(since, id, ROLE), id).to.equal(true);
      const before = world.mark();
      expect(Object.values(await engine.up(lines)).filter((step) => step !== "same")).to.deep.equal([]);
      expect(world.writes(before)).to.deep.equal([]);
    }
    await done(() => engine.destroy());
    expect(await story.enforced()).to.deep.equal(brownfield);
    expect(await repeated(world)).to.deep.equal([]);
  } finally {
    story.close();
  }
}

/** Schedule requests that the tenant has accepted although the one before of that tuple had asked for the same. */
async function repeated(world: World): Promise<string[]> {
  const known = new Map<string, Accepted>();
  for (const collection of ["roleEligibilityScheduleRequests", "roleAssignmentScheduleRequests"]) {
    const { value } = (await world.ask("GET", `/roleManagement/directory/${collection}`)) as { value: Accepted[] };
    for (const one of value) known.set(one.id, one);
  }
  const newest = new Map<string, string>();
  return world.tenant.changes().flatMap(({ family, key: [kind, id = ""], before }) => {
    const request = known.get(id);
    if (family !== "request" || before !== null || request === undefined) return [];
    const { principalId, roleDefinitionId, directoryScopeId, action, scheduleInfo } = request;
    const tuple = [kind, principalId, roleDefinitionId, directoryScopeId].join(" ");
    const wish = `${action} ${JSON.stringify(scheduleInfo?.expiration)}`;
    const again = newest.get(tuple) === wish;
    newest.set(tuple, wish);
    return again ? [`${tuple}: ${wish}`] : [];
  });
}

type Accepted = Record<"id" | "principalId" | "roleDefinitionId" | "directoryScopeId" | "action", string> & {
  readonly scheduleInfo?: { readonly expiration: unknown } | null;
};

describe("runs over a bad line", function () {
  this.timeout(240_000);
  const converges = (kinds: readonly Fault[], numRuns: number, lag?: number) => () =>
    fc.assert(
      fc.asyncProperty(trouble(kinds), (faults) => survives(faults, lag)),
      { numRuns },
    );

  for (const [name, fault] of Object.entries(FAULTS))
    it(`converge, ask for nothing twice and keep everybody in over ${name}`, converges([fault], 4));

  it("do so where the tenant lags", () => survives([][Symbol.iterator](), 90_000));

  it("do so over everything at once", converges(Object.values(FAULTS), 20));

  it("do so over everything at once where the tenant lags", converges(Object.values(FAULTS), 20, 90_000));
});
