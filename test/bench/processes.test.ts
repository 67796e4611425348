import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { Processes } from "../../bench/processes";
import { skip } from "../support/skip";

/** A process that starts another one, in a group of its own, and lets it live; both wait for ever. */
const waiting = "setInterval(() => {}, 1000)";
const parent = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(waiting)}], { detached: true });
  process.stdout.write(String(child.pid));
  ${waiting}`;

describe("the processes of one command", () => {
  before(function () {
    if (!existsSync("/proc/self/environ")) skip(this, "this system has no /proc");
  });

  it("are found by their mark, measured and ended, also those in a group of their own", async () => {
    const mark = randomUUID();
    const processes = new Processes("PIM_BENCH_TEST", mark);
    const child = spawn(process.execPath, ["-e", parent], { env: { ...process.env, PIM_BENCH_TEST: mark } });
    const ended = new Promise((done) => child.once("close", (_, signal) => done(signal)));
    const grandchild = Number(await new Promise((done) => child.stdout.once("data", done)));
    processes.kill();
    expect(await ended).to.equal("SIGKILL");
    expect(processes.peak?.megabytes).to.be.greaterThan(5);
    expect(processes.processor).to.be.a("number");
    // an orphan stays a zombie until whoever adopts it looks; it runs no more
    await expectGone(grandchild);
  });

  it("are nobody else's", async () => {
    const processes = new Processes("PIM_BENCH_TEST", randomUUID());
    const child = spawn(process.execPath, ["-e", `process.stdout.write("up"); ${waiting}`]);
    await new Promise((done) => child.stdout.once("data", done));
    processes.kill();
    expect(processes.peak).to.equal(undefined);
    expect(child.kill("SIGKILL")).to.equal(true);
  });
});

async function expectGone(pid: number): Promise<void> {
  for (;;) {
    const state = readState(pid);
    if (state === undefined || state === "Z") return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

function readState(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(1)?.[0];
  } catch {
    return undefined;
  }
}
