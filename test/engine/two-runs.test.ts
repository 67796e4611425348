import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Exchange } from "../support/exchange";
import type { Interrupt } from "../support/interrupt";
import { repository } from "../support/stack";

describe("two runs of one stack", function () {
  this.timeout(120_000);
  const exchange = new Exchange();
  const { stack } = exchange;
  let brownfield: unknown;
  before(async () => {
    brownfield = await exchange.begin();
  });
  after(() => stack.close());

  it("do not run at once: the second is refused, the first ends undisturbed", async () => {
    const file = join(stack.folder, "held");
    stack.setVariable("NODE_OPTIONS", `--require=${join(repository, "bin/test/support/interrupt.js")}`);
    stack.setVariable(
      "INTERRUPT",
      JSON.stringify({ how: "hold", at: 1, of: "writes", moment: "after", file } satisfies Interrupt),
    );
    const first = exchange.does(stack.up([exchange.role(["gustav", "adele"])]));
    while (!existsSync(file)) await sleep(50);
    stack.setVariable("NODE_OPTIONS", undefined);
    stack.setVariable("INTERRUPT", undefined);
    const since = stack.world.mark();
    const second = await stack.run("destroy", "--yes");
    expect(second.code).not.to.equal(0);
    expect(second.output).to.contain("the stack is currently locked by 1 lock");
    expect(stack.world.writes(since)).to.deep.equal([]);
    rmSync(file);
    await first;
    const { writes } = await exchange.does(stack.up(undefined, "--expect-no-changes"));
    expect(writes).to.deep.equal([]);
  });

  it("converge from a backup of the state: what was done since is known as ours, and nobody loses access", async () => {
    const backup = join(stack.folder, "backup.json");
    const bg = {
      type: "EntraRoleAssignment" as const,
      name: "bg-01",
      inputs: {
        role: "Global Administrator",
        principalId: await stack.world.person("bg-01"),
        schedule: { permanent: true },
        breakGlass: true,
        principalName: "bg-01@contoso.com",
      },
    };
    writeFileSync(backup, (await stack.run("stack", "export")).output);
    const newer = [exchange.role(["gustav", "jana"], { settings: { activation: { maximumDuration: "PT1H" } } }), bg];
    await exchange.does(stack.up(newer));
    const declared = await exchange.enforced();
    await exchange.does(stack.run("stack import", "--file", backup));
    const { writes, steps } = await exchange.does(stack.up(newer));
    expect(writes).to.deep.equal([]);
    expect(steps).to.include({ [exchange.child("jana")]: "create", [exchange.child("gustav")]: "same" });
    expect(await exchange.enforced()).to.deep.equal(declared);
    const dropped = await stack.up([]);
    expect(dropped.code).not.to.equal(0);
    expect(dropped.output).to.contain("bg-01@contoso.com is a break-glass account and is not removed");
    expect(stack.world.holds(bg.inputs.principalId, "Global Administrator")).to.deep.equal(["active"]);
    expect(await exchange.enforced()).to.deep.equal(brownfield);
  });
});

describe("two stacks on one role", function () {
  this.timeout(120_000);
  const exchange = new Exchange();
  const { stack } = exchange;
  const other = stack.beside("other");
  after(() => stack.close());
  const hours = async () => (await stack.world.settings("Exchange Administrator")).activation?.maximumDuration;

  it("do no harm to each other's lines", async () => {
    await exchange.begin();
    await exchange.does(stack.up([exchange.role(["gustav"])]));
    await exchange.does(other.up([exchange.eligible("adele", "adele"), exchange.eligible("jana", "jana")]));
    const { writes } = await exchange.does(stack.up(undefined, "--expect-no-changes"));
    expect(writes).to.deep.equal([]);
    expect(exchange.holds("adele")).to.have.length(1);
  });

  it("see each other's settings as drift, and the last one wins: one stack is to own a role", async () => {
    await exchange.does(other.up([exchange.settings("theirs", {}, { activation: { maximumDuration: "PT1H" } })]));
    expect(await hours()).to.equal("PT1H");
    const { steps } = await stack.preview();
    expect(steps.find(({ op }) => op === "update")?.changes).to.deep.equal({
      "activation.maximumDuration": '"PT1H" => "PT2H"',
    });
    // who goes gives back what it found, which was the other's
    await exchange.does(other.destroy());
    expect(await hours()).to.equal("PT2H");
    await exchange.does(stack.destroy());
    expect(await hours()).to.equal("PT8H");
  });
});
