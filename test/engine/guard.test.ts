import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Outcome, Stack } from "../support/stack";
import { roleId } from "../support/world";

const ROLE = "Exchange Administrator";
const LINES = ["gustav.holm", "jana.novak"];
const HANA = "hana.sato@contoso.com: active, permanent, outside PIM";
const IGOR = "igor.petrov@contoso.com: active, permanent, outside PIM";

describe("a guard on the real engine", function () {
  this.timeout(300_000);
  let stack: Stack;
  let hana: string;
  let igor: string;

  before(async () => {
    stack = new Stack({ "pim:deployment": "guard.yaml" }, "reference");
    [hana, igor] = (await Promise.all(["hana.sato", "igor.petrov"].map((name) => stack.world.person(name)))) as [
      string,
      string,
    ];
  });
  after(() => stack.close());

  const write = (guard: string, lines = LINES) =>
    writeFileSync(
      join(stack.folder, "guard.yaml"),
      [
        "entraRoles:",
        `  ${ROLE}:`,
        "    eligibility: { permanent: false, maximumDuration: P180D }",
        `    guard: ${guard}`,
        "    eligible:",
        ...lines.map((name) => `      - ${name}@contoso.com`),
        "",
      ].join("\n"),
    );
  const ofGuard = ({ steps }: Outcome, op: string) =>
    steps.find((step) => step.op === op && step.name === `entra-guard-${roleId(ROLE)}`);
  const holds = (id: string) => stack.world.holds(id, ROLE);
  const silently = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    const since = stack.world.mark();
    const outcome = await work();
    expect(outcome.code, outcome.output).to.equal(0);
    expect(stack.world.writes(since)).to.deep.equal([]);
    return outcome;
  };

  it("shows at its first preview who holds the role undeclared", async () => {
    write("report");
    const { output } = await silently(() => stack.preview());
    expect(output).to.contain(HANA).and.to.contain(IGOR).and.not.to.contain("gustav.holm@contoso.com: active");
  });

  it("reports, and is quiet the second time", async () => {
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
    expect(holds(hana)).to.deep.equal(["active"]);
    const again = await silently(() => stack.up(undefined, "--expect-no-changes"));
    expect(again.output).not.to.contain("unmanaged");
  });

  it("shows a newcomer as drift, and does nothing about it", async () => {
    const adele = await stack.world.person("adele.vance");
    await stack.world.ask("POST", "/roleManagement/directory/roleAssignments", {
      roleDefinitionId: roleId(ROLE),
      principalId: adele,
      directoryScopeId: "/",
    });
    const { output } = await silently(() => stack.run("refresh", "--preview-only", "--diff"));
    expect(output).to.match(
      /~ unmanaged: \[[^\]]*\] *: "[^"]*" => "adele.vance@contoso.com: active, permanent, outside PIM"/,
    );
    await silently(() => stack.up(undefined, "--expect-no-changes"));
    expect(holds(adele)).to.deep.equal(["active"]);
    // from here on somebody else's
    write("{ mode: report, except: [adele.vance@contoso.com] }");
    await silently(() => stack.up());
  });

  it("shows each removal in the preview, before anything is written", async () => {
    write("{ mode: remove, except: [adele.vance@contoso.com] }");
    const preview = await silently(() => stack.preview());
    const { changes } = ofGuard(preview, "update") ?? { changes: {} };
    expect(changes).to.deep.include({
      mode: '"report" => "remove"',
      "unmanaged[0]": `"${HANA}" => -`,
      "unmanaged[1]": `"${IGOR}" => -`,
    });
  });

  it("removes nobody whom the run has not read", async () => {
    await silently(() => stack.up(undefined, "--refresh=false"));
    expect(holds(hana)).to.deep.equal(["active"]);
  });

  it("removes those whom it has shown, and is quiet then", async () => {
    const preview = await silently(() => stack.preview());
    expect(ofGuard(preview, "update")?.changes).to.include.keys("unmanaged[0]", "unmanaged[1]");
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
    expect([...holds(hana), ...holds(igor)]).to.deep.equal([]);
    const again = await silently(() => stack.up(undefined, "--expect-no-changes"));
    expect(again.output).not.to.contain("unmanaged");
  });

  it("leaves alone whom the commit declares, and does not count a new line as drift", async () => {
    write("{ mode: remove, except: [adele.vance@contoso.com] }", [...LINES, "kofi.mensah"]);
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
    await silently(() => stack.up(undefined, "--expect-no-changes"));
    expect(holds(await stack.world.person("kofi.mensah"))).to.have.length(1);
  });

  it("gives back on a revert what it took, each shown", async () => {
    write("{ mode: report, except: [adele.vance@contoso.com] }");
    const preview = await silently(() => stack.preview());
    expect(ofGuard(preview, "update")?.changes).to.deep.include({
      mode: '"remove" => "report"',
      "unmanaged[0]": '- => "hana.sato@contoso.com: active, permanent"',
      "unmanaged[1]": '- => "igor.petrov@contoso.com: active, permanent"',
    });
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
    expect([holds(hana), holds(igor)]).to.deep.equal([["active"], ["active"]]);
    await silently(() => stack.up(undefined, "--expect-no-changes"));
  });

  it("does not work alone: with --target its settings are missing", async () => {
    write("{ mode: remove, except: [adele.vance@contoso.com] }");
    const { output } = await stack.run("stack", "--show-urns");
    const urn = /urn:\S+entra-guard-\S+/.exec(output)?.[0] ?? "";
    const since = stack.world.mark();
    const targeted = await stack.up(undefined, "--target", urn);
    expect(targeted.code).not.to.equal(0);
    expect(targeted.output).to.contain("a guard needs the settings of its role in the same stack");
    expect(stack.world.writes(since)).to.deep.equal([]);
  });
});
