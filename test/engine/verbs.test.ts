import { expect } from "chai";
import { Exchange } from "../support/exchange";

describe("the engine's verbs", function () {
  this.timeout(120_000);
  const exchange = new Exchange();
  const { stack } = exchange;
  const other = stack.beside("other");
  const line = (name: string, person: "gustav" | "jana" | "adele") => exchange.eligible(name, person);
  let brownfield: unknown;
  let declared: unknown;

  before(async () => {
    brownfield = await exchange.begin();
    const lines = [exchange.settings("s"), line("gustav", "gustav"), line("jana", "jana"), line("adele", "adele")];
    await exchange.does(stack.up(lines));
    declared = await exchange.enforced();
  });
  after(() => stack.close());

  it("state rename: the next up changes nothing; state delete: the next up adopts, and writes nothing", async () => {
    await exchange.does(stack.run("state rename", stack.urn("gustav"), "g", "--yes"));
    for (const name of ["adele", "jana"]) await exchange.does(stack.run("state delete", stack.urn(name), "--yes"));
    const lines = [exchange.settings("s"), line("g", "gustav"), line("jana", "jana"), line("adele", "adele")];
    const { steps, writes } = await exchange.does(stack.up(lines));
    expect(steps).to.deep.equal({ s: "same", g: "same", jana: "create", adele: "create" });
    expect(writes).to.deep.equal([]);
  });

  it("up --replace: takes over and removes nothing", async () => {
    const urns = ["s", "g"].map((name) => stack.urn(name));
    const { steps, writes } = await exchange.does(stack.up(undefined, ...urns.flatMap((urn) => ["--replace", urn])));
    expect(steps).to.include({ s: "delete-replaced", g: "delete-replaced" });
    expect(writes).to.deep.equal([]);
    expect(await exchange.enforced()).to.deep.equal(declared);
  });

  it("up --exclude: what it names stays as it is, the rest of the change is done", async () => {
    const rest = [exchange.settings("s"), line("g", "gustav")];
    const { steps } = await exchange.does(stack.up(rest, "--exclude", stack.urn("jana")));
    expect(steps).to.include({ adele: "delete" }).and.not.have.property("jana", "delete");
    expect([exchange.holds("adele"), exchange.holds("jana").length]).to.deep.equal([[], 1]);
  });

  it("up --target of a new name needs --refresh=false; then it takes over, and the old name goes later", async () => {
    const renamed = [exchange.settings("s"), line("g", "gustav"), line("j", "jana")];
    const held = exchange.holds("jana");
    const urn = stack.urn("jana").replace(/::jana$/, "::j");
    const refused = await stack.up(renamed, "--target", urn);
    expect(refused.code).not.to.equal(0);
    expect(refused.output).to.contain("could not be found in the stack");
    const { writes } = await exchange.does(stack.up(renamed, "--target", urn, "--refresh=false"));
    const after = await exchange.does(stack.up());
    expect(after.steps).to.deep.equal({ s: "same", g: "same", j: "same", jana: "delete" });
    expect([...writes, ...after.writes]).to.deep.equal([]);
    expect(exchange.holds("jana")).to.deep.equal(held);
  });

  it("up --target of the old name alone: removes; the next up gives it again", async () => {
    const renamed = [exchange.settings("s"), line("g-2", "gustav"), line("j", "jana")];
    const { steps } = await exchange.does(stack.up(renamed, "--target", stack.urn("g")));
    expect(steps).to.include({ g: "delete" }).and.not.have.property("g-2", "create");
    expect(exchange.holds("gustav")).to.deep.equal(["active"]);
    await exchange.does(stack.up(undefined, "--target", "**::g-*"));
    expect(exchange.holds("gustav")[0]).to.match(/^eligible until/);
  });

  it("up --target of a pattern for both names: takes over, refresh and all", async () => {
    const renamed = [exchange.settings("s"), line("g-3", "gustav"), line("j", "jana")];
    const { steps, writes } = await exchange.does(stack.up(renamed, "--target", "**::g-*"));
    expect(steps).to.include({ "g-3": "create", "g-2": "delete" });
    expect(writes).to.deep.equal([]);
  });

  it("state move: neither stack changes anything", async () => {
    await exchange.does(other.up([]));
    const stacks = ["--source", "test", "--dest", "other"];
    await exchange.does(stack.run("state move", ...stacks, "--yes", stack.urn("j")));
    const here = await exchange.does(stack.up([exchange.settings("s"), line("g-3", "gustav")]));
    const there = await exchange.does(other.up([line("j", "jana")]));
    expect([here.steps, there.steps]).to.deep.equal([{ s: "same", "g-3": "same" }, { j: "same" }]);
    expect([...here.writes, ...there.writes]).to.deep.equal([]);
  });

  it("destroy, with --run-program too: gives the tenant of before", async () => {
    await exchange.does(stack.destroy("--run-program"));
    await exchange.does(other.destroy());
    expect(await exchange.enforced()).to.deep.equal(brownfield);
  });
});
