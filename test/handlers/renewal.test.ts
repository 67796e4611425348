import { expect } from "chai";
import { World } from "../support/world";

const ROLE = "Exchange Administrator";

describe("renewal", () => {
  let world: World;
  let adele: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-09-02T15:00:00Z");
    adele = await world.person("adele.vance");
  });
  afterEach(() => world.close());

  const line = (inputs: object = {}) => ({
    type: "EntraRoleEligibility" as const,
    name: "line",
    inputs: { role: ROLE, principalId: adele, schedule: { duration: "P90D" }, onExpiry: "renew", ...inputs },
  });

  it("writes the day of the end, rounded down, so that a preview shows it", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    expect(engine.held[0]?.inputs.ends).to.equal("2026-12-01T00:00:00Z");
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2026-12-01T00:00:00Z"]);
  });

  it("keeps still until the end comes near, then grants the length again", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    world.tenant.clock.set("2026-11-16T12:00:00Z");
    expect(await engine.up([line()])).to.deep.equal({ line: "same" });
    world.tenant.clock.set("2026-11-18T12:00:00Z");
    expect(await engine.up([line()])).to.deep.equal({ line: "update" });
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-16T00:00:00Z"]);
    expect(await engine.up([line()])).to.deep.equal({ line: "same" });
  });

  it("grants again what has ended meanwhile", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    world.tenant.clock.set("2027-01-10T12:00:00Z");
    expect(await engine.up([line()])).to.deep.equal({ line: "update" });
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-04-10T00:00:00Z"]);
  });

  it("leaves the end as it is when the program stops asking for it", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    world.tenant.clock.set("2026-11-18T12:00:00Z");
    await engine.up([line()]);
    world.tenant.clock.set("2026-12-18T12:00:00Z");
    expect(await engine.up([line({ onExpiry: "end" })])).to.deep.equal({ line: "update" });
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-02-16T00:00:00Z"]);
    expect(await engine.up([line({ onExpiry: "end" })])).to.deep.equal({ line: "same" });
  });

  it("extends nothing when somebody else moved the end, and puts it back", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    world.tenant.clock.advance("P10D");
    await world.ask("POST", "/roleManagement/directory/roleEligibilityScheduleRequests", {
      action: "adminUpdate",
      principalId: adele,
      roleDefinitionId: "29232cdf-9323-42fd-ade2-1d097af3e4de",
      directoryScopeId: "/",
      justification: "longer",
      scheduleInfo: { expiration: { type: "afterDateTime", endDateTime: "2027-08-01T00:00:00Z" } },
    });
    expect(await engine.up([line()])).to.deep.equal({ line: "update" });
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2026-12-01T00:00:00Z"]);
  });

  it("needs a length", async () => {
    const message = await world
      .engine()
      .up([line({ schedule: { end: "2027-01-01" } })])
      .catch((error: Error) => error.message);
    expect(message).to.contain("onExpiry: renew needs schedule: { duration: … }");
  });
});
