import { expect } from "chai";
import { Tenant } from "../../src/emulator";
import { ExchangeStory } from "../support/exchange-story";
import { type Death, Killed, type Line } from "../support/mini-engine";

/** Kills one run there, then runs the same again. False when the run ended before. */
async function killed({ engine }: ExchangeStory, death: Death, work: () => Promise<unknown>): Promise<boolean> {
  engine.death = death;
  const died = await work().then(
    () => false,
    (error: unknown) => {
      if (error instanceof Killed) return true;
      throw error;
    },
  );
  await work();
  return died;
}

/** Kills at every request of what `work` does after `prepare`, before and after the request took effect. */
async function everywhere(
  prepare: (story: ExchangeStory) => Promise<unknown>,
  work: (story: ExchangeStory) => Promise<unknown>,
  verify: (story: ExchangeStory) => Promise<void>,
): Promise<number> {
  let deaths = 0;
  for (let at = 1; ; at += 1) {
    let died = false;
    for (const moment of ["before", "after"] as const) {
      const story = new ExchangeStory();
      try {
        const brownfield = await story.begin();
        await prepare(story);
        const alive = await killed(story, { at, moment }, () => work(story));
        died ||= alive;
        if (alive) deaths += 1;
        await verify(story);
        await story.engine.destroy();
        expect(await story.enforced(), `killed ${moment} request ${at}`).to.deep.equal(brownfield);
      } finally {
        story.close();
      }
    }
    if (!died) return deaths;
  }
}

describe("a run that is killed at any request", function () {
  this.timeout(120_000);

  const same = async (story: ExchangeStory, lines: Line[]) => {
    const steps = await story.engine.up(lines);
    expect(Object.values(steps).filter((step) => step !== "same")).to.deep.equal([]);
  };

  it("is taken up by the next, and the revert gives the tenant of before: adopting, converting, creating", async () => {
    const deaths = await everywhere(
      async () => undefined,
      (story) => story.engine.up(story.first()),
      (story) => same(story, story.first()),
    );
    expect(deaths).to.be.greaterThan(10);
  });

  it("is taken up by the next, and the revert gives the tenant of before: changing and removing", async () => {
    const deaths = await everywhere(
      (story) => story.engine.up(story.first()),
      (story) => story.engine.up(story.second()),
      (story) => same(story, story.second()),
    );
    expect(deaths).to.be.greaterThan(10);
  });

  for (const [where, lag] of [
    ["", 0],
    [", where the tenant lags too", 90_000],
  ] as const) {
    it(`is taken up by the next destroy${where}`, async () => {
      const deaths = await everywhere(
        async (story) => {
          Tenant.open({ file: story.world.file, lag }).close();
          await story.engine.up(story.first());
        },
        (story) => story.engine.destroy(),
        async () => undefined,
      );
      expect(deaths).to.be.greaterThan(10);
    });
  }
});
