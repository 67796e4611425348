import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { eligible, logOf, step } from "../report/event-lines";
import { World } from "../support/world";
import { StubPulumi } from "./stub-pulumi";

describe("pim preview", () => {
  const create = step("create", "EntraRoleEligibility", "adele", { new: { inputs: eligible("adele") } });
  const log = logOf(create);
  const error = { diagnosticEvent: { severity: "error", message: "no such role", color: "never" } };
  let pulumi: StubPulumi;
  before(() => {
    pulumi = new StubPulumi();
  });
  after(() => pulumi.close());

  it("runs pulumi preview with an event log, passes on what stands after --, and leaves nothing behind", () => {
    expect(pulumi.pim(["preview", "--", "--stack", "prod", "--diff"], log).status).to.equal(0);
    const { args, debug } = pulumi.call;
    expect(args.slice(0, -1)).to.deep.equal(["preview", "--stack", "prod", "--diff", "--event-log"]);
    expect(debug).to.equal("1");
    expect(pulumi.litter).to.deep.equal([]);
  });

  it("prints the page alone to stdout, and what Pulumi says to stderr", () => {
    const { stdout, stderr } = pulumi.pim(["preview"], log);
    expect(stdout)
      .to.match(/^# Privileged access: 1 assignment new\n/)
      .and.not.contain("progress");
    expect(stderr).to.equal("progress\n");
  });

  it("prints the page of a preview that failed too, what stopped it first, and exits with 1", () => {
    const { status, stdout } = pulumi.pim(["preview"], logOf(create, error), 255);
    expect(status).to.equal(1);
    expect(stdout).to.match(/^# Privileged access: stopped by an error; 1 assignment new\n[^#]*no such role/);
  });

  it("says so where Pulumi left no log", () => {
    const { status, stdout, stderr } = pulumi.pim(["preview"], undefined, 255);
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.equal("progress\nerror: pulumi preview ended before it began; what it says above tells why\n");
  });

  it("tells the page of a log without running anything, from the day that is given", () => {
    const file = join(pulumi.folder, "kept.json");
    writeFileSync(file, log);
    const calls = () => readFileSync(join(pulumi.folder, "call.json"), "utf8");
    const before = calls();
    const { status, stdout } = pulumi.pim(["preview", "--events", file, "--now", "2027-01-01"], undefined);
    expect(status).to.equal(0);
    expect(stdout).to.contain("eligible until 2027-04-01").and.contain("2027-01-01 00:00 UTC");
    expect(calls()).to.equal(before);
  });

  it("asks the tenant for its time, and makes none where there is none", () => {
    const world = new World();
    world.tenant.clock.set("2028-05-01T12:00:00Z");
    const config = (tenantFile: string) =>
      log.replace('"config":{}', `"config":${JSON.stringify({ "pim:tenantFile": tenantFile })}`);
    expect(pulumi.pim(["preview"], config(world.file)).stdout).to.contain("2028-05-01 12:00 UTC");
    expect(pulumi.pim(["preview"], config("none.db")).stdout).to.contain("2026-11-22 09:00 UTC");
    expect(() => readFileSync(join(pulumi.folder, "none.db"))).to.throw("ENOENT");
    world.close();
  });

  it("writes the page to a file", () => {
    const { stdout } = pulumi.pim(["preview", "--output", "page.md"], log);
    expect(stdout).to.equal("");
    expect(readFileSync(join(pulumi.folder, "page.md"), "utf8")).to.match(/^# Privileged access: /);
  });

  it("tells mistakes in one line", () => {
    const said = (...args: string[]) =>
      pulumi
        .pim(["preview", ...args], log)
        .stderr.split("\n")
        .at(-2);
    expect(said("--events", "none.json")).to.equal("error: none.json does not exist");
    expect(said("--output", "none/page.md")).to.equal("error: the page cannot be written to none/page.md (ENOENT)");
    expect(pulumi.pim(["preview", "--now", "soon"], log).stderr).to.contain('"soon" is no date; write 2027-01-31');
  });
});
