import { expect } from "chai";
import { World } from "../support/world";

const ROLE = "Global Administrator";

describe("break-glass accounts", () => {
  let world: World;
  let account: string;
  beforeEach(async () => {
    world = new World();
    account = await world.person("bg-01");
  });
  afterEach(() => world.close());

  const line = (inputs: object = {}, name = "bg") => ({
    type: "EntraRoleAssignment" as const,
    name,
    inputs: {
      role: ROLE,
      principalId: account,
      principalName: "bg-01@contoso.com",
      schedule: { permanent: true },
      breakGlass: true,
      ...inputs,
    },
  });
  const refused = async (work: Promise<unknown>): Promise<string> => {
    const message = await work.then(
      () => "nothing was refused",
      (error: Error) => error.message,
    );
    expect(world.holds(account, ROLE)).to.deep.equal(["active"]);
    return message;
  };

  it("are not removed with their line, nor by destroy", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    expect(await refused(engine.up([]))).to.contain("is a break-glass account and is not removed; retire it first");
    expect(await refused(engine.destroy())).to.contain("is not removed");
  });

  it("are not shortened", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    expect(await refused(engine.up([line({ schedule: { duration: "P15D" } })]))).to.contain(
      "holds its role permanently",
    );
  });

  it("stay what they are when the flag goes", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    expect(await refused(engine.up([line({ breakGlass: false })]))).to.contain(
      "is a break-glass account and stays one",
    );
  });

  it("stay what they are under another name without the flag", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    const ordinary = { breakGlass: undefined, schedule: { duration: "P15D" } };
    expect(await refused(engine.up([line(ordinary, "renamed")]))).to.contain("is a break-glass account and stays one");
  });

  it("are not replaced by another principal under the same name", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    const other = await world.person("bg-02");
    expect(await refused(engine.up([line({ principalId: other })]))).to.contain(
      "bg-01@contoso.com is a break-glass account",
    );
  });

  it("keep their assignment when somebody makes them eligible instead", async () => {
    const engine = world.engine();
    const eligible = {
      type: "EntraRoleEligibility" as const,
      name: "eligible",
      inputs: { role: ROLE, principalId: account, schedule: { duration: "P90D" }, standing: "remove" },
    };
    expect(await refused(engine.up([line(), eligible]))).to.contain("keeps its active assignment");
  });

  it("can be renamed", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    await engine.up([line({}, "renamed")]);
    expect(world.holds(account, ROLE)).to.deep.equal(["active"]);
  });

  it("leave as they were found once they are retired", async () => {
    const engine = world.engine();
    await engine.up([line()]);
    world.tenant.clock.advance("P100D");
    const retired = world.engine({ "pim:retireBreakGlass": "bg-01@contoso.com" });
    retired.held = engine.held;
    await retired.up([line()]);
    await retired.destroy();
    expect(world.holds(account, ROLE)).to.deep.equal(["active"]);
  });
});
