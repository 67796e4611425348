import { expect } from "chai";
import { Tenant } from "../../src/emulator";
import { active, eligible, ROLE } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { World } from "../support/world";

const SKIP = { PIM_MISSING_PRINCIPALS: "skip", PIM_MAX_REMOVALS: "0" };

describe("a line about somebody who does not exist any more", () => {
  let world: World;
  let adele: string;
  let hana: string;
  let lines: Line[];
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    [adele, hana] = [await world.person("adele.vance"), await world.person("hana.sato")];
    lines = [
      eligible(adele, { principalName: "adele.vance@contoso.com", standing: "remove" }),
      eligible(hana, { schedule: { duration: "P90D" }, standing: "remove" }),
    ];
    await world.ask("DELETE", `/users/${adele}`);
  });
  afterEach(() => world.close());

  const stateOf = (engine: ReturnType<World["engine"]>) =>
    engine.held.map(({ inputs, outs }) => [inputs.principalId === adele ? "adele" : "hana", outs.status]);

  it("is an error that names person, role and the way out", async () => {
    const engine = world.engine();
    const message = await engine.up(lines).then(String, (error: Error) => error.message);
    expect(message).to.equal(
      `eligibility of adele.vance@contoso.com for Exchange Administrator: the tenant has no principal ${adele} (any more); remove the line, or run again with PIM_MISSING_PRINCIPALS=skip, which leaves such lines out until the principal exists`,
    );
  });

  it("is skipped with a warning where the environment says so, and everybody else is served", async () => {
    const engine = world.engine({}, SKIP);
    await engine.up(lines);
    expect(engine.warnings).to.deep.equal([
      `eligibility of adele.vance@contoso.com for Exchange Administrator: skipped, since the tenant has no principal ${adele}`,
    ]);
    expect(stateOf(engine)).to.deep.equal([
      ["adele", "missing"],
      ["hana", "provisioned"],
    ]);
    expect(world.holds(hana, ROLE)[0]).to.match(/^eligible until 2027-02-20/);
  });

  it("is quiet later, with and without the variable, under another name and with another schedule too", async () => {
    const skipping = world.engine({}, SKIP);
    await skipping.up(lines);
    const engine = world.engine();
    engine.held = skipping.held;
    const since = world.mark();
    expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same"]);
    const changed = lines.map((line) => ({ ...line, name: `${line.name} renamed` }));
    await engine.up([{ ...eligible(adele, { schedule: { duration: "P30D" } }), name: "new" }, ...changed.slice(1)]);
    expect(engine.warnings).to.deep.equal([]);
    expect(stateOf(engine)).to.deep.include(["adele", "missing"]);
    expect(world.writes(since).filter((write) => write.includes("Schedule"))).to.deep.equal([]);
  });

  it("is granted for real once the principal exists again", async () => {
    // as long as replication lasts, somebody new is not there
    Tenant.open({ file: world.file, lag: 3_600_000 }).close();
    const { id } = (await world.ask("POST", "/users", {
      accountEnabled: true,
      displayName: "New Person",
      mailNickname: "new.person",
      userPrincipalName: "new.person@contoso.com",
      passwordProfile: { password: "not a secret" },
    })) as { id: string };
    const line = eligible(id);
    const engine = world.engine({}, { PIM_MISSING_PRINCIPALS: "skip" });
    await engine.up([line]);
    expect(engine.held.map(({ outs }) => outs.status)).to.deep.equal(["missing"]);
    Tenant.open({ file: world.file, lag: 0 }).close();
    expect(Object.values(await engine.up([line]))).to.deep.equal(["create"]);
    expect(world.holds(id, ROLE)).to.deep.equal(["eligible"]);
    await engine.destroy();
    expect(world.holds(id, ROLE)).to.deep.equal([]);
  });

  it("writes nothing when it goes, and is no removal", async () => {
    const engine = world.engine({}, SKIP);
    await engine.up(lines);
    const since = world.mark();
    await engine.up(lines.slice(1));
    expect(world.writes(since)).to.deep.equal([]);
    expect(stateOf(engine)).to.deep.equal([["hana", "provisioned"]]);
  });

  it("is the same for active assignments", async () => {
    const engine = world.engine({}, SKIP);
    await engine.up([active(adele)]);
    expect(stateOf(engine)).to.deep.equal([["adele", "missing"]]);
    expect(Object.values(await engine.up([active(adele)]))).to.deep.equal(["same"]);
  });

  it("is never skipped for a break-glass account", async () => {
    const engine = world.engine({}, SKIP);
    const account = active(adele, { breakGlass: true });
    const message = await engine.up([account]).then(String, (error: Error) => error.message);
    expect(message).to.contain("the break-glass account does not exist any more; name another one");
  });

  it("was held before: the state lets go of it, and the next create is told the same", async () => {
    const engine = world.engine({}, SKIP);
    await engine.up(lines);
    await world.ask("DELETE", `/users/${hana}`);
    const steps = await engine.up(lines);
    expect(steps).to.deep.equal({ [`eligible ${adele}`]: "same", [`eligible ${hana}`]: "create" });
    expect(stateOf(engine)).to.deep.equal([
      ["adele", "missing"],
      ["hana", "missing"],
    ]);
    const since = world.mark();
    await engine.destroy();
    expect(world.writes(since)).to.deep.equal([]);
  });
});

describe("somebody who is deleted", () => {
  it("gets nothing back, and stops no revert", async () => {
    const world = new World();
    const gustav = await world.person("gustav.holm");
    const engine = world.engine();
    await engine.up([active(gustav, { schedule: { duration: "P15D" } })]);
    world.tenant.clock.advance("P16D");
    await engine.up([active(gustav, { schedule: { duration: "P15D" } })]);
    await world.ask("DELETE", `/users/${gustav}`);
    await engine.destroy();
    expect(engine.held).to.deep.equal([]);
    world.close();
  });
});

describe("PIM_MISSING_PRINCIPALS", () => {
  it("must be skip", async () => {
    const world = new World();
    const engine = world.engine({}, { PIM_MISSING_PRINCIPALS: "ignore" });
    const message = await engine
      .preview([eligible(await world.person("hana.sato"))])
      .then(String, (error: Error) => error.message);
    expect(message).to.contain(
      'PIM_MISSING_PRINCIPALS must be skip, got "ignore"; unset it to stop where somebody in the program does not exist',
    );
    world.close();
  });
});
