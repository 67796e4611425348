import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Cache {
  cached(name: string, fill: (part: string) => Promise<void>, directory: string): Promise<string>;
}

describe("cached", () => {
  let cached: Cache["cached"];
  let directory: string;
  before(async () => {
    ({ cached } = await loadTool<Cache>("cache.mjs"));
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pim-cache-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const fillWith = (text: string) => async (part: string) => writeFileSync(join(part, "file"), text);

  it("keeps what was filled and fills once only", async () => {
    await cached("thing", fillWith("first"), directory);
    const folder = await cached("thing", fillWith("second"), directory);
    expect(readFileSync(join(folder, "file"), "utf8")).to.equal("first");
    expect(readdirSync(directory)).to.deep.equal(["thing"]);
  });

  it("leaves nothing behind when filling fails", async () => {
    const failing = async (part: string) => {
      writeFileSync(join(part, "half"), "");
      throw new Error("no network");
    };
    const failure = await cached("thing", failing, directory).catch((error: Error) => error.message);
    expect(failure).to.equal("no network");
    expect(readdirSync(directory)).to.deep.equal([]);
  });

  it("lets the one win that finishes first, and both go on", async () => {
    const slow = async (part: string) => {
      writeFileSync(join(part, "file"), "slow");
      // Another process finishes meanwhile.
      mkdirSync(join(directory, "thing"));
      writeFileSync(join(directory, "thing", "file"), "quick");
    };
    const folder = await cached("thing", slow, directory);
    expect(readFileSync(join(folder, "file"), "utf8")).to.equal("quick");
    expect(readdirSync(directory)).to.deep.equal(["thing"]);
  });

  it("removes what a killed run left, and nothing of a run that lives", async () => {
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const dead = join(directory, `thing.${gone}.part`);
    const alive = join(directory, `thing.${process.ppid}.part`);
    const ofAnother = join(directory, `other.${gone}.part`);
    for (const folder of [dead, alive, ofAnother]) mkdirSync(folder);
    await cached("thing", fillWith("x"), directory);
    expect([dead, alive, ofAnother].map((folder) => existsSync(folder))).to.deep.equal([false, true, true]);
  });
});
