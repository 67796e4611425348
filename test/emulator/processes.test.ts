import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Tenant } from "../../src/emulator";
import { listed, wordsFor } from "./ask";

describe("one tenant, several processes", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tenant-"));
    file = join(folder, "tenant.db");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (name: string, count: number) =>
    spawn(process.execPath, [join(__dirname, "worker.js"), file, name, String(count)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  const groupsOf = async (tenant: Tenant, name: string) =>
    listed(await wordsFor(tenant).get(`/groups?$top=999&$filter=startswith(displayName,'${name} ')`)).length;

  it("loses nothing of what two processes write at once, from the first opening on", async () => {
    const workers = [start("left", 60), start("right", 60)];
    const codes = await Promise.all(workers.map(exitCode));
    expect(codes).to.deep.equal([0, 0]);
    const tenant = Tenant.open({ file });
    expect([await groupsOf(tenant, "left"), await groupsOf(tenant, "right")]).to.deep.equal([60, 60]);
    const posts = tenant.requests().filter(({ method }) => method === "POST");
    expect(posts).to.have.length(120);
    expect(new Set(posts.map(({ sequence }) => sequence)).size).to.equal(120);
    expect(
      tenant.changes().filter(({ family, request }) => family === "group" && request !== undefined),
    ).to.have.length(120);
    tenant.close();
  });

  it("leaves a readable file when killed, with everything it had answered", async () => {
    const worker = start("killed", 100_000);
    let answered = 0;
    for await (const chunk of worker.stdout ?? []) {
      answered += String(chunk).split("\n").length - 1;
      if (answered > 20) break;
    }
    worker.kill("SIGKILL");
    await exitCode(worker);
    const tenant = Tenant.open({ file });
    const kept = await groupsOf(tenant, "killed");
    expect(kept).to.be.at.least(Math.min(answered, 999));
    expect(
      tenant.changes().filter(({ family, request }) => family === "group" && request !== undefined).length,
    ).to.be.at.least(answered);
    expect(tenant.requests().every(({ status }) => status > 0)).to.equal(true);
    tenant.close();
  });

  it("shares the clock and the lag", () => {
    const first = Tenant.open({ file, clock: "2030-01-01T00:00:00Z", lag: 5 });
    const second = Tenant.open({ file });
    first.clock.advance("P1D");
    expect(second.clock.now().toISOString()).to.equal("2030-01-02T00:00:00.000Z");
    first.close();
    second.close();
  });
});

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}
