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

describe("standing access", () => {
  let world: World;
  let gustav: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    gustav = await world.person("gustav.holm");
  });
  afterEach(() => world.close());

  it("turns into eligibility, and back on deletion, without a moment without access", async () => {
    const engine = world.engine();
    const declared = line("EntraRoleEligibility", gustav, { schedule: { duration: "P90D" }, standing: "remove" });
    const since = world.tenant.changes().at(-1)?.sequence ?? 0;
    await engine.up([declared]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
    expect(await engine.up([declared])).to.deep.equal({ line: "same" });
    world.tenant.clock.advance("P10D");
    await engine.destroy();
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
    const held = new Set(["assignment"]);
    for (const { family, key, after } of world.tenant.changes(since)) {
      if (!["assignment", "eligibility"].includes(family) || !key.includes(gustav)) continue;
      if (after === null) held.delete(family);
      else held.add(family);
      expect([...held], JSON.stringify(key)).not.to.deep.equal([]);
    }
  });

  it("gives the active assignment back when standing is kept again", async () => {
    const engine = world.engine();
    const schedule = { duration: "P90D" };
    await engine.up([line("EntraRoleEligibility", gustav, { schedule, standing: "remove" })]);
    await engine.up([line("EntraRoleEligibility", gustav, { schedule, standing: "keep" })]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active", "eligible until 2027-02-20T12:00:00Z"]);
  });

  it("stays as long as the eligibility has not begun", async () => {
    const engine = world.engine();
    const schedule = { start: "2026-12-01", end: "2027-01-31" };
    const declared = line("EntraRoleEligibility", gustav, { schedule, standing: "remove" });
    await engine.up([declared]);
    expect(await engine.up([declared])).to.deep.equal({ line: "same" });
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active", "eligible until 2027-01-31T00:00:00Z"]);
    world.tenant.clock.set("2026-12-02T12:00:00Z");
    expect(await engine.up([declared])).to.deep.equal({ line: "update" });
    expect(world.holds(gustav, ROLE)).to.deep.equal(["eligible until 2027-01-31T00:00:00Z"]);
  });

  it("stays once the eligibility has ended, whatever else changes", async () => {
    const engine = world.engine();
    const declared = (justification: string) =>
      line("EntraRoleEligibility", gustav, { schedule: { duration: "P10D" }, standing: "remove", justification });
    await engine.up([declared("rollout")]);
    world.tenant.clock.advance("P11D");
    await world.ask("POST", "/roleManagement/directory/roleAssignments", {
      roleDefinitionId: "29232cdf-9323-42fd-ade2-1d097af3e4de",
      principalId: gustav,
      directoryScopeId: "/",
    });
    expect(await engine.up([declared("another word")])).to.deep.equal({ line: "update" });
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
  });

  it("shows a permanent assignment that came back as drift and removes it again", async () => {
    const engine = world.engine();
    const declared = line("EntraRoleEligibility", gustav, { schedule: { duration: "P90D" }, standing: "remove" });
    await engine.up([declared]);
    await world.ask("POST", "/roleManagement/directory/roleAssignments", {
      roleDefinitionId: "29232cdf-9323-42fd-ade2-1d097af3e4de",
      principalId: gustav,
      directoryScopeId: "/",
    });
    expect(await engine.up([declared])).to.deep.equal({ line: "update" });
    expect(world.holds(gustav, ROLE)).to.deep.equal(["eligible until 2027-02-20T12:00:00Z"]);
  });

  it("undoes the settings that refuse a restore, where these go too", async () => {
    const engine = world.engine();
    const settings = {
      type: "EntraRoleSettings" as const,
      name: "settings",
      inputs: { role: ROLE, assignment: { permanent: false, maximumDuration: "P15D" } },
    };
    const before = await world.settings(ROLE);
    await engine.up([
      settings,
      line("EntraRoleEligibility", gustav, { schedule: { duration: "P90D" }, standing: "remove" }),
    ]);
    await engine.destroy();
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
    expect(await world.settings(ROLE)).to.deep.equal(before);
  });

  it("comes back although the declared settings refuse it, and these stay as declared", async () => {
    const engine = world.engine();
    const settings = {
      type: "EntraRoleSettings" as const,
      name: "settings",
      inputs: {
        role: ROLE,
        assignment: { permanent: false, maximumDuration: "P15D", require: ["mfa", "justification"] },
      },
    };
    const others = await Promise.all(["hana.sato", "igor.petrov"].map((name) => world.person(name)));
    const lines = [gustav, ...others].map((id, index) =>
      line("EntraRoleEligibility", id, { schedule: { duration: "P90D" }, standing: "remove" }, `line-${index}`),
    );
    await engine.up([settings, ...lines]);
    const declared = await world.settings(ROLE);
    await engine.up([settings]);
    for (const id of [gustav, ...others]) expect(world.holds(id, ROLE)).to.deep.equal(["active"]);
    expect(await world.settings(ROLE)).to.deep.equal(declared);
  });

  it("does not come back for a leaver, whose line goes after the window", async () => {
    const engine = world.engine();
    await engine.up([line("EntraRoleEligibility", gustav, { schedule: { duration: "P90D" }, standing: "remove" })]);
    world.tenant.clock.advance("P31D");
    await engine.up([]);
    expect(world.holds(gustav, ROLE)).to.deep.equal([]);
  });

  it("does not come back for a leaver from a guarded role, who would hold it until the guard's next run", async () => {
    const engine = world.engine();
    const settings = {
      type: "EntraRoleSettings" as const,
      name: "settings",
      inputs: { role: ROLE, activation: { maximumDuration: "PT2H" } },
    };
    const guard = { type: "EntraRoleGuard" as const, name: "guard", inputs: { role: ROLE, mode: "remove" } };
    const declared = line("EntraRoleEligibility", gustav, { schedule: { duration: "P90D" }, standing: "remove" });
    await engine.up([settings, declared, guard]);
    await engine.up([settings, guard]);
    expect(world.holds(gustav, ROLE)).to.deep.equal([]);
  });

  it("comes back or not as onDelete says", async () => {
    for (const [onDelete, expected] of [
      ["undo", ["active"]],
      ["remove", []],
    ] as const) {
      const engine = world.engine();
      const id = await world.person(onDelete === "undo" ? "gustav.holm" : "hana.sato");
      await engine.up([
        line("EntraRoleEligibility", id, { schedule: { duration: "P90D" }, standing: "remove", onDelete }),
      ]);
      if (onDelete === "undo") world.tenant.clock.advance("P60D");
      await engine.up([]);
      expect(world.holds(id, ROLE)).to.deep.equal(expected);
    }
  });
});
