import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { loadTool, tools } from "./load-tool";

interface Versions {
  readonly minimumNode: string;
  readonly pinnedNode: string;
  readonly pinnedPulumi: string;
  atLeast(version: string, minimum: string): boolean;
}

describe("versions", () => {
  let versions: Versions;
  before(async () => {
    versions = await loadTool<Versions>("versions.mjs");
  });

  it("compares by number, not by letter", () => {
    expect(versions.atLeast("v3.1000.0", "3.259.0")).to.equal(true);
    expect(versions.atLeast("v3.99.0", "3.259.0")).to.equal(false);
    expect(versions.atLeast("v20.20.2", "22.13.0")).to.equal(false);
  });

  it("takes what a development build of the CLI prints", () => {
    expect(versions.atLeast("v3.260.0-dev.0\n", "3.259.0")).to.equal(true);
  });

  it("never takes what is no version", () => {
    expect(versions.atLeast("", "3.259.0")).to.equal(false);
    expect(versions.atLeast("command not found", "3.259.0")).to.equal(false);
  });

  it("orders any two versions as their numbers do", () => {
    const part = fc.nat({ max: 400 });
    const triple = fc.tuple(part, part, part);
    fc.assert(
      fc.property(triple, triple, (one, other) => {
        const order = one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
        return versions.atLeast(`v${one.join(".")}`, other.join(".")) === order >= 0;
      }),
    );
  });

  it("says the same as package.json and the Go module", () => {
    const manifest: { engines: { node: string }; dependencies: Record<string, string> } = JSON.parse(
      readFileSync(resolve(tools, "../package.json"), "utf8"),
    );
    const goModule = readFileSync(resolve(tools, "pulumi-cli/go.mod"), "utf8");
    expect(versions.atLeast(versions.minimumNode, manifest.engines.node.replace(">=", ""))).to.equal(true);
    expect(versions.atLeast(versions.pinnedNode, versions.minimumNode)).to.equal(true);
    expect(manifest.dependencies["@pulumi/pulumi"]).to.equal(versions.pinnedPulumi);
    expect(goModule).to.include(`github.com/pulumi/pulumi/pkg/v3 v${versions.pinnedPulumi}`);
  });
});
