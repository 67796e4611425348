import { expect } from "chai";
import fc from "fast-check";
import type { Settings } from "../../src/model";
import { anyApprovers, settingsWith } from "../support/generate";
import type { Line } from "../support/mini-engine";
import { World } from "../support/world";

/** Settings of one role, schedules of another: what a service refuses is the subject of other tests. */
const SETTINGS_ROLE = "Global Administrator";
const SCHEDULE_ROLE = "Exchange Administrator";
const PEOPLE = ["adele.vance", "gustav.holm", "hana.sato", "jana.novak"] as const;
const START = "2026-11-22T12:00:00Z";

interface Plan {
  readonly settings: Settings | undefined;
  readonly people: readonly Person[];
}
interface Person {
  readonly as: "nobody" | "eligible" | "eligible instead" | "active";
  readonly schedule: object;
}

const world = new World();
world.tenant.clock.set(START);
const template = world.file;
let ids: string[] = [];

const schedule = fc.constantFrom<object>(
  { permanent: true },
  { duration: "P30D" },
  { duration: "P90D" },
  { end: "2027-03-31T00:00:00Z" },
);
const person: fc.Arbitrary<Person> = fc.record({
  as: fc.constantFrom<Person["as"]>("nobody", "eligible", "eligible instead", "active"),
  schedule,
});
const plan = (): fc.Arbitrary<Plan> =>
  fc.record({
    settings: fc.option(
      settingsWith(anyApprovers(fc.constantFrom(...ids), fc.constantFrom(...ids))).map(userApproversOnly),
      { nil: undefined },
    ),
    people: fc.tuple(person, person, person, person),
  });

/** Approvers must exist, and these ids are people. */
function userApproversOnly(settings: Settings): Settings {
  const approval = settings.activation?.approval;
  if (approval === undefined) return settings;
  const approvers = approval.approvers.filter((one) => "user" in one);
  return { ...settings, activation: { ...settings.activation, approval: { ...approval, approvers } } };
}

function linesOf({ settings, people }: Plan): Line[] {
  const lines = people.flatMap(({ as, schedule: term }, index): Line[] => {
    if (as === "nobody") return [];
    const inputs = { role: SCHEDULE_ROLE, principalId: ids[index], schedule: term };
    if (as === "active") return [{ type: "EntraRoleAssignment", name: `active-${index}`, inputs }];
    const standing = as === "eligible" ? {} : { standing: "remove" };
    return [{ type: "EntraRoleEligibility", name: `eligible-${index}`, inputs: { ...inputs, ...standing } }];
  });
  if (settings !== undefined)
    lines.push({ type: "EntraRoleSettings", name: "settings", inputs: { role: SETTINGS_ROLE, ...settings } });
  return lines;
}

/** Everything that PIM enforces about the two roles. */
async function enforced(one: World): Promise<unknown> {
  const holders = ids.map((id) => one.holds(id, SCHEDULE_ROLE));
  return { holders, settings: await one.settings(SETTINGS_ROLE), other: await one.settings(SCHEDULE_ROLE) };
}

describe("adopt, edit, undo", function () {
  this.timeout(240_000);
  before(async () => {
    ids = await Promise.all(PEOPLE.map((name) => world.person(name)));
  });
  after(() => world.close());

  it("gives the tenant of before, whatever was declared in between", async () => {
    await fc.assert(
      fc.asyncProperty(plan(), plan(), fc.nat(25), async (first, second, days) => {
        const one = new World(template);
        try {
          const before = await enforced(one);
          const engine = one.engine();
          await engine.up(linesOf(first));
          expect(
            await engine.up(linesOf(first)).then((steps) => Object.values(steps).filter((step) => step !== "same")),
          ).to.deep.equal([]);
          one.tenant.clock.advance(`PT${days * 24}H`);
          await engine.up(linesOf(second));
          await engine.destroy();
          expect(await enforced(one)).to.deep.equal(before);
        } finally {
          one.close();
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves nobody without access who is declared before and after", async () => {
    await fc.assert(
      fc.asyncProperty(plan(), plan(), async (first, second) => {
        const one = new World(template);
        try {
          const engine = one.engine();
          await engine.up(linesOf(first));
          const held = new Map(ids.map((id) => [id, one.holds(id, SCHEDULE_ROLE).length]));
          const since = one.tenant.changes().at(-1)?.sequence ?? 0;
          await engine.up(linesOf(second));
          const kept = ids.filter(
            (_, index) => first.people[index]?.as !== "nobody" && second.people[index]?.as !== "nobody",
          );
          for (const { family, key, before, after } of one.tenant.changes(since)) {
            const id = kept.find((principal) => key.includes(principal));
            if (id === undefined || (family !== "assignment" && family !== "eligibility")) continue;
            const delta = (before === null ? 1 : 0) - (after === null ? 1 : 0);
            held.set(id, (held.get(id) ?? 0) + delta);
            expect(held.get(id), `${family} ${key.join(" ")}`).to.be.greaterThan(0);
          }
        } finally {
          one.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});
