import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { tools } from "./load-tool";

describe("the host of dynamic providers", () => {
  let host: ChildProcess;
  beforeEach(async () => {
    host = spawn(process.execPath, [join(tools, "dynamic-provider.mjs"), "127.0.0.1:1"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [said] = host.stdout === null ? [] : await once(host.stdout, "data");
    expect(String(said)).to.match(/^\d+\n$/);
  });
  afterEach(() => host.kill("SIGKILL"));

  it("ends when its engine is gone before it has asked for anything", async () => {
    host.stdin?.destroy();
    expect(await once(host, "exit")).to.deep.equal([1, null]);
  });
});
