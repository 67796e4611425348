import { expect } from "chai";
import * as fc from "fast-check";
import type { FaultRule } from "../../src/emulator";
import { type Asker, asker, idOf, signedIn } from "./ask";
import { armRoles } from "./ask-arm";
import { pimWords, roleId } from "./ask-pim";
import { azureWords, entraWords, groupWords, type PlaneWords } from "./plane-rows";

const families = ["Assignment", "Eligibility"] as const;
const people = ["zoe.martin@contoso.com", "lee.gu@contoso.com"];

type Step =
  | {
      readonly kind: "request";
      readonly plane: number;
      readonly family: (typeof families)[number];
      readonly action: string;
      readonly person: number;
      readonly duration: string;
    }
  | { readonly kind: "plain"; readonly plane: number; readonly person: number }
  | { readonly kind: "clock"; readonly move: string }
  | { readonly kind: "fault"; readonly rule: FaultRule };

const actions = [
  "adminAssign",
  "adminAssign",
  "adminUpdate",
  "adminRemove",
  "adminExtend",
  "selfActivate",
  "selfActivate",
  "selfDeactivate",
];
const faults: readonly FaultRule[] = [
  { on: "* **", first: 1, fault: "reset" },
  { on: "* **", first: 1, fault: "reset", after: true },
  { on: "* **", first: 1, fault: "error", status: 503, after: true },
  { on: "* **", first: 1, fault: "throttle" },
  { on: "* **", first: 1, fault: "pending" },
  { on: "* **", first: 1, fault: "truncate" },
];
const plane = fc.nat(2);
const person = fc.nat(people.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("request" as const),
      plane,
      family: fc.constantFrom(...families),
      action: fc.constantFrom(...actions),
      person,
      duration: fc.constantFrom("PT1H", "P1D", "P20D"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("plain" as const), plane, person }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("clock" as const), move: fc.constantFrom("PT5M", "PT2H", "P2D", "P30D") }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault" as const), rule: fc.constantFrom(...faults) }) },
);

describe("whatever is asked of the three planes, over whatever line", function () {
  this.timeout(120_000);

  it("no instance is without its schedule or beyond its end, no tuple has two, and answers are the service's", async () => {
    const granted = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const ask = asker();
        try {
          const ids = await Promise.all(people.map((name) => idOf(ask, name)));
          const planes = await planesOf(ask);
          for (const each of steps) {
            if (await run(ask, planes, ids, each)) granted.add("plane" in each ? each.plane : -1);
            if (each.kind === "fault") continue;
            ask.tenant.faults([]);
            for (const words of planes) await check(ask, words);
          }
        } finally {
          ask.tenant.close();
        }
      }),
      { numRuns: 25 },
    );
    expect([...granted].sort(), "planes on which something was granted").to.deep.equal([0, 1, 2]);
  });
});

async function planesOf(ask: Asker): Promise<PlaneWords[]> {
  const scope = await pimWords(ask).subscription("Contoso Webshop");
  return [
    entraWords(ask, signedIn),
    groupWords(ask, await idOf(ask, "Sales"), signedIn),
    azureWords(ask, scope, roleId(scope, armRoles.contributor)),
  ];
}

/** Whether the tenant did what was asked of a plane. */
async function run(ask: Asker, planes: readonly PlaneWords[], ids: readonly string[], each: Step): Promise<boolean> {
  if (each.kind === "clock") ask.tenant.clock.advance(each.move);
  if (each.kind === "fault") ask.tenant.faults([each.rule]);
  if (each.kind === "clock" || each.kind === "fault") return false;
  const words = planes[each.plane];
  const who = ids[each.person];
  if (words === undefined || who === undefined) return false;
  const answer =
    each.kind === "plain"
      ? words.plain(who)
      : words.request(each.family, each.action, who, each.duration, each.action.startsWith("self") ? who : undefined);
  // a line that breaks has no status, a body that is cut short no JSON
  const status = await answer.catch(() => 0);
  expect(status, JSON.stringify(each)).to.be.oneOf([0, 200, 201, 204, 400, 403, 404, 409, 429, 503]);
  return status >= 200 && status < 300;
}

async function check(ask: Asker, words: PlaneWords): Promise<void> {
  const now = ask.tenant.clock.now().getTime();
  for (const family of families) {
    const [schedules, instances] = [await words.schedules(family), await words.instances(family)];
    for (const { schedule, end } of instances) {
      expect(schedules.has(schedule), `${family} instance without its schedule ${schedule}`).to.equal(true);
      if (end !== undefined) expect(Date.parse(end), "an instance beyond its end").to.be.greaterThan(now);
    }
    const tuples = instances.map(({ tuple }) => tuple);
    expect(new Set(tuples).size, `two of one tuple in ${tuples.join(" ")}`).to.equal(tuples.length);
  }
}
