import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageHandshakeRequest, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { HostProcess, programIn } from "./client";

/** Stands in for the SDK's runners: tells how it was called, then ends as the program's `behave.js` says. */
const runner = `
const fs = require("node:fs"), path = require("node:path");
const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, EXTRA } = process.env;
fs.writeFileSync(path.join(__dirname, "../../../../../called.json"), JSON.stringify({
  cwd: process.cwd(), args: process.argv.slice(2),
  env: { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, EXTRA },
}));
require(path.join(__dirname, "../../../../../behave.js"));
`;

interface Called {
  cwd: string;
  args: string[];
  env: Record<string, string | undefined>;
}

describe("the language host", () => {
  let host: HostProcess;
  let directory: string;
  let engine: grpc.Server;
  let engineAddress: string;

  before(async () => {
    engine = new grpc.Server();
    const port = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    engineAddress = `127.0.0.1:${port}`;
    host = await HostProcess.start(engineAddress);
  });
  after(async () => {
    await host.stop();
    engine.forceShutdown();
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pim-host-"));
    for (const name of ["run", "run-policy-pack"]) {
      const folder = join(directory, "node_modules/@pulumi/pulumi/cmd", name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "index.js"), runner);
    }
    behave("");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const behave = (code: string) => writeFileSync(join(directory, "behave.js"), code);
  const called = (): Called => JSON.parse(readFileSync(join(directory, "called.json"), "utf8"));
  const request = () =>
    new RunRequest()
      .setProject("pim")
      .setStack("dev")
      .setOrganization("organization")
      .setPwd(directory)
      .setMonitorAddress("127.0.0.1:9")
      .setInfo(programIn(directory));

  it("reports the version of the SDK as its own", async () => {
    const manifest = require("@pulumi/pulumi/package.json") as { version: string };
    expect(await host.version()).to.equal(manifest.version);
  });

  it("runs a program with what the engine says about it", async () => {
    const full = request().setParallel(8).setDryrun(true).setArgsList(["extra"]).setConfigsecretkeysList(["pim:key"]);
    full.getConfigMap().set("pim:tenant", "embedded").set("aws:config:region", "x");
    const response = await host.run(full);
    expect(response.toObject()).to.deep.include({ error: "", bail: false });
    const { args, env } = called();
    expect(args.join(" ")).to.equal(
      `--monitor 127.0.0.1:9 --engine ${engineAddress} --organization organization --project pim ` +
        `--root-directory ${directory} --stack dev --pwd ${directory} --parallel 8 --dry-run ${directory} extra`,
    );
    expect(JSON.parse(env.PULUMI_CONFIG ?? "")).to.deep.equal({
      "pim:config:tenant": "embedded",
      "aws:config:region": "x",
    });
    expect(JSON.parse(env.PULUMI_CONFIG_SECRET_KEYS ?? "")).to.deep.equal(["pim:config:key"]);
    expect(env.PULUMI_NODEJS_TYPESCRIPT).to.equal("true");
  });

  it("leaves TypeScript alone where Pulumi.yaml turns it off", async () => {
    const options = Struct.fromJavaScript({ typescript: false });
    await host.run(request().setInfo(programIn(directory).setOptions(options)));
    expect(called().env.PULUMI_NODEJS_TYPESCRIPT).to.equal(undefined);
  });

  it("uses the engine that the handshake names", async () => {
    await host.handshake(new LanguageHandshakeRequest().setEngineAddress("127.0.0.1:7"));
    await host.run(request());
    expect(called().args.join(" ")).to.include("--engine 127.0.0.1:7 ");
    await host.handshake(new LanguageHandshakeRequest().setEngineAddress(engineAddress));
  });

  it("tells a failed program from one that has explained itself", async () => {
    behave("process.exit(32)");
    expect((await host.run(request())).toObject()).to.deep.include({ error: "", bail: true });
    behave("process.exit(3)");
    expect((await host.run(request())).toObject()).to.deep.include({
      error: "the program exited with code 3",
      bail: false,
    });
  });

  it("says what is missing when the program has no SDK", async () => {
    rmSync(join(directory, "node_modules"), { recursive: true });
    const failure = await host.run(request()).catch((error: Error) => error.message);
    expect(failure).to.include('"@pulumi/pulumi/cmd/run" is not installed').and.to.include("npm ci");
  });

  it("ends a running program when the engine cancels", async () => {
    behave(
      `require("node:fs").writeFileSync(${JSON.stringify(join(directory, "started"))}, ""); setInterval(() => {}, 1000);`,
    );
    const running = host.run(request());
    while (!existsSync(join(directory, "started"))) await new Promise((wait) => setTimeout(wait, 20));
    await host.cancel();
    expect((await running).getError()).to.equal("the program was ended by SIGINT");
  });

  it("runs a policy pack in the pack's folder and streams what it prints", async () => {
    behave('process.stdout.write("4711\\n"); process.stderr.write("hello"); process.exitCode = 5;');
    const run = await host.runPlugin(
      new RunPluginRequest()
        .setKind("analyzer")
        .setPwd(tmpdir())
        .setProgram(directory)
        .setInfo(programIn(directory))
        .setArgsList(["127.0.0.1:9"])
        .setEnvList(["EXTRA=a=b"]),
    );
    expect(run).to.deep.equal({ stdout: "4711\n", stderr: "hello", exitCode: 5 });
    const { cwd, args, env } = called();
    expect(args).to.deep.equal(["127.0.0.1:9", directory]);
    expect([cwd, env.EXTRA]).to.deep.equal([directory, "a=b"]);
  });

  it("refuses a kind of plug-in that it cannot run, by name", async () => {
    const failure = await host
      .runPlugin(new RunPluginRequest().setKind("converter").setInfo(programIn(directory)))
      .catch((error: Error) => error.message);
    expect(failure).to.include('"converter"').and.to.include("analyzer, resource");
  });

  it("goes when the engine is gone, its program too", async () => {
    const ownEngine = new grpc.Server();
    const port = await new Promise<number>((resolve, reject) =>
      ownEngine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    const other = await HostProcess.start(`127.0.0.1:${port}`);
    behave(
      `require("node:fs").writeFileSync(${JSON.stringify(join(directory, "pid"))}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const running = other.run(request()).catch(() => undefined);
    while (!existsSync(join(directory, "pid"))) await new Promise((wait) => setTimeout(wait, 20));
    const program = Number(readFileSync(join(directory, "pid"), "utf8"));
    const gone = once(other.child, "exit");
    ownEngine.forceShutdown();
    await gone;
    await running;
    while (alive(program)) await new Promise((wait) => setTimeout(wait, 20));
    expect(other.child.exitCode).to.equal(0);
    other.client.close();
  });
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
