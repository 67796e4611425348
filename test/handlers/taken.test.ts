import { expect } from "chai";
import { active, eligible, guard, ROLE, settings } from "../support/guard-lines";
import { Killed } from "../support/mini-engine";
import { World } from "../support/world";

describe("what a guard has taken", () => {
  let world: World;
  let gustav: string;
  let hana: string;
  let igor: string;
  let jana: string;
  let adele: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    [gustav, hana, igor, jana, adele] = (await Promise.all(
      ["gustav.holm", "hana.sato", "igor.petrov", "jana.novak", "adele.vance"].map((name) => world.person(name)),
    )) as [string, string, string, string, string];
  });
  afterEach(() => world.close());

  const holding = () => [gustav, hana, igor, jana].filter((id) => world.holds(id, ROLE).length > 0);
  const unmanaged = (engine: { held: { type: string; outs: Record<string, unknown> }[] }) =>
    engine.held.find(({ type }) => type === "EntraRoleGuard")?.outs.unmanaged;

  it("comes back when it only reports again within 30 days, each shown", async () => {
    const engine = world.engine();
    const others = { except: [igor, jana] };
    await engine.up([settings(), guard("remove", others)]);
    await engine.up([settings(), guard("remove", others)]);
    expect(holding()).to.deep.equal([igor, jana]);
    world.tenant.clock.advance("P29D");
    const lines = [settings(), guard("report", others)];
    const { [`guard of ${ROLE}`]: planned } = await engine.preview(lines);
    expect([planned?.before.removed, planned?.after.removed]).to.deep.equal([
      ["gustav.holm", "hana.sato"].map((name) => `${name}@contoso.com: active, permanent, outside PIM`),
      undefined,
    ]);
    const back = ["gustav.holm", "hana.sato"].map((name) => `${name}@contoso.com: active, permanent`);
    expect([planned?.before.unmanaged, planned?.after.unmanaged]).to.deep.equal([[], back]);
    await engine.up(lines);
    expect(holding()).to.have.length(4);
    expect(unmanaged(engine)).to.deep.equal(back);
    expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same"]);
  });

  it("comes back when its line goes within 30 days, and nothing later", async () => {
    for (const [days, left] of [
      ["P29D", 4],
      ["P31D", 2],
    ] as const) {
      const engine = world.engine();
      const lines = [settings(), guard("remove", { except: [igor, jana] })];
      await engine.up(lines);
      await engine.up(lines);
      world.tenant.clock.advance(days);
      await engine.up([settings()]);
      expect(holding(), days).to.have.length(left);
    }
  });

  it("comes back with its old end", async () => {
    const engine = world.engine();
    const until = { type: "afterDateTime", endDateTime: "2027-03-01T00:00:00Z" };
    await world.request("eligibility", "adminAssign", adele, until);
    const lines = [settings(), guard("remove", { except: [gustav, hana, igor, jana] })];
    await engine.up(lines);
    world.tenant.clock.advance("P1D");
    await engine.up(lines);
    expect(world.holds(adele, ROLE)).to.deep.equal([]);
    await engine.up([settings()]);
    expect(world.holds(adele, ROLE)).to.deep.equal(["eligible until 2027-03-01T00:00:00Z"]);
  });

  it("is a later line's, which gives it back itself", async () => {
    const engine = world.engine();
    const watching = guard("remove", { except: [hana, igor, jana] });
    await engine.up([settings(), watching]);
    await engine.up([settings(), watching]);
    expect(world.holds(gustav, ROLE)).to.deep.equal([]);
    await engine.up([settings(), active(gustav, { schedule: { end: "2027-01-31" } }), watching]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active until 2027-01-31T00:00:00Z"]);
    await engine.up([settings()]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
  });

  it("does not come back through a line that goes: that is a leaver", async () => {
    const engine = world.engine();
    const watching = guard("remove", { except: [gustav, hana, igor] });
    await engine.up([settings(), eligible(jana, { schedule: { end: "2027-06-30" } }), watching]);
    await engine.up([settings(), watching]);
    expect(world.holds(jana, ROLE)).to.deep.equal([]);
  });

  it("goes along on a rename", async () => {
    const engine = world.engine();
    const others = { except: [igor, jana] };
    await engine.up([settings(), guard("remove", others)]);
    await engine.up([settings(), guard("remove", others)]);
    const since = world.mark();
    await engine.up([settings(), guard("remove", others, ROLE, "renamed")]);
    expect(world.writes(since)).to.deep.equal([]);
    await engine.up([settings()]);
    expect(holding()).to.have.length(4);
  });

  it("comes back after a run that was killed at any request of taking it", async () => {
    let deaths = 0;
    for (let at = 1, died = true; died; at += 1) {
      for (const moment of ["before", "after"] as const) {
        const fresh = new World(world.file);
        const engine = fresh.engine();
        const held = () => [gustav, hana, igor, jana].map((id) => fresh.holds(id, ROLE));
        const found = held();
        const lines = [settings(), guard("remove", { except: [igor] })];
        await engine.up([settings(), guard("report", { except: [igor] })]);
        engine.death = { at, moment };
        died = await engine.up(lines).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Killed) return true;
            throw error;
          },
        );
        if (died) deaths += 1;
        await engine.up(lines);
        await engine.up(lines);
        expect(held(), `killed ${moment} request ${at}`).to.deep.equal([[], [], ["active"], []]);
        await engine.up([settings()]);
        expect(held(), `killed ${moment} request ${at}`).to.deep.equal(found);
        fresh.close();
      }
    }
    expect(deaths).to.be.greaterThan(6);
  });
});
