import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type EngineLine, type Outcome, Stack } from "../support/stack";

const GLOBAL = "Global Administrator";
const ACCOUNTS = ["bg-01", "bg-02"];
const PROTECTED = /protect/;

/** The accounts hold the role for good, after whatever was tried. */
async function intact(stack: Stack): Promise<void> {
  for (const account of ACCOUNTS)
    expect(stack.world.holds(await stack.world.person(account), GLOBAL), account).to.deep.equal(["active"]);
}

describe("break-glass accounts of a deployment", function () {
  this.timeout(300_000);
  let stack: Stack;
  const file = () => join(stack.folder, "accounts.yaml");
  const FULL = `breakGlass:\n  accounts: [${ACCOUNTS.map((name) => `${name}@contoso.com`).join(", ")}]\n`;
  const role = (guard: string) => `entraRoles:\n  ${GLOBAL}:\n    assignment: { permanent: true }\n${guard}`;

  before(async () => {
    stack = new Stack({ "pim:deployment": "accounts.yaml" }, "reference");
    writeFileSync(file(), FULL + role(""));
    const { code, output } = await stack.up();
    expect(code, output).to.equal(0);
  });
  after(() => stack.close());
  afterEach(() => intact(stack));

  /** Refused at preview before any write, and with --skip-preview all the same. */
  const refused = async (yaml: string, atPreview: RegExp, withoutPreview = atPreview): Promise<void> => {
    const before = readFileSync(file(), "utf8");
    writeFileSync(file(), yaml);
    const since = stack.world.mark();
    const preview = await stack.preview();
    expect(preview.code, preview.output).not.to.equal(0);
    expect(preview.output).to.match(atPreview);
    expect(stack.world.writes(since)).to.deep.equal([]);
    const up = await stack.up();
    expect(up.code, up.output).not.to.equal(0);
    expect(up.output).to.match(withoutPreview);
    await intact(stack);
    writeFileSync(file(), before);
  };

  it("stay when the config entry goes in the same commit as everything else", async () => {
    await refused("{}\n", PROTECTED);
  });

  it("stay when they are listed as time-bound administrators instead", async () => {
    const active = ACCOUNTS.map((name) => `      - { principal: ${name}@contoso.com, schedule: { duration: P15D } }`);
    const yaml = role(`    active:\n${active.join("\n")}\n`);
    await refused(yaml, /break-glass account and (is not removed|stays one)|holds its role permanently|protect/);
  });

  it("stay when they are made eligible", async () => {
    const eligible = role("    eligible:\n      - { principal: bg-01@contoso.com, schedule: { duration: P90D } }\n");
    await refused(FULL + eligible, /bg-01@contoso.com is a break-glass account and must never have to activate a role/);
    await refused(eligible, /keeps its active assignment|protect/);
  });

  it("stay under a guard that removes everybody else", async () => {
    writeFileSync(file(), FULL + role("    guard: remove\n"));
    const created = await stack.up();
    expect(created.code, created.output).to.equal(0);
    const { code, output } = await stack.up();
    expect(code).not.to.equal(0);
    expect(output).to.contain("this run would take away 12 holdings, at most 10 are allowed");
    const others = stack.world.holders(GLOBAL).length;
    expect(others).to.equal(14);
    stack.setVariable("PIM_MAX_REMOVALS", "all");
    const removed = await stack.up();
    stack.setVariable("PIM_MAX_REMOVALS", undefined);
    expect(removed.code, removed.output).to.equal(0);
    expect(stack.world.holders(GLOBAL)).to.have.length(2);
  });

  it("stay when a guard that removes is all that is left of them", async () => {
    await refused(role("    guard: remove\n"), PROTECTED);
  });

  it("stay when one of them is replaced in the list", async () => {
    await refused(FULL.replace("bg-02", "adele.vance") + role(""), PROTECTED);
  });

  it("stay when the stack is destroyed", async () => {
    const since = stack.world.mark();
    const preview = await stack.run("destroy", "--preview-only");
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(PROTECTED);
    const { code, output } = await stack.destroy();
    expect(code).not.to.equal(0);
    expect(output).to.match(PROTECTED);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("stay when the state forgets that they are protected", async () => {
    await stack.run("state", "unprotect", "--all", "--yes");
    const { code, output } = await stack.destroy();
    expect(code).not.to.equal(0);
    expect(output).to.contain("is a break-glass account and is not removed; retire it first");
  });
});

describe("break-glass accounts of a program", function () {
  this.timeout(300_000);
  let stack: Stack;
  let account: string;
  let other: string;
  const line = (name: string, inputs: object = {}, options: EngineLine["options"] = { protect: true }): EngineLine => ({
    type: "EntraRoleAssignment",
    name,
    inputs: { role: GLOBAL, principalId: account, schedule: { permanent: true }, breakGlass: true, ...inputs },
    options,
  });

  before(async () => {
    stack = new Stack();
    [account, other] = (await Promise.all(["bg-01", "adele.vance"].map((name) => stack.world.person(name)))) as [
      string,
      string,
    ];
    const { code, output } = await stack.up([line("bg")]);
    expect(code, output).to.equal(0);
  });
  after(() => stack.close());
  afterEach(() => intact(stack));

  const refused = ({ code, output }: Outcome, words: RegExp): void => {
    expect(code, output).not.to.equal(0);
    expect(output).to.match(words);
  };

  it("stay when the line gets a shorter schedule, is replaced, or loses its mark", async () => {
    for (const [inputs, words] of [
      [{ schedule: { duration: "P15D" } }, /a break-glass account holds its role permanently/],
      [{ schedule: { duration: "P15D" }, breakGlass: false }, /is a break-glass account and stays one/],
      [{ principalId: other }, PROTECTED],
      [{ principalId: other, breakGlass: false }, /is a break-glass account and stays one/],
    ] as const) {
      const since = stack.world.mark();
      refused(await stack.preview([line("bg", inputs)]), words);
      expect(stack.world.writes(since)).to.deep.equal([]);
    }
    refused(await stack.up([line("bg", { schedule: { duration: "P15D" }, breakGlass: false })]), /stays one/);
  });

  it("keep their protection under an alias", async () => {
    const { code, output } = await stack.up([line("named", {}, { protect: true, aliases: [{ name: "bg" }] })]);
    expect(code, output).to.equal(0);
    refused(await stack.preview([]), PROTECTED);
  });

  it("stay when the line is removed or replaced, even where the state does not protect it", async () => {
    const unprotected = await stack.up([line("named", {}, {})]);
    expect(unprotected.code, unprotected.output).to.equal(0);
    refused(await stack.up([]), /is a break-glass account and is not removed; retire it first/);
    refused(
      await stack.up([line("named", { principalId: other }, {})]),
      /is a break-glass account and stays one|is not removed/,
    );
  });

  it("stay when the line is renamed: the state protects the old name", async () => {
    await stack.up([line("named")]);
    const since = stack.world.mark();
    refused(await stack.preview([line("renamed")]), PROTECTED);
    refused(await stack.up([line("renamed")]), PROTECTED);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });
});
