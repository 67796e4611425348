import { readFileSync } from "node:fs";
import { expect } from "chai";
import { program } from "../../src/cli/program";
import { runPim } from "./run-pim";

describe("pim", () => {
  it("tells its version and its commands", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(runPim(".", ["--version"]).stdout).to.equal(`${version}\n`);
    const { status, stdout } = runPim(".", ["--help"]);
    expect(status).to.equal(0);
    for (const { name, description } of program().commands.map((one) => ({
      name: one.name(),
      description: one.description(),
    }))) {
      expect(stdout, name).to.contain(`  ${name}`);
      expect(description, name).not.to.equal("");
    }
  });

  it("exits with 1 for a command it does not have, and guesses", () => {
    const { status, stderr } = runPim(".", ["woh"]);
    expect(status).to.equal(1);
    expect(stderr).to.match(/^error: unknown command 'woh'\n\(Did you mean who\?\)/);
  });
});
