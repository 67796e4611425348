import { expect } from "chai";
import { World } from "../support/world";

const ROLE = "Exchange Administrator";

const line = (
  type: "EntraRoleEligibility" | "EntraRoleAssignment",
  principalId: string,
  inputs: object,
  name = "line",
) => ({
  type,
  name,
  inputs: { role: ROLE, principalId, ...inputs },
});

const failure = async (work: Promise<unknown>): Promise<Error> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing failed");
};

describe("schedule handlers", () => {
  let world: World;
  let gustav: string;
  let jana: string;
  let adele: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    [gustav, jana, adele] = await Promise.all([
      world.person("gustav.holm"),
      world.person("jana.novak"),
      world.person("adele.vance"),
    ]);
  });
  afterEach(() => world.close());

  it("make somebody eligible and remove it on deletion", async () => {
    const engine = world.engine();
    await engine.up([line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } })]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
    expect(await engine.up([line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } })])).to.deep.equal({
      line: "same",
    });
    expect(await engine.up([])).to.deep.equal({ line: "delete" });
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
  });

  it("adopt what is equal without a write", async () => {
    const since = world.mark();
    await world.engine().up([line("EntraRoleEligibility", jana, { schedule: { permanent: true } })]);
    await world.engine().up([line("EntraRoleAssignment", gustav, { schedule: { permanent: true } })]);
    expect(world.writes(since)).to.deep.equal([]);
  });

  it("change what differs in place, with one request", async () => {
    const since = world.mark();
    await world.engine().up([line("EntraRoleEligibility", jana, { schedule: { end: "2027-06-30" } })]);
    expect(world.holds(jana, ROLE)).to.deep.equal(["eligible until 2027-06-30T00:00:00Z"]);
    expect(world.writes(since)).to.have.length(1);
  });

  it("grant no time when something else changes", async () => {
    const engine = world.engine();
    const schedule = { duration: "P90D" };
    await engine.up([line("EntraRoleEligibility", adele, { schedule })]);
    world.tenant.clock.advance("P30D");
    const since = world.mark();
    expect(
      await engine.up([line("EntraRoleEligibility", adele, { schedule, justification: "another reason" })]),
    ).to.deep.equal({ line: "update" });
    expect(world.writes(since)).to.deep.equal([]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
  });

  it("count a changed duration from the first start", async () => {
    const engine = world.engine();
    await engine.up([line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } })]);
    world.tenant.clock.advance("P30D");
    await engine.up([line("EntraRoleEligibility", adele, { schedule: { duration: "P100D" } })]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-03-02T12:00:00Z"]);
    await engine.up([line("EntraRoleEligibility", adele, { schedule: { duration: "P60D" } })]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-01-21T12:00:00Z"]);
  });

  it("are not changed again by the run after the one that was killed over the change", async () => {
    const lasting = (duration: string) => [line("EntraRoleEligibility", adele, { schedule: { duration } })];
    const requests = async () => {
      const path = `/roleManagement/directory/roleEligibilityScheduleRequests?$filter=principalId eq '${adele}'`;
      return ((await world.ask("GET", path)) as { value: { action: string }[] }).value.map(({ action }) => action);
    };
    const engine = world.engine();
    await engine.up(lasting("P90D"));
    world.tenant.clock.advance("P10D");
    for (let at = 1; !(await requests()).includes("adminUpdate"); at += 1) {
      engine.death = { at, moment: "after" };
      await engine.up(lasting("P100D")).catch(() => undefined);
    }
    engine.death = undefined;
    await engine.up(lasting("P100D"));
    expect(await requests()).to.have.members(["adminAssign", "adminUpdate"]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-03-02T12:00:00Z"]);
  });

  it("refuse to be changed to an end that is past by the tenant's clock", async () => {
    const engine = world.engine();
    await engine.up([line("EntraRoleEligibility", adele, { schedule: { end: "2027-06-01" } })]);
    const error = await failure(engine.up([line("EntraRoleEligibility", adele, { schedule: { end: "2026-01-01" } })]));
    expect(error.message).to.contain("the schedule ends 2026-01-01T00:00:00Z, which is past");
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-06-01T00:00:00Z"]);
  });

  it("are expired, without an error or a request, where a revert months later declares what has ended since", async () => {
    const engine = world.engine();
    const since = world.mark();
    const declared = line("EntraRoleEligibility", adele, { schedule: { end: "2026-01-01" } });
    await engine.up([declared]);
    expect(engine.held[0]?.outs).to.deep.include({ status: "expired", end: "2026-01-01T00:00:00Z" });
    expect(engine.warnings.join()).to.contain("ended 2026-01-01T00:00:00Z, so nothing is granted");
    await engine.up([declared]);
    expect(world.writes(since)).to.deep.equal([]);
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
  });

  it("keep quiet about a schedule that ended by itself and grant nothing again", async () => {
    const engine = world.engine();
    const declared = line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } });
    await engine.up([declared]);
    world.tenant.clock.advance("P91D");
    const since = world.mark();
    expect(await engine.up([declared])).to.deep.equal({ line: "same" });
    expect(engine.held[0]?.outs.status).to.equal("expired");
    expect(await engine.up([])).to.deep.equal({ line: "delete" });
    expect(world.writes(since)).to.deep.equal([]);
  });

  it("grant again what was removed before its end, since that is drift", async () => {
    const engine = world.engine();
    const declared = line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } });
    await engine.up([declared]);
    world.tenant.clock.advance("PT10M");
    await world.request("eligibility", "adminRemove", adele);
    expect(await engine.up([declared])).to.deep.equal({ line: "create" });
    // until when it was granted: nobody has asked for more
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
  });

  it("put an end back that somebody moved", async () => {
    const engine = world.engine();
    const declared = line("EntraRoleEligibility", adele, { schedule: { end: "2027-06-30" } });
    await engine.up([declared]);
    const later = { type: "afterDateTime", endDateTime: "2027-10-30T00:00:00Z" };
    await world.request("eligibility", "adminUpdate", adele, later);
    expect(await engine.up([declared])).to.deep.equal({ line: "update" });
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-06-30T00:00:00Z"]);
  });

  it("hand over on a rename without a write, adopted or created", async () => {
    const engine = world.engine();
    const lines = (suffix: string) => [
      line("EntraRoleEligibility", adele, { schedule: { duration: "P90D" } }, `adele${suffix}`),
      line("EntraRoleEligibility", jana, { schedule: { permanent: true } }, `jana${suffix}`),
    ];
    await engine.up(lines(""));
    const since = world.mark();
    await engine.up(lines("-renamed"));
    expect(world.writes(since)).to.deep.equal([]);
    await engine.destroy();
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
    expect(world.holds(jana, ROLE)).to.deep.equal(["eligible"]);
  });

  it("grant nothing anew on a rename: not what has ended, nor more than a changed duration from the first start", async () => {
    const engine = world.engine();
    const lines = (suffix: string, duration: string) => [
      line("EntraRoleEligibility", adele, { schedule: { duration: "P10D" } }, `adele${suffix}`),
      line("EntraRoleEligibility", gustav, { schedule: { duration } }, `gustav${suffix}`),
    ];
    await engine.up(lines("", "P90D"));
    world.tenant.clock.advance("P30D");
    await engine.up(lines("-renamed", "P60D"));
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active", "eligible until 2027-01-21T12:00:00Z"]);
  });

  it("put a moved end back on a rename too", async () => {
    const engine = world.engine();
    const schedule = { duration: "P90D" };
    await engine.up([line("EntraRoleEligibility", adele, { schedule })]);
    const later = { type: "afterDateTime", endDateTime: "2027-10-30T00:00:00Z" };
    await world.request("eligibility", "adminUpdate", adele, later);
    world.tenant.clock.advance("P30D");
    await engine.up([line("EntraRoleEligibility", adele, { schedule }, "renamed")]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
  });

  it("give an adopted line back as found within 30 days, and remove it later", async () => {
    const lines = [line("EntraRoleEligibility", jana, { schedule: { end: "2027-06-30" } })];
    const rollback = world.engine();
    await rollback.up(lines);
    world.tenant.clock.advance("P29D");
    await rollback.up([]);
    expect(world.holds(jana, ROLE)).to.deep.equal(["eligible"]);
    const leaver = world.engine();
    await leaver.up(lines);
    world.tenant.clock.advance("P31D");
    await leaver.up([]);
    expect(world.holds(jana, ROLE)).to.deep.equal([]);
  });

  it("give an adopted line back with the start that lay ahead", async () => {
    const starts = { role: ROLE, principalId: adele };
    await world.ask("POST", "/roleManagement/directory/roleEligibilityScheduleRequests", {
      action: "adminAssign",
      principalId: adele,
      roleDefinitionId: "29232cdf-9323-42fd-ade2-1d097af3e4de",
      directoryScopeId: "/",
      justification: "by hand",
      scheduleInfo: {
        startDateTime: "2027-01-01T00:00:00Z",
        expiration: { type: "afterDateTime", endDateTime: "2027-03-01T00:00:00Z" },
      },
    });
    const engine = world.engine();
    const schedule = { start: "2027-01-15", end: "2027-02-01" };
    await engine.up([{ type: "EntraRoleEligibility", name: "line", inputs: { ...starts, schedule } }]);
    await engine.up([]);
    const [held] = world.holders(ROLE).filter((one) => one.principalId === adele);
    expect([held?.start, held?.end]).to.deep.equal(["2027-01-01T00:00:00Z", "2027-03-01T00:00:00Z"]);
  });

  it("replace when the tuple changes", async () => {
    const engine = world.engine();
    const schedule = { permanent: true };
    await engine.up([line("EntraRoleEligibility", adele, { schedule })]);
    expect(await engine.up([line("EntraRoleEligibility", gustav, { schedule })])).to.deep.equal({ line: "replace" });
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
  });
});
