import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { loadTool, tools } from "../load-tool";

interface Find {
  readonly cliName: string;
  cliOnPath(path: string, versionOf: (cli: string) => Promise<string>): Promise<string | undefined>;
}

describe("the Pulumi CLI on PATH", () => {
  let find: Find;
  let directory: string;
  before(async () => {
    find = await loadTool<Find>("cli/find.mjs");
    directory = mkdtempSync(join(tmpdir(), "pim-path-"));
    for (const folder of ["first", "second"]) {
      mkdirSync(join(directory, folder));
      writeFileSync(join(directory, folder, find.cliName), "", { mode: 0o755 });
    }
    mkdirSync(join(directory, "empty"));
  });
  after(() => rmSync(directory, { recursive: true }));

  const path = (...folders: string[]) => folders.map((folder) => join(directory, folder)).join(delimiter);

  it("is taken when it is new enough", async () => {
    const cli = await find.cliOnPath(path("empty", "first"), async () => "v3.260.1\n");
    expect(cli).to.equal(join(directory, "first", find.cliName));
  });

  it("is left alone when it is older or prints no version", async () => {
    expect(await find.cliOnPath(path("first"), async () => "v3.258.0\n")).to.equal(undefined);
    expect(await find.cliOnPath(path("first"), async () => "")).to.equal(undefined);
  });

  it("is the one that a shell would start, not a newer one behind it", async () => {
    const versions = async (cli: string) => (cli.includes("first") ? "v3.1.0" : "v3.300.0");
    expect(await find.cliOnPath(path("first", "second"), versions)).to.equal(undefined);
  });

  it("is not the link in our own folder, which points to one that was found before", async () => {
    const own = resolve(tools, "../.pim/bin");
    expect(await find.cliOnPath(own, async () => "v9.0.0")).to.equal(undefined);
  });
});
