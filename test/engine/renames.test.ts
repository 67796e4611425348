import { expect } from "chai";
import { EXCHANGE, Exchange } from "../support/exchange";
import { roleId } from "../support/world";

describe("a line under another name, or forgotten", function () {
  this.timeout(120_000);
  const exchange = new Exchange();
  const { stack } = exchange;
  const byId = { role: roleId(EXCHANGE).toUpperCase() };
  let brownfield: unknown;
  let declared: unknown;

  before(async () => {
    brownfield = await exchange.begin();
    const settings = ["**EntraRole::exchange", "**::entra-before-*", "**::entra-settings-*"];
    const first = [exchange.role(["gustav", "adele"])];
    await exchange.does(stack.up(first, ...settings.flatMap((pattern) => ["--target", pattern])));
    expect(exchange.holds("adele")).to.deep.equal([]);
    await exchange.does(stack.up());
    declared = await exchange.enforced();
    expect(declared).not.to.deep.equal(brownfield);
  });
  after(() => stack.close());

  /** Nothing is written, and the tenant holds what it held. */
  async function keepsStill(work: ReturnType<typeof stack.up>): Promise<Record<string, string>> {
    const { steps, writes } = await exchange.does(work);
    expect(writes).to.deep.equal([]);
    expect(await exchange.enforced()).to.deep.equal(declared);
    return steps;
  }

  it("is adopted after `state delete`: what was ours is known as ours", async () => {
    await exchange.does(stack.run("state delete", stack.urn(exchange.child()), "--target-dependents", "--yes"));
    const steps = await keepsStill(stack.up());
    expect(steps).to.include({ [exchange.child()]: "create", [exchange.child("adele")]: "create" });
  });

  it("is taken over by plain classes from a component", async () => {
    const plain = [
      exchange.settings("settings"),
      exchange.eligible("gustav", "gustav"),
      exchange.eligible("adele", "adele"),
    ];
    const steps = await keepsStill(stack.up(plain));
    expect(steps).to.deep.include({ settings: "create", gustav: "create", adele: "create" });
    expect(steps).to.deep.include({ [exchange.child()]: "delete", [exchange.child("gustav")]: "delete" });
  });

  it("is the same with an alias, and taken over without one, the role by name or by id", async () => {
    const renamed = [
      exchange.settings("settings-2", {}, byId),
      exchange.eligible("gustav-2", "gustav", { aliases: [{ name: "gustav" }] }, byId),
      exchange.eligible("adele-2", "adele", {}, { ...byId, principalId: exchange.id("adele").toUpperCase() }),
    ];
    const steps = await keepsStill(stack.up(renamed));
    expect(steps).to.include({ "gustav-2": "same", "adele-2": "create", adele: "delete", "settings-2": "create" });
  });

  it("is taken over by a component from plain classes", async () => {
    const steps = await keepsStill(stack.up([exchange.role(["gustav", "adele"], byId)]));
    expect(steps).to.include({ [exchange.child()]: "create", "gustav-2": "delete" });
  });

  it("still gives the tenant of before when it goes", async () => {
    await exchange.does(stack.destroy());
    expect(await exchange.enforced()).to.deep.equal(brownfield);
  });
});
