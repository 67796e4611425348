import { expect } from "chai";
import { valuesOfBefore } from "../../src/lookup";
import type { Settings } from "../../src/model";
import { type Death, Killed, type Line, type MiniEngine } from "../support/mini-engine";
import { World } from "../support/world";

const ROLE = "Exchange Administrator";
const PEOPLE = ["gustav.holm", "hana.sato", "jana.novak", "adele.vance"] as const;
const template = new World();
template.tenant.clock.set("2026-11-22T12:00:00Z");

/** A run that adopts, converts, changes and creates; and one that changes and removes. */
class Story {
  readonly world = new World(template.file);
  readonly engine: MiniEngine = this.world.engine();
  #ids: string[] = [];
  #before = "";

  async begin(): Promise<unknown> {
    this.#ids = await Promise.all(PEOPLE.map((name) => this.world.person(name)));
    // a Stash remembers the first value it was given, and holds it before the settings are written
    this.#before = valuesOfBefore(await this.world.rules(ROLE), SETTINGS).text;
    return this.enforced();
  }

  first(): Line[] {
    const [gustav, hana, jana, adele] = this.#ids;
    return [
      { type: "EntraRoleSettings", name: "settings", inputs: { role: ROLE, ...SETTINGS, before: this.#before } },
      this.#eligible("gustav", gustav, { standing: "remove" }),
      this.#eligible("jana", jana, {}),
      this.#eligible("adele", adele, {}),
      {
        type: "EntraRoleAssignment",
        name: "hana",
        inputs: { role: ROLE, principalId: hana, schedule: { duration: "P15D" } },
      },
    ];
  }

  second(): Line[] {
    const [gustav, hana] = this.#ids;
    return [
      this.#eligible("gustav", gustav, { standing: "remove", schedule: { duration: "P100D" } }),
      this.#eligible("hana-eligible", hana, { standing: "remove" }),
    ];
  }

  /** Everything that PIM enforces about the role. */
  async enforced(): Promise<unknown> {
    return { holders: this.#ids.map((id) => this.world.holds(id, ROLE)), settings: await this.world.settings(ROLE) };
  }

  /** Kills one run there, then runs the same again. False when the run ended before. */
  async killed(death: Death, work: () => Promise<unknown>): Promise<boolean> {
    this.engine.death = death;
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

  close(): void {
    this.world.close();
  }

  #eligible(name: string, principalId: string | undefined, inputs: object): Line {
    return {
      type: "EntraRoleEligibility",
      name,
      inputs: { role: ROLE, principalId, schedule: { duration: "P90D" }, ...inputs },
    };
  }
}

const SETTINGS: Settings = {
  activation: { maximumDuration: "PT2H", require: ["mfa", "ticket"] },
  assignment: { permanent: false, maximumDuration: "P30D" },
};

/** Kills at every request of what `work` does after `prepare`, before and after the request took effect. */
async function everywhere(
  prepare: (story: Story) => Promise<unknown>,
  work: (story: Story) => Promise<unknown>,
  verify: (story: Story) => Promise<void>,
): Promise<number> {
  let deaths = 0;
  for (let at = 1; ; at += 1) {
    let died = false;
    for (const moment of ["before", "after"] as const) {
      const story = new Story();
      try {
        const brownfield = await story.begin();
        await prepare(story);
        const alive = await story.killed({ at, moment }, () => work(story));
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
  after(() => template.close());

  const same = async (story: Story, lines: Line[]) => {
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

  it("is taken up by the next destroy", async () => {
    const deaths = await everywhere(
      (story) => story.engine.up(story.first()),
      (story) => story.engine.destroy(),
      async () => undefined,
    );
    expect(deaths).to.be.greaterThan(10);
  });
});
