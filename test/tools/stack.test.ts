import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface StackModule {
  refuseLocked(directory: string): void;
}
interface Outcome {
  changedNothing(eventLog: string): boolean;
}

describe("a lock on the reference stack", () => {
  let refuseLocked: StackModule["refuseLocked"];
  let directory: string;
  before(async () => {
    ({ refuseLocked } = await loadTool<StackModule>("stack.mjs"));
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pim-lock-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const lock = (pid: number | undefined) =>
    writeFileSync(
      join(directory, "1.json"),
      JSON.stringify({ pid, username: "me", hostname: hostname(), timestamp: "2026-11-22T20:00:00Z" }),
    );

  it("stops nobody when there is none", () => {
    refuseLocked(directory);
    refuseLocked(join(directory, "absent"));
  });

  it("of a run that was killed names the command that removes it", () => {
    lock(spawnSync(process.execPath, ["--version"]).pid);
    expect(() => refuseLocked(directory))
      .to.throw("an earlier run was killed")
      .with.property("cure")
      .that.includes("npm run pulumi -- cancel dev --yes");
  });

  it("of a run that lives asks to wait for it", () => {
    lock(process.pid);
    expect(() => refuseLocked(directory))
      .to.throw("another run is at work")
      .with.property("why")
      .that.includes(`process ${process.pid}`);
  });

  it("that is released while we look is no lock", () => {
    writeFileSync(join(directory, "1.json"), "");
    refuseLocked(directory);
  });
});

describe("changedNothing", () => {
  let changedNothing: Outcome["changedNothing"];
  let directory: string;
  before(async () => {
    ({ changedNothing } = await loadTool<Outcome>("outcome.mjs"));
    directory = mkdtempSync(join(tmpdir(), "pim-events-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  const logOf = (...events: object[]) => {
    const file = join(directory, "events");
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    return file;
  };

  it("is said only when the log counts nothing but what stayed the same", () => {
    expect(changedNothing(logOf({ preludeEvent: {} }, { summaryEvent: { resourceChanges: { same: 32 } } }))).to.equal(
      true,
    );
    expect(changedNothing(logOf({ summaryEvent: { resourceChanges: { same: 31, update: 1 } } }))).to.equal(false);
    expect(changedNothing(logOf({ summaryEvent: { resourceChanges: { same: 3, delete: 0 } } }))).to.equal(true);
  });

  it("is not said when the log is missing, cut short or without a summary", () => {
    expect(changedNothing(join(directory, "absent"))).to.equal(false);
    expect(changedNothing(logOf({ preludeEvent: {} }))).to.equal(false);
    writeFileSync(join(directory, "events"), '{"summaryEvent":{"resou');
    expect(changedNothing(join(directory, "events"))).to.equal(false);
  });
});
