import { expect } from "chai";
import fc from "fast-check";
import { addDuration, canonicalInstant } from "../../src/model";
import {
  changedBy,
  fromRules,
  fromSchedule,
  restrictTo,
  scheduleJson,
  toFragment,
  toRequest,
  type Until,
} from "../../src/wire";
import { anyApprovers, settingsWith } from "../support/generate";
import { roleId, World } from "../support/world";

const ROLE = "Reports Reader";
/** Its settings are as nobody has configured them. */
const SCHEDULE_ROLE = "Message Center Reader";

/** Model → wire → tenant → wire → model: the tenant is the judge, it shares no code with the translator. */
describe("what the wire says to a tenant", function () {
  this.timeout(120_000);
  let world: World;
  let people: string[] = [];
  before(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    people = await Promise.all(["adele.vance", "alex.wilber", "hana.sato"].map((name) => world.person(name)));
  });
  after(() => world.close());

  it("comes back as it was declared, for any role settings on top of any others", async () => {
    const group = ((await world.ask("GET", "/groups?$top=1")) as { value: { id: string }[] }).value[0]?.id ?? "";
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roleId(ROLE)}'`;
    const path = `/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(filter)}`;
    const { value } = (await world.ask("GET", path)) as { value: { policyId: string }[] };
    await fc.assert(
      fc.asyncProperty(settingsWith(anyApprovers(fc.constantFrom(...people), fc.constant(group))), async (declared) => {
        const live = await world.rules(ROLE);
        const rules = changedBy(live, toFragment(declared, live));
        if (rules.length > 0)
          await world.ask("PATCH", `/policies/roleManagementPolicies/${value[0]?.policyId}`, { rules });
        const after = await world.rules(ROLE);
        expect(restrictTo(declared, fromRules(after))).to.deep.equal(declared);
        expect(changedBy(after, toFragment(declared, after))).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  for (const [kind, collection] of [
    ["eligible", "roleEligibilitySchedule"],
    ["active", "roleAssignmentSchedule"],
  ] as const) {
    it(`comes back as it was asked for, for any ${kind} schedule at any scope`, async () => {
      const units = (await world.ask("GET", "/directory/administrativeUnits")) as { value: { id: string }[] };
      const scopes = ["/", `/administrativeUnits/${units.value[0]?.id}`];
      const until: fc.Arbitrary<Until> = fc.oneof(
        fc.constant({ permanent: true } as const),
        fc.integer({ min: 1, max: 300 }).map((days) => ({ duration: `P${days}D` })),
        fc
          .integer({ min: 1, max: 300 })
          .map((days) => ({ end: canonicalInstant(addDuration(world.tenant.clock.now(), `P${days}D`)) })),
      );
      const [principal = ""] = people;
      await fc.assert(
        fc.asyncProperty(until, fc.constantFrom(...scopes), fc.boolean(), async (wanted, scope, ticketed) => {
          const start = canonicalInstant(world.tenant.clock.now());
          const target = { scope, role: roleId(SCHEDULE_ROLE), principal };
          const ticket = ticketed ? { number: "INC-1", system: "SNOW" } : undefined;
          const send = (request: Parameters<typeof toRequest>[0]) =>
            world.ask("POST", `/roleManagement/directory/${collection}Requests`, toRequest(request));
          await send({ action: "adminAssign", ...target, start, until: wanted, justification: "a test", ticket });
          const rows = (await world.ask(
            "GET",
            `/roleManagement/directory/${collection}s?$filter=principalId eq '${principal}'`,
          )) as { value: unknown[] };
          const found = rows.value
            .map((row) => fromSchedule(scheduleJson.parse(row)))
            .filter((one) => one.role === target.role);
          const end =
            "permanent" in wanted
              ? undefined
              : "end" in wanted
                ? wanted.end
                : canonicalInstant(addDuration(new Date(start), wanted.duration));
          expect(found.map((one) => [one.scope, one.principal, one.start, one.end, one.direct])).to.deep.equal([
            [scope.toLowerCase(), principal, start, end, true],
          ]);
          world.tenant.clock.advance("PT10M");
          await send({ action: "adminRemove", ...target, justification: "a test" });
        }),
        { numRuns: 100 },
      );
    });
  }
});
