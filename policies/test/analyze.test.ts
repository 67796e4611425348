import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import type { Resource } from "../lib";
import { assignment, eligibility, ROLE, settings, stack } from "./support/good";

const repository = resolve(__dirname, "../../..");
const environment = join(repository, ".pim", "env.json");

interface PolicyEvent {
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly message: string;
  readonly resourceUrn: string;
}

/** Runs the pack over a state on the real CLI. */
class Analysis {
  readonly folder: string;

  constructor() {
    mkdirSync(join(repository, ".tmp"), { recursive: true });
    this.folder = mkdtempSync(join(repository, ".tmp", "policies-"));
  }

  async of(resources: readonly Resource[], configuration: object = {}, variables: Record<string, string> = {}) {
    const state = this.#write("state.json", { version: 3, deployment: deployment(resources) });
    const config = this.#write("config.json", configuration);
    const pack = join(repository, "policies");
    const args = [
      "policy",
      "analyze",
      "--json",
      "--file",
      state,
      "--policy-pack",
      pack,
      "--policy-pack-config",
      config,
    ];
    const env = { ...process.env, ...JSON.parse(readFileSync(environment, "utf8")), ...variables };
    return new Promise<{ code: number; output: string; events: PolicyEvent[] }>((done) => {
      execFile("pulumi", args, { env, cwd: this.folder }, (error, stdout, stderr) => {
        const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
        const events = lines.flatMap((line) => (JSON.parse(line) as { policyEvent?: PolicyEvent }).policyEvent ?? []);
        done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr, events });
      });
    });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(name: string, content: object): string {
    const file = join(this.folder, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  }
}

function deployment(resources: readonly Resource[]) {
  const root = "urn:pulumi:test::policies::pulumi:pulumi:Stack::policies-test";
  return {
    manifest: { time: "2026-11-22T00:00:00Z", magic: "", version: "" },
    resources: [
      { urn: root, type: "pulumi:pulumi:Stack", custom: false },
      ...resources.map(({ urn, type, props }) => ({ urn, type, custom: true, id: urn, inputs: props, outputs: props })),
    ],
  };
}

describe("pulumi policy analyze", function () {
  this.timeout(60_000);
  let analysis: Analysis;
  before(function () {
    if (!existsSync(environment)) {
      process.stdout.write("      skipped: no .pim/env.json; npm test makes it, and so does node tools/env.mjs\n");
      this.skip();
    }
    analysis = new Analysis();
  });
  after(() => analysis?.close());

  const standing = assignment({ schedule: { permanent: true } });
  const waiver = {
    principal: "alice@contoso.com",
    reason: "mailbox migration",
    owner: "messaging@contoso.com",
    expires: "2026-12-31",
  };
  const waived = { "no-permanent-active-privileged": { waivers: [waiver] } };

  it("ends well over a good state", async () => {
    const { code, events, output } = await analysis.of(stack());
    expect(code, output).to.equal(0);
    expect(events).to.be.empty;
  });

  it("fails over a standing Exchange Administrator, naming rule, person and role", async () => {
    const { code, events } = await analysis.of([...stack(), standing]);
    expect(code).to.equal(1);
    expect(events).to.have.lengthOf(1);
    expect(events[0]).to.include({
      policyName: "no-permanent-active-privileged",
      enforcementLevel: "mandatory",
      resourceUrn: standing.urn,
    });
    expect(events[0]?.message).to.match(
      /^no-permanent-active-privileged: alice@contoso\.com as Exchange Administrator: /,
    );
  });

  it("lets it pass on a valid waiver, as advice, and fails again once that has expired", async () => {
    const valid = await analysis.of([...stack(), standing], waived, { PIM_POLICY_CLOCK: "2026-12-31" });
    expect(valid.code, valid.output).to.equal(0);
    expect(valid.events.map(({ enforcementLevel }) => enforcementLevel)).to.deep.equal(["advisory"]);
    expect(valid.events[0]?.message).to.contain(
      "waived until 2026-12-31 (mailbox migration; owner messaging@contoso.com)",
    );
    const expired = await analysis.of([...stack(), standing], waived, { PIM_POLICY_CLOCK: "2027-01-01" });
    expect(expired.code).to.equal(1);
    expect(expired.events[0]?.message).to.contain("expired on 2026-12-31");
  });

  it("judges a stack as a whole", async () => {
    const { code, events } = await analysis.of(stack().slice(1));
    expect(code).to.equal(1);
    expect(events.map(({ policyName }) => policyName)).to.deep.equal(["break-glass-count"]);
  });

  it("judges the same rule by resource and by stack", async () => {
    const helpdesk = settings({ require: ["ticket"] }, { role: ROLE.helpdesk });
    const guest = eligibility({ role: ROLE.helpdesk, userType: "guest" });
    const { code, events } = await analysis.of([...stack(), helpdesk, guest], {
      "activation-requires-mfa-or-context": { waivers: [{ ...waiver, principal: undefined, role: ROLE.helpdesk }] },
    });
    expect(code).to.equal(1);
    expect(events.map(({ enforcementLevel }) => enforcementLevel)).to.have.members(["advisory", "mandatory"]);
  });

  it("reports what it cannot judge as advice", async () => {
    const { code, events } = await analysis.of([...stack(), assignment({ schedule: { end: UNKNOWN } })]);
    expect(code).to.equal(0);
    expect(events.map(({ message, enforcementLevel }) => [enforcementLevel, message.split(": ")[2]])).to.deep.equal([
      ["advisory", "not judged"],
    ]);
  });

  it("starts from the profile that PIM_POLICY_PROFILE names, and the configuration has the last word", async () => {
    const lasting = [...stack(), eligibility({ schedule: { permanent: true } })];
    expect((await analysis.of(lasting)).code).to.equal(1);
    expect((await analysis.of(lasting, {}, { PIM_POLICY_PROFILE: "scuba" })).code).to.equal(0);
    const back = await analysis.of(
      lasting,
      { "eligible-assignment-expires": "mandatory" },
      { PIM_POLICY_PROFILE: "scuba" },
    );
    expect(back.code).to.equal(1);
  });

  it("refuses a configuration it does not understand, without a stack trace", async () => {
    const { code, output } = await analysis.of(stack(), { "break-glass-count": { maxx: 3 } });
    expect(code).not.to.equal(0);
    expect(output).to.contain('configuration of break-glass-count: maxx: unknown field; did you mean "max"?');
    expect(output).not.to.match(/^\s+at /m);
  });
});
