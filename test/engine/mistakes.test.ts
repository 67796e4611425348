import { expect } from "chai";
import { type EngineLine, Stack } from "../support/stack";

const line = (type: EngineLine["type"], name: string, inputs: object): EngineLine => ({
  type,
  name,
  inputs: { ...inputs },
});

describe("mistakes in a program", function () {
  this.timeout(120_000);
  let stack: Stack;
  let adele: string;
  before(async () => {
    stack = new Stack();
    adele = await stack.world.person("adele.vance");
  });
  after(() => stack.close());

  it("are refused at preview, all of a resource, in the user's words, and nothing is written", async () => {
    const since = stack.world.mark();
    const { code, output } = await stack.preview([
      line("EntraRoleEligibility", "wrong", {
        role: "Exchange Admin",
        principalId: "adele.vance@contoso.com",
        schedule: { duration: "P3M" },
        standing: "removed",
        colour: "red",
      }),
    ]);
    expect(code).not.to.equal(0);
    for (const words of [
      'role: unknown role "Exchange Admin"; expected the name of a built-in role or a role definition id',
      'principalId: must be the object id of a user, group or service principal (a GUID), got "adele.vance@contoso.com"',
      'schedule.duration: must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "P3M"; months, years and weeks have no fixed length: write P90D',
      'standing: must be one of "keep", "remove", got "removed"; did you mean "remove"?',
      "colour: unknown field",
    ]) {
      expect(output).to.contain(words);
    }
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("show no stack trace and no path of the machine", async () => {
    const wrong = {
      role: "Exchange Administrator",
      principalId: adele,
      schedule: { start: "2027-02-01", end: "2027-01-01" },
    };
    const { code, output } = await stack.preview([line("EntraRoleEligibility", "wrong", wrong)]);
    expect(code).not.to.equal(0);
    expect(output).to.contain("schedule.end: must be after start 2027-02-01T00:00:00Z, got 2027-01-01T00:00:00Z");
    expect(output).not.to.match(/\n\s+at |node_modules|\/bin\/src\//);
  });

  it("include two lines for one tuple, which are named", async () => {
    const one = { role: "Exchange Administrator", principalId: adele, schedule: { permanent: true } };
    const same = { ...one, role: "29232CDF-9323-42FD-ADE2-1D097AF3E4DE", principalId: adele.toUpperCase() };
    const { code, output } = await stack.preview([
      line("EntraRoleEligibility", "one", one),
      line("EntraRoleEligibility", "two", same),
    ]);
    expect(code).not.to.equal(0);
    expect(output).to.match(/"(one|two)" and "(one|two)" declare the same thing; keep one of the two/);
  });

  it("do not include values that are not known yet: these pass through", async () => {
    const first = { role: "Exchange Administrator", principalId: adele, schedule: { permanent: true } };
    const { code, output, steps } = await stack.preview([
      line("EntraRoleEligibility", "first", first),
      line("EntraRoleEligibility", "second", {
        role: "helpdesk administrator",
        principalId: { $output: "first.status" },
        schedule: { duration: "PT48H" },
        justification: { $output: "first.end" },
      }),
      line("EntraRoleSettings", "third", {
        role: "helpdesk administrator",
        activation: {
          maximumDuration: { $output: "first.end" },
          approval: { approvers: [{ user: { $output: "first.start" } }] },
        },
      }),
    ]);
    expect(code, output).to.equal(0);
    expect(steps.map(({ op }) => op)).to.deep.equal(["create", "create", "create"]);
    expect(output).to.contain('duration: "P2D"');
    expect(output).to.contain("[unknown]");
  });

  it("include an end that is past, which only the tenant's clock can tell", async () => {
    const past = { role: "Exchange Administrator", principalId: adele, schedule: { end: "2020-01-01" } };
    const lasting = { ...past, schedule: { end: "2099-01-01" } };
    await stack.up([line("EntraRoleEligibility", "past", lasting)]);
    const { code, output } = await stack.up([line("EntraRoleEligibility", "past", past)]);
    expect(code).not.to.equal(0);
    expect(output).to.contain("the schedule ends 2020-01-01T00:00:00Z, which is past");
    expect(output).not.to.match(/\n\s+at |\/bin\/src\//);
    expect(stack.world.holds(adele, "Exchange Administrator")).to.deep.equal(["eligible until 2099-01-01T00:00:00Z"]);
  });
});
