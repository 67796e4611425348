import { expect } from "chai";
import { entraRoles } from "../../src/data";
import { type EngineLine, Stack } from "../support/stack";

const ROLES = 50;
const PEOPLE = 9;

describe("the requests of 500 resources", function () {
  this.timeout(300_000);
  let stack: Stack;
  let lines: EngineLine[];

  before(async () => {
    stack = new Stack();
    const { value } = (await stack.world.ask("GET", "/users?$top=100&$filter=userType eq 'Member'")) as {
      value: { id: string }[];
    };
    const people = value.slice(0, PEOPLE);
    // one settings to nine schedules
    lines = entraRoles
      .filter(({ assignable }) => assignable)
      .slice(0, ROLES)
      .flatMap(({ id: role }, index): EngineLine[] => {
        const settings = `settings-${index}`;
        const schedules = people.map(
          ({ id: principalId }, person): EngineLine => ({
            type: "EntraRoleEligibility",
            name: `eligibility-${index}-${person}`,
            inputs: { role, principalId, schedule: { duration: "P90D" } },
            options: { dependsOn: [settings] },
          }),
        );
        return [
          { type: "EntraRoleSettings", name: settings, inputs: { role, activation: { maximumDuration: "PT2H" } } },
          ...schedules,
        ];
      });
  });
  after(() => stack.close());

  /** Requests at the tenant, pages apart. */
  const counted = (since: number) => {
    const requests = stack.world.tenant.requests(since).filter(({ page }) => !page);
    return { all: requests.length, writes: requests.filter(({ write }) => write).length };
  };
  const say = (what: string, { all, writes }: { all: number; writes: number }) =>
    process.stdout.write(`      ${what}: ${all - writes} reads, ${writes} writes\n`);

  it("are at most 500 writes and 60 reads for the first up", async () => {
    const since = stack.world.mark();
    const { code, output } = await stack.up(lines);
    expect(code, output.slice(-2000)).to.equal(0);
    const seen = counted(since);
    say("first up of 500", seen);
    expect(seen.writes).to.be.at.most(500);
    expect(seen.all - seen.writes).to.be.at.most(60);
  });

  it("are at most 10 for a preview without changes, all of them reads", async () => {
    const since = stack.world.mark();
    const { code, output } = await stack.preview(undefined, "--expect-no-changes");
    expect(code, output.slice(-2000)).to.equal(0);
    const seen = counted(since);
    say("no-change preview of 500", seen);
    expect(seen.writes).to.equal(0);
    expect(seen.all).to.be.at.most(10);
  });
});
