import { expect } from "chai";
import { type EngineLine, Stack } from "../support/stack";

const ROLE = "Exchange Administrator";

/** What our code takes for granted about the engine: measured facts of the design. */
describe("the engine", function () {
  this.timeout(120_000);
  let stack: Stack;
  let jana: string;
  let adele: string;
  const settings = (name: string, inputs: object = {}): EngineLine => ({
    type: "EntraRoleSettings",
    name,
    inputs: { role: ROLE, activation: { maximumDuration: "PT1H" }, ...inputs },
  });
  const eligible = (name: string, principalId: string, inputs: object = {}): EngineLine => ({
    type: "EntraRoleEligibility",
    name,
    inputs: { role: ROLE, principalId, schedule: { permanent: true }, ...inputs },
  });

  beforeEach(async () => {
    stack = new Stack();
    [jana, adele] = await Promise.all([stack.world.person("jana.novak"), stack.world.person("adele.vance")]);
  });
  afterEach(() => stack.close());

  it("adopts through create: what is equal is not written", async () => {
    const since = stack.world.mark();
    const { activation } = await stack.world.settings(ROLE);
    const { code, output } = await stack.up([settings("settings", { activation }), eligible("jana", jana)]);
    expect(code, output).to.equal(0);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("calls every check before any delete, and refreshes in the same process: a rename hands over", async () => {
    const before = await stack.world.settings(ROLE);
    await stack.up([settings("settings"), eligible("adele", adele), eligible("jana", jana)]);
    const since = stack.world.mark();
    const { code, output, steps } = await stack.up([
      settings("renamed"),
      eligible("adele-renamed", adele),
      eligible("jana-renamed", jana),
    ]);
    expect(code, output).to.equal(0);
    expect(steps.map(({ op }) => op)).to.include.members(["create", "delete"]);
    expect(stack.world.writes(since)).to.deep.equal([]);
    // the values of before went along: today's were ours
    expect((await stack.destroy()).code).to.equal(0);
    expect(await stack.world.settings(ROLE)).to.deep.equal(before);
    expect(stack.world.holds(adele, ROLE)).to.deep.equal([]);
    expect(stack.world.holds(jana, ROLE)).to.deep.equal(["eligible"]);
  });

  it("keeps still about informational fields and about what was found", async () => {
    await stack.up([settings("settings", { roleName: "one", found: { activation: {} } })]);
    const next = [settings("settings", { roleName: "two", found: { activation: { maximumDuration: "PT8H" } } })];
    const { code, output } = await stack.up(next, "--expect-no-changes");
    expect(code, output).to.equal(0);
    const inputs = stack.state.find(({ type }) => type.endsWith("EntraRoleSettings"))?.inputs;
    expect(inputs).to.deep.include({ roleName: "two", found: { activation: {} } });
  });

  it("refuses at preview to delete what is protected", async () => {
    const protectedLine = { ...eligible("jana", jana), options: { protect: true } };
    await stack.up([protectedLine]);
    const { code, output } = await stack.preview([]);
    expect(code).not.to.equal(0);
    expect(output).to.contain("protect");
  });

  it("runs the handlers of the installed package on stored state, with a text that never changes", async () => {
    await stack.up([eligible("jana", jana)]);
    const held = stack.state.find(({ type }) => type.endsWith("EntraRoleEligibility"));
    const text = 'exports.handler=()=>require("pim-as-code/handlers").EntraRoleEligibility;';
    expect([held?.inputs.__provider, held?.outputs.__provider]).to.deep.equal([text, text]);
  });

  it("refuses the state of another tenant", async () => {
    await stack.up([eligible("jana", jana)]);
    stack.writeProject({ "pim:tenantFile": `${stack.folder}/other.db`, "pim:tenantSeed": "empty" });
    for (const refresh of ["--refresh=true", "--refresh=false"]) {
      const { code, output } = await stack.run("preview", refresh);
      expect(code).not.to.equal(0);
      expect(output).to.match(/the state belongs to tenant [0-9a-f-]{36}, but tenant [0-9a-f-]{36} answered/);
    }
  });
});
