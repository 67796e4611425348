import { expect } from "chai";
import { guard, ROLE, settings } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { World } from "../support/world";

const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing failed",
    (error: Error) => error.message,
  );

describe("the brake on removals", () => {
  let world: World;
  let people: { id: string; userPrincipalName: string }[];
  beforeEach(async () => {
    world = new World();
    const path = "/users?$top=30&$select=id,userPrincipalName&$filter=userType eq 'Member'";
    people = ((await world.ask("GET", path)) as { value: typeof people }).value.slice(0, 12);
  });
  afterEach(() => world.close());

  const lines = (count: number, suffix = "", inputs: object = {}): Line[] =>
    people.slice(0, count).map(({ id, userPrincipalName }) => ({
      type: "EntraRoleEligibility",
      name: `${userPrincipalName}${suffix}`,
      inputs: {
        role: "Reports Reader",
        principalId: id,
        principalName: userPrincipalName,
        schedule: { duration: "P90D" },
        ...inputs,
      },
    }));
  const held = () => world.holders("Reports Reader").length;
  const stopped = async (work: Promise<unknown>): Promise<string> => {
    const since = world.mark();
    const message = await failure(work);
    expect(world.writes(since)).to.deep.equal([]);
    return message;
  };

  it("stops before the first of more than ten, naming them all", async () => {
    const engine = world.engine();
    await engine.up(lines(11));
    const message = await stopped(engine.up([]));
    expect(message).to.contain("this run would take away 11 holdings, at most 10 are allowed");
    for (const { userPrincipalName } of people.slice(0, 11))
      expect(message).to.contain(`eligibility of ${userPrincipalName} for Reports Reader`);
    expect(message).to.contain("run again with PIM_MAX_REMOVALS=all");
    expect(held()).to.equal(11);
  });

  it("lets ten pass, and more where PIM_MAX_REMOVALS says so", async () => {
    const engine = world.engine();
    await engine.up(lines(12));
    await engine.up(lines(2));
    expect(held()).to.equal(2);
    await engine.up([]);
    for (const allowed of ["12", " ALL "]) {
      const many = world.engine({}, { PIM_MAX_REMOVALS: allowed });
      await many.up(lines(12));
      await many.up([]);
      expect(held()).to.equal(0);
    }
  });

  it("stops at the number that PIM_MAX_REMOVALS says", async () => {
    const engine = world.engine({}, { PIM_MAX_REMOVALS: "0" });
    await engine.up(lines(1));
    expect(await stopped(engine.up([]))).to.contain("would take away 1 holding, at most 0 are allowed");
  });

  it("stops destroy, which looks like an emptied program", async () => {
    const engine = world.engine();
    await engine.up(lines(11));
    expect(await stopped(engine.destroy())).to.contain("PIM_MAX_REMOVALS=all");
    const all = world.engine({}, { PIM_MAX_REMOVALS: "all" });
    all.held = engine.held;
    await all.destroy();
    expect(held()).to.equal(0);
  });

  it("does not count a rename", async () => {
    const engine = world.engine();
    await engine.up(lines(12));
    const since = world.mark();
    await engine.up(lines(12, "-renamed"));
    expect(world.writes(since)).to.deep.equal([]);
  });

  it("does not count whom lines make eligible instead, nor active instead", async () => {
    const engine = world.engine();
    const active = lines(12).map(
      (line): Line => ({ ...line, type: "EntraRoleAssignment", name: `active ${line.name}` }),
    );
    await engine.up(active);
    await engine.up(lines(12, "", { standing: "remove" }));
    expect(world.holders("Reports Reader").map(({ state }) => state)).to.deep.equal(Array(12).fill("eligible"));
    await engine.up(active);
    expect(world.holders("Reports Reader").map(({ state }) => state)).to.deep.equal(Array(12).fill("active"));
  });

  it("does not count what stays, what has ended, and what is gone already", async () => {
    const leave = world.engine();
    await leave.up(lines(12, "", { onDelete: "leave" }));
    await leave.up([]);
    expect(held()).to.equal(12);
    const ended = world.engine();
    await ended.up(lines(12));
    world.tenant.clock.advance("P91D");
    await ended.up([]);
    const gone = world.engine();
    await gone.up(lines(12));
    world.tenant.clock.advance("PT10M");
    for (const { id } of people.slice(0, 11))
      await world.request("eligibility", "adminRemove", id, undefined, "4a5d8f65-41da-4de4-8968-e035b65339cf");
    await gone.up([]);
    expect(held()).to.equal(0);
  });

  it("stops at the first one over where nothing was read", async () => {
    const engine = world.engine();
    await engine.up(lines(12));
    const message = await failure(engine.up([], { refresh: false }));
    expect(message).to.contain("this run would take away 11 holdings");
    expect(held()).to.equal(2);
  });

  it("counts what guards are about to remove", async () => {
    const environment = { PIM_MAX_REMOVALS: "3" };
    const engine = world.engine({}, environment);
    await engine.up([settings(), guard("remove")]);
    const message = await stopped(engine.up([settings(), guard("remove")]));
    expect(message).to.contain("would take away 4 holdings, at most 3 are allowed");
    expect(message).to.contain(`gustav.holm@contoso.com: active, permanent, outside PIM of ${ROLE}`);
    expect(world.holders(ROLE)).to.have.length(4);
  });

  it("refuses a value that is no number before anything is read", async () => {
    for (const wrong of ["ten", "-1", "1.5", "10 000"]) {
      const since = world.mark();
      const message = await failure(world.engine({}, { PIM_MAX_REMOVALS: wrong }).preview(lines(1)));
      expect(world.tenant.requests(since)).to.deep.equal([]);
      expect(message).to.match(/^eligibility of .* for Reports Reader: /);
      expect(message).to.contain(`PIM_MAX_REMOVALS must be a whole number, or all, got "${wrong}"; unset it for 10`);
    }
  });
});
