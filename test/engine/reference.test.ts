import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { repository, Stack } from "../support/stack";

const ROLES = ["Global Administrator", "Exchange Administrator", "Helpdesk Administrator"];

describe("the reference stack on brownfield Contoso", function () {
  this.timeout(240_000);
  let stack: Stack;
  let brownfield: Record<string, unknown>;
  let standing: string[];

  /** What PIM enforces about the three roles. */
  async function enforced(): Promise<Record<string, unknown>> {
    const roles = ROLES.map(
      async (role) => [role, { settings: await stack.world.settings(role), holders: holders(role) }] as const,
    );
    return Object.fromEntries(await Promise.all(roles));
  }
  const holders = (role: string) =>
    stack.world
      .holders(role)
      .map(({ principalId, state, end }) => `${principalId} ${state} ${end}`)
      .sort();

  before(async () => {
    stack = new Stack({ "pim:deployment": "dev.yaml" }, "reference");
    cpSync(join(repository, "deployments", "dev.yaml"), join(stack.folder, "dev.yaml"));
    brownfield = await enforced();
    standing = stack.world.holders("Global Administrator").map(({ principalId }) => principalId);
  });
  after(() => stack.close());

  it("shows what it found before it changes anything", async () => {
    const since = stack.world.mark();
    const { code, output } = await stack.preview();
    expect(code, output).to.equal(0);
    expect(output).to.match(/found\s*: "active, permanent, outside PIM"/);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("makes standing administrators eligible, keeps break-glass, and leaves nobody without access at any request", async () => {
    const since = stack.world.tenant.changes().at(-1)?.sequence ?? 0;
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
    const holding = new Map<string, number>(standing.map((id) => [id, 1]));
    for (const { family, key, before: was, after: is } of stack.world.tenant.changes(since)) {
      if (family !== "assignment" && family !== "eligibility") continue;
      const id = standing.find((one) => key.includes(one) && key.includes("62e90394-69f5-4237-9190-012177145e10"));
      if (id === undefined) continue;
      holding.set(id, (holding.get(id) ?? 0) + (was === null ? 1 : 0) - (is === null ? 1 : 0));
      expect(holding.get(id), `${family} ${key.join(" ")}`).to.be.greaterThan(0);
    }
    const states = stack.world
      .holders("Global Administrator")
      .map(({ userPrincipalName, state, end }) => [userPrincipalName, state, end === null]);
    const active = states.filter(([, state]) => state === "active");
    expect(active.map(([name]) => name)).to.have.members(["bg-01@contoso.com", "bg-02@contoso.com"]);
    expect(states.filter(([, state]) => state === "eligible")).to.have.length(12);
  });

  it("brings about the document's table", async () => {
    const [global, exchange, helpdesk] = await Promise.all(ROLES.map((role) => stack.world.settings(role)));
    expect(global?.activation).to.deep.include({
      maximumDuration: "PT1H",
      require: ["justification", "mfa", "ticket"],
    });
    expect(global?.activation?.approval?.required).to.equal(true);
    expect(global?.activation?.approval?.approvers.length).to.be.greaterThan(1);
    expect(exchange?.activation).to.deep.include({ maximumDuration: "PT2H", require: ["justification", "mfa"] });
    expect(exchange?.activation?.approval?.required).to.equal(false);
    expect(helpdesk?.activation?.maximumDuration).to.equal("PT8H");
    expect(helpdesk?.activation?.require).to.include("ticket").and.not.include("mfa");
    expect(global?.notifications?.activation?.admin?.defaultRecipients).to.equal(true);
    expect(helpdesk?.notifications?.activation?.admin?.defaultRecipients).to.equal(false);
  });

  it("changes nothing the second time, and asks the tenant to change nothing", async () => {
    const since = stack.world.mark();
    const { code, output } = await stack.up(undefined, "--expect-no-changes");
    expect(code, output).to.equal(0);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("does and undoes an edited line", async () => {
    const file = join(stack.folder, "dev.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("maximumDuration: PT2H", "maximumDuration: PT4H"));
    const edited = await stack.up();
    expect(edited.steps.filter(({ op }) => op === "update").map(({ changes }) => changes)).to.deep.equal([
      { "activation.maximumDuration": '"PT2H" => "PT4H"' },
    ]);
    expect((await stack.world.settings("Exchange Administrator")).activation?.maximumDuration).to.equal("PT4H");
    writeFileSync(file, text);
    await stack.up();
    expect((await stack.world.settings("Exchange Administrator")).activation?.maximumDuration).to.equal("PT2H");
  });

  it("is not destroyed as long as break-glass accounts are not retired", async () => {
    const since = stack.world.mark();
    const preview = await stack.run("destroy", "--preview-only");
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain("protect");
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("gives the tenant of before on destroy, once they are", async () => {
    await stack.run("config", "set", "pim:retireBreakGlass", "bg-01@contoso.com,bg-02@contoso.com");
    const retired = await stack.up();
    expect(retired.code, retired.output).to.equal(0);
    // 21 lines and two accounts go: more than the brake lets pass
    const since = stack.world.mark();
    const stopped = await stack.destroy();
    expect(stopped.output).to.match(/this run would take away 23 holdings, at most 10 are allowed/);
    expect(stack.world.writes(since)).to.deep.equal([]);
    stack.setVariable("PIM_MAX_REMOVALS", "all");
    const { code, output } = await stack.destroy();
    expect(code, output).to.equal(0);
    expect(await enforced()).to.deep.equal(brownfield);
  });
});
