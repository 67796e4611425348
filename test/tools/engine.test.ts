/** What the set-up promises of the real CLI: one folder of executables, a clean clone, programs as they are compiled. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { tools } from "./load-tool";

const repository = resolve(tools, "..");

/** A provider that stores what it is given; the program is found by `main`, though `exports` hides it. */
const files = {
  "package.json": JSON.stringify({ name: "tiny", main: "lib/index.js", exports: { "./other": "./handler.js" } }),
  "handler.js": "module.exports = { create: async (inputs) => ({ id: '1', outs: inputs }) };",
  "lib/index.js": `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config("pim");
class Thing extends pulumi.CustomResource {
  constructor(name, inputs) {
    super("pulumi-nodejs:dynamic/pim:Thing", name, {
      ...inputs, __provider: 'exports.handler=()=>require("./handler.js");' });
  }
}
new Thing("thing", { tenant: config.get("tenant"), folder: process.cwd() });
if (config.get("broken")) throw new Error("broken on purpose");
`,
};

describe("the CLI after set-up", function () {
  this.timeout(120_000);
  let directory: string;
  before(() => {
    // Inside the repository, so that the program finds the SDK.
    mkdirSync(join(repository, ".tmp"), { recursive: true });
    directory = mkdtempSync(join(repository, ".tmp", "tools-"));
    mkdirSync(join(directory, "lib"));
    mkdirSync(join(directory, "state"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml"])
      writeFileSync(join(directory, name), readFileSync(join(repository, name), "utf8"));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const pulumi = (...args: string[]) => run(args, directory);

  it("creates the stack without touching Pulumi.dev.yaml", async () => {
    const config = readFileSync(join(directory, "Pulumi.dev.yaml"), "utf8");
    const { code, output } = await pulumi("stack", "select", "--create", "dev");
    expect(code, output).to.equal(0);
    expect(readFileSync(join(directory, "Pulumi.dev.yaml"), "utf8")).to.equal(config);
  });

  it("runs the compiled program in its own folder, silently about where its plug-ins lie", async () => {
    const config = readFileSync(join(directory, "Pulumi.dev.yaml"), "utf8");
    const { code, output } = await pulumi("up", "--yes", "--stack", "dev");
    expect(code, output).to.equal(0);
    expect(output).not.to.match(/warning|\$PATH/i);
    const state = JSON.parse((await pulumi("stack", "export", "--stack", "dev")).output);
    const thing = state.deployment.resources.find(({ type }: { type: string }) => type.endsWith(":Thing"));
    expect(thing.outputs).to.include({ tenant: "embedded", folder: directory });
    expect(readFileSync(join(directory, "Pulumi.dev.yaml"), "utf8")).to.equal(config);
  });

  it("ends with an error of the program's own when the program breaks", async () => {
    const text = readFileSync(join(directory, "Pulumi.dev.yaml"), "utf8");
    writeFileSync(join(directory, "Pulumi.dev.yaml"), `${text}  pim:broken: yes\n`);
    const { code, output } = await pulumi("preview", "--stack", "dev");
    expect(code).not.to.equal(0);
    expect(output).to.include("broken on purpose").and.not.include("exited with code");
  });
});

function run(args: readonly string[], directory: string): Promise<{ code: number | null; output: string }> {
  const prepared: Record<string, string> = JSON.parse(readFileSync(join(repository, ".pim", "env.json"), "utf8"));
  const child = spawn("pulumi", [...args, "--non-interactive"], {
    cwd: directory,
    env: {
      ...process.env,
      ...prepared,
      PULUMI_BACKEND_URL: pathToFileURL(join(directory, "state")).href,
      PULUMI_HOME: join(directory, "home"),
      PULUMI_CONFIG_PASSPHRASE: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
}
