import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Exchange } from "../support/exchange";
import { type Interrupt, SLOW } from "../support/interrupt";
import { type EngineLine, repository } from "../support/stack";

describe("an up through components that is killed", function () {
  this.timeout(180_000);

  for (const [[one, adopting], [two, changing]] of [
    [
      ["cli", 5],
      ["both", 6],
    ],
    [
      ["both", 7],
      ["cli", 8],
    ],
  ] as const) {
    it(`(${one} at request ${adopting}, ${two} at ${changing}) is taken up by the next after pulumi cancel, and the revert gives the tenant of before`, async () => {
      const story = new Story();
      try {
        const brownfield = await story.exchange.begin();
        const first = [story.exchange.role(["gustav", "jana"])];
        await story.killed(first, { how: one, at: adopting });
        await story.exchange.does(story.stack.up(first));
        expect(story.exchange.holds("gustav")[0]).to.match(/^eligible until/);
        // a unit that is managed later, and config that changed in the same commit: refresh and program have a provider each
        story.stack.writeProject({ "pim:retireBreakGlass": "bg-09@contoso.com" });
        const settings = { activation: { maximumDuration: "PT1H" }, assignment: { maximumDuration: "P20D" } };
        const second = [story.exchange.role(["adele", "jana"], { settings })];
        await story.killed(second, { how: two, at: changing });
        await story.exchange.does(story.stack.up(second));
        expect(story.exchange.holds("gustav")).to.deep.equal(["active"]);
        expect(story.exchange.holds("adele")[0]).to.match(/^eligible until/);
        await story.exchange.does(story.stack.destroy());
        expect(await story.exchange.enforced()).to.deep.equal(brownfield);
      } finally {
        story.stack.close();
      }
    });
  }
});

class Story {
  readonly exchange = new Exchange();
  readonly stack = this.exchange.stack;

  /** Runs `up`, killed there, and clears away the lock that a dead CLI leaves. Nobody is without access, and nothing goes on. */
  async killed(lines: readonly EngineLine[], interrupt: Omit<Interrupt, "file">): Promise<void> {
    const file = join(this.stack.folder, "interrupted");
    this.stack.setVariable("NODE_OPTIONS", `--require=${join(repository, "bin/test/support/interrupt.js")}`);
    this.stack.setVariable("INTERRUPT", JSON.stringify({ ...interrupt, file }));
    const { code, output } = await this.stack.up(lines);
    expect(code, output).not.to.equal(0);
    this.stack.setVariable("NODE_OPTIONS", undefined);
    this.stack.setVariable("INTERRUPT", undefined);
    const last = Number(readFileSync(file, "utf8"));
    if (interrupt.how === "cli") await sleep(2 * SLOW);
    expect(this.stack.world.writes(last), "after the kill").to.deep.equal([]);
    for (const person of ["gustav", "jana"] as const) expect(this.exchange.holds(person)).not.to.deep.equal([]);
    await this.exchange.does(this.stack.run("cancel", "--yes"));
  }
}
