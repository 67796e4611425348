import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadTool } from "./load-tool";

interface Executables {
  gatherExecutables(cli: string, directory: string): string;
  hasOwnLanguageHost(cli: string): boolean;
}

describe("the folder of executables", () => {
  let executables: Executables;
  let directory: string;
  let cli: string;
  before(async () => {
    executables = await loadTool<Executables>("executables.mjs");
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "pim-bin-"));
    cli = join(directory, "built");
    writeFileSync(cli, "the CLI", { mode: 0o755 });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("holds the CLI, the language host and the provider host, all executable, and nothing else", () => {
    const bin = executables.gatherExecutables(cli, join(directory, "bin"));
    const names = readdirSync(bin).map((name) => name.replace(/\.(exe|cmd)$/, ""));
    expect(names.sort()).to.deep.equal(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
    for (const name of readdirSync(bin)) accessSync(join(bin, name), constants.X_OK);
  });

  it("follows the CLI when another one is found", () => {
    const bin = executables.gatherExecutables(cli, join(directory, "bin"));
    const newer = join(directory, "newer");
    writeFileSync(newer, "a newer CLI", { mode: 0o755 });
    executables.gatherExecutables(newer, bin);
    const placed = readdirSync(bin).find((name) => /^pulumi(\.exe)?$/.test(name)) ?? "";
    expect(readFileSync(join(bin, placed), "utf8")).to.equal("a newer CLI");
    expect(readFileSync(cli, "utf8")).to.equal("the CLI");
    expect(readdirSync(bin).some((name) => name.endsWith(".part"))).to.equal(false);
  });

  it("is not needed where a CLI brings its own language host", () => {
    expect(executables.hasOwnLanguageHost(cli)).to.equal(false);
    const host = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
    writeFileSync(join(directory, host), "");
    expect(existsSync(join(directory, host)) && executables.hasOwnLanguageHost(cli)).to.equal(true);
  });
});
