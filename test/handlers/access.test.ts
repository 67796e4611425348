import { expect } from "chai";
import fc from "fast-check";
import { plan, ROLE } from "../support/undo-plan";
import { brownfield, Story } from "../support/undo-story";
import { World } from "../support/world";

describe("access", function () {
  this.timeout(240_000);

  it("is never lost for a moment by whom the program declares before and after; and the same program writes nothing", async () => {
    const { file, ids, approvers } = await brownfield();
    const anyPlan = plan(ids, approvers, true);
    await fc.assert(
      fc.asyncProperty(anyPlan, anyPlan, fc.nat(14), async (first, second, days) => {
        const story = new Story(new World(file), ids);
        try {
          await story.up(first);
          expect(Object.values(await story.up(first)).filter((step) => step !== "same")).to.deep.equal([]);
          story.pass(days);
          const since = story.world.changed();
          const kept = ids.filter(
            (id, index) =>
              story.world.holds(id, ROLE).length > 0 &&
              first.people[index]?.as !== "nobody" &&
              second.people[index]?.as !== "nobody",
          );
          await story.up(second);
          for (const id of kept) expect(story.world.heldSince(since, id, ROLE), id).to.equal(true);
        } finally {
          story.close();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is not given back to a leaver whose line goes after the undo window, however it was held before", async () => {
    const { file, ids } = await brownfield();
    const nobody = { as: "nobody", eligible: {}, active: {}, name: "" } as const;
    const program = (as: "eligible" | "eligible instead" | "active" | "both" | "nobody", length: object) => ({
      own: undefined,
      other: undefined,
      people: ids.map(() => ({ ...nobody, as, eligible: length, active: length })),
    });
    const anyway = fc.constantFrom("eligible", "eligible instead", "active", "both" as const);
    const length = fc.constantFrom<object>({ permanent: true }, { duration: "P90D" }, { duration: "P15D" });
    await fc.assert(
      fc.asyncProperty(anyway, length, fc.integer({ min: 30, max: 44 }), async (as, schedule, days) => {
        const story = new Story(new World(file), ids);
        try {
          await story.up(program(as, schedule));
          const declared = as === "active" || as === "eligible" ? new RegExp(`^${as}`) : /^/;
          const undeclared = ids.map((id) => story.world.holds(id, ROLE).filter((held) => !declared.test(held)));
          story.pass(days);
          await story.up(program("nobody", {}));
          const hasEnded = (held: string) => Date.parse(held.split(" until ")[1] ?? "9999") <= story.now;
          const left = undeclared.map((list) => list.filter((held) => !hasEnded(held)));
          expect(ids.map((id) => story.world.holds(id, ROLE))).to.deep.equal(left);
        } finally {
          story.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
