import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const program = `require(${JSON.stringify(join(__dirname, "../../src/cli/tenant.js"))}).tenantCommand().parseAsync(process.argv.slice(1), { from: "user" });`;

describe("pim tenant", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tenant-"));
    file = join(folder, "tenant.db");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program, "--", ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    return { status, stdout, stderr: stderr.trim() };
  };

  it("makes a tenant, shows who holds what as a table and as JSON", () => {
    expect(run("reset", "--file", file).stdout).to.match(/is new: \d+ holdings, tenant [0-9a-f-]{36}\n$/);
    const table = run("show", "--file", file, "--role", "exchange").stdout;
    expect(table)
      .to.contain("gustav.holm@contoso.com")
      .and.contain("\n\n4 holdings\n")
      .and.not.contain("Global Administrator");
    const azure = run("show", "--file", file, "--plane", "azure").stdout;
    expect(azure)
      .to.match(/^Azure roles\n/)
      .and.contain("Contoso Payments");
    const holders = JSON.parse(
      run("show", "--file", file, "--principal", "BG-0", "--json", "--plane", "entra").stdout,
    ) as {
      state: string;
    }[];
    expect(holders.map(({ state }) => state)).to.deep.equal(["active", "active"]);
  });

  it("moves the clock by days, by duration, to a date; stops it and lets it run", () => {
    run("reset", "--file", file, "--seed", "empty");
    const clock = (move: string) => run("clock", move, "--file", file).stdout.trim();
    expect(clock("2030-01-01")).to.match(/^2030-01-01T00:00:/);
    expect(clock("+90d")).to.match(/^2030-04-01T00:0/);
    expect(clock("PT5M")).to.match(/^2030-04-01T00:0/);
    expect(clock("stop")).to.match(/ \(stopped\)$/);
    expect(clock("2031-01-01T08:00:00Z")).to.equal("2031-01-01T08:00:00.000Z (stopped)");
    expect(clock("run")).to.match(/^2031-01-01T08:00:\d\d\.\d+Z$/);
  });

  it("says what is wrong in one line, without a stack, and exits with 1", () => {
    run("reset", "--file", file, "--seed", "empty");
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["show", "--file", join(folder, "none.db")], /^there is no tenant at .+; run npm run up or pim tenant serve/],
      [["clock", "+9y", "--file", file], /^"\+9y" is not a move of the clock; write \+90d/],
      [["clock", "P6X", "--file", file], /^"P6X" is not an ISO 8601 duration/],
      [["clock", "2027-13-01", "--file", file], /^"2027-13-01" is not an ISO 8601 date/],
      [["reset", "--file", file, "--seed", "nowhere"], /^there is no seed "nowhere"/],
      [["import", join(folder, "none.json"), "--file", file], /^there is no file .+none\.json/],
      [["import", file, "--file", file], /is no export of a tenant; pim tenant export writes one/],
      [["serve", "--file", file, "--port", "x"], /port must be a whole number from 0 to 65535, got "x"/],
      [["serve", "--file", file, "--auth", "lax"], /argument 'lax' is invalid. Allowed choices are open, strict/],
    ];
    for (const [args, words] of cases) {
      const { status, stdout, stderr } = run(...args);
      expect(stderr, args.join(" ")).to.match(words).and.not.contain("\n");
      expect([status, stdout]).to.deep.equal([1, ""]);
    }
  });

  it("says so when the file is no tenant", () => {
    writeFileSync(file, "this is not a database, but it is long enough to look at");
    const { status, stderr } = run("show", "--file", file);
    expect(status).to.equal(1);
    expect(stderr).to.contain("is not a tenant").and.not.contain("\n");
  });

  it("keeps the tenant when the new seed is wrong", () => {
    run("reset", "--file", file, "--seed", "empty");
    expect(run("reset", "--file", file, "--seed", "nowhere").status).to.equal(1);
    expect(run("show", "--file", file).stdout).to.contain("admin@empty.example");
  });

  it("makes a tenant from a seed only where there is none", () => {
    expect(run("seed", "--file", file, "--seed", "empty").stdout).to.contain("is new: 2 holdings");
    const { status, stderr } = run("seed", "--file", file);
    expect(status).to.equal(1);
    expect(stderr).to.match(/^there is a tenant at .+; pim tenant reset throws it away/);
  });

  it("exports a tenant that import takes back, clock included", () => {
    run("reset", "--file", file, "--seed", "empty");
    run("clock", "stop", "--file", file);
    const copy = join(folder, "copy.db");
    const json = join(folder, "tenant.json");
    expect(run("export", json, "--file", file).status).to.equal(0);
    expect(run("import", json, "--file", copy).status).to.equal(0);
    for (const args of [["show", "--json"], ["clock"], ["export"]])
      expect(run(...args, "--file", copy).stdout).to.equal(run(...args, "--file", file).stdout);
  });

  const serving = async (...args: string[]) => {
    const served = spawn(process.execPath, ["-e", program, "--", "serve", "--file", file, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ready = JSON.parse(await firstLine(served)) as Record<string, string>;
    const stop = async () => {
      served.kill("SIGTERM");
      const [code] = (await once(served, "exit")) as [number | null];
      return code;
    };
    return { ready, stop };
  };

  it("serves: one JSON line, answers, and a clean end on SIGTERM", async () => {
    const { ready, stop } = await serving();
    expect(Object.keys(ready)).to.deep.equal(["graph", "arm", "login", "tenantId", "file"]);
    const organization = (await (await fetch(`${ready.graph}/v1.0/organization`)).json()) as {
      value: { id: string }[];
    };
    expect(organization.value[0]?.id).to.equal(ready.tenantId);
    expect(await stop()).to.equal(0);
    expect(existsSync(`${file}-wal`)).to.equal(false);
  });

  it("serves strictly over HTTPS on three ports, and says with what to sign in and whom to trust, until it ends", async () => {
    const { ready, stop } = await serving("--auth", "strict", "--https", "--ports", "three");
    const { graph = "", arm = "", login = "", ca = "", clientId, clientSecret } = ready;
    for (const address of [graph, arm, login]) expect(address).to.match(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(new Set([graph, arm, login])).to.have.lengthOf(3);
    expect(clientId).to.match(/^[0-9a-f-]{36}$/);
    expect(clientSecret).to.match(/^\S{20,}$/);
    expect(readFileSync(ca, "utf8")).to.match(/^-----BEGIN CERTIFICATE-----/);
    expect(await stop()).to.equal(0);
    expect(existsSync(ca)).to.equal(false);
  });
});

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}
