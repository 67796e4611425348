import { expect } from "chai";
import { active, eligible, ROLE, settings } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { World } from "../support/world";

describe("a revert", () => {
  let world: World;
  let gustav: string;
  let adele: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    gustav = await world.person("gustav.holm");
    adele = await world.person("adele.vance");
  });
  afterEach(() => world.close());

  it("counts a length from the first start, also where the shorter one has ended meanwhile", async () => {
    const engine = world.engine();
    const lasting = (duration: string) => [eligible(adele, { schedule: { duration } })];
    await engine.up(lasting("P90D"));
    const deployed = world.holds(adele, ROLE);
    await engine.up(lasting("P15D"));
    world.tenant.clock.advance("P16D");
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
    await engine.up(lasting("P90D"));
    expect(world.holds(adele, ROLE)).to.deep.equal(deployed);
    await engine.up(lasting("P15D")).then(
      () => expect.fail("a length that is over was granted"),
      ({ message }) => expect(message).to.contain("the schedule ends 2026-12-07T12:00:00Z, which is past"),
    );
  });

  it("puts a bounded assignment back that our own line had made permanent, beside an eligibility", async () => {
    await world.request("assignment", "adminAssign", adele, { type: "afterDuration", duration: "P40D" });
    const found = world.holds(adele, ROLE);
    const engine = world.engine();
    const instead = eligible(adele, { standing: "remove" });
    await engine.up([instead]);
    const deployed = world.holds(adele, ROLE);
    expect(deployed).to.deep.equal([...found, "eligible"]);
    await engine.up([eligible(adele), active(adele)]);
    world.tenant.clock.advance("PT6M");
    await engine.up([instead]);
    expect(world.holds(adele, ROLE)).to.deep.equal(deployed);
    world.tenant.clock.advance("PT6M");
    await engine.destroy();
    expect(world.holds(adele, ROLE)).to.deep.equal(found);
  });

  it("is not refused by limits that it takes back itself", async () => {
    const engine = world.engine();
    const limits: Line = {
      ...settings(),
      inputs: { role: ROLE, eligibility: { permanent: false, maximumDuration: "P15D" } },
    };
    const before = await world.settings(ROLE);
    await engine.up([limits, eligible(adele, { schedule: { duration: "P15D" } })]);
    await engine.up([eligible(adele), eligible(gustav)]);
    expect([world.holds(adele, ROLE), world.holds(gustav, ROLE)]).to.deep.equal([["eligible"], ["active", "eligible"]]);
    expect(await world.settings(ROLE)).to.deep.equal(before);
  });

  it("is refused by limits that stay behind", async () => {
    const engine = world.engine();
    const limits: Line = {
      ...settings(),
      inputs: { role: ROLE, eligibility: { permanent: false, maximumDuration: "P15D" }, onDelete: "leave" },
    };
    await engine.up([limits]);
    const left = await world.settings(ROLE);
    await engine.up([eligible(adele)]).then(
      () => expect.fail("the limits were passed over"),
      ({ message }) => expect(message).to.contain("ExpirationRule"),
    );
    expect(await world.settings(ROLE)).to.deep.equal(left);
  });

  it("gives back what was found although limits refuse it that stay behind, and leaves these", async () => {
    const engine = world.engine();
    const limits: Line = {
      ...settings(),
      inputs: { role: ROLE, assignment: { permanent: false, maximumDuration: "P15D" }, onDelete: "leave" },
    };
    await engine.up([limits, active(gustav, { schedule: { duration: "P15D" } })]);
    const limited = await world.settings(ROLE);
    world.tenant.clock.advance("PT6M");
    await engine.destroy();
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
    expect(await world.settings(ROLE)).to.deep.equal(limited);
  });
});
