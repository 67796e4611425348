import { expect } from "chai";
import fc from "fast-check";
import { guard, settings } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { roleId, World } from "../support/world";

const GLOBAL = "Global Administrator";
const DEPLOYS = "Privileged Role Administrator";
const PEOPLE = ["bg-01", "bg-02", "adele.vance", "former.admin"] as const;

/** What a program says about somebody; the last of the people is disabled, and who deploys is a service principal. */
const line = fc.constantFrom("nothing", "active", "active until", "eligible", "eligible instead", "break-glass");
const program = fc.record({
  people: fc.tuple(line, line, line, line),
  deployer: fc.constantFrom("nothing", "active", "active until", "eligible instead"),
  guard: fc.constantFrom("none", "report", "remove"),
  guardOfDeployer: fc.boolean(),
  refresh: fc.boolean(),
  destroyed: fc.boolean(),
});
type Program = typeof program extends fc.Arbitrary<infer Value> ? Value : never;

describe("whatever programs say", function () {
  this.timeout(300_000);
  const template = new World();
  let ids: string[] = [];
  before(async () => {
    ids = await Promise.all(PEOPLE.map((name) => template.person(name)));
    for (const { principalId } of template.holders(GLOBAL)) if (!ids.includes(principalId)) await drop(principalId);
    template.close();
  });

  async function drop(principalId: string): Promise<void> {
    const filter = encodeURIComponent(`roleDefinitionId eq '${roleId(GLOBAL)}' and principalId eq '${principalId}'`);
    const path = `/roleManagement/directory/roleAssignments`;
    const { value } = (await template.ask("GET", `${path}?$filter=${filter}`)) as { value: { id: string }[] };
    for (const { id } of value) await template.ask("DELETE", `${path}/${id}`);
  }

  const lineOf = (as: string, role: string, principalId: string): Line[] => {
    if (as === "nothing") return [];
    const active = as === "active" || as === "active until" || as === "break-glass";
    const schedule = as === "active until" || as === "eligible" ? { duration: "P30D" } : { permanent: true };
    const special =
      as === "break-glass" ? { breakGlass: true } : as === "eligible instead" ? { standing: "remove" } : {};
    const type = active ? "EntraRoleAssignment" : "EntraRoleEligibility";
    return [
      {
        type,
        name: `${type} ${role} ${principalId}`,
        inputs: { role, principalId, schedule, onDelete: "remove", ...special },
      },
    ];
  };
  const linesOf = ({ people, deployer, guard: mode, guardOfDeployer }: Program, deploys: string): Line[] => [
    ...people.flatMap((as, index) => lineOf(as, GLOBAL, ids[index] ?? "")),
    ...lineOf(deployer, DEPLOYS, deploys),
    ...(mode === "none" ? [] : [settings(GLOBAL), guard(mode, {}, GLOBAL)]),
    ...(guardOfDeployer ? [settings(DEPLOYS), guard("remove", {}, DEPLOYS)] : []),
  ];

  it("an enabled user stays permanent Global Administrator, and who deploys keeps its role", async () => {
    let refused = 0;
    const property = fc.asyncProperty(fc.array(program, { minLength: 1, maxLength: 4 }), async (programs) => {
      const world = new World(template.file);
      try {
        const engine = world.engine({ "pim:retireBreakGlass": PEOPLE.map((name) => `${name}@contoso.com`).join() });
        for (const one of programs) {
          const lines = linesOf(one, world.tenant.deployerId);
          const run = one.destroyed ? engine.destroy() : engine.up(lines, { refresh: one.refresh });
          await run.catch(() => (refused += 1));
          const left = world
            .holders(GLOBAL)
            .filter(({ state, end, scope }) => state === "active" && end === null && scope === "/")
            .filter(({ principalId }) => ids.slice(0, 3).includes(principalId));
          expect(left.length, JSON.stringify(programs)).to.be.greaterThan(0);
          expect(world.holds(world.tenant.deployerId, DEPLOYS), JSON.stringify(programs)).to.include("active");
        }
      } finally {
        world.close();
      }
    });
    await fc.assert(property, { numRuns: 150 });
    expect(refused).to.be.greaterThan(50);
  });
});
