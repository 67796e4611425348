import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { repository, Stack } from "../support/stack";

describe("an identity that may only read", function () {
  this.timeout(240_000);
  let stack: Stack;
  let file: string;
  const asReader = () => stack.setVariable("PIM_EMBEDDED_IDENTITY", "pim-reader");
  before(() => {
    stack = new Stack({ "pim:deployment": "dev.yaml" }, "reference");
    file = join(stack.folder, "dev.yaml");
    cpSync(join(repository, "deployments", "dev.yaml"), file);
  });
  after(() => stack.close());

  it("previews a first deployment", async () => {
    asReader();
    const since = stack.world.mark();
    const { code, output } = await stack.preview();
    expect(code, output).to.equal(0);
    expect(output).to.match(/found\s*: "active, permanent, outside PIM"/);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("previews a change, and drift, of what is deployed", async () => {
    stack.setVariable("PIM_EMBEDDED_IDENTITY", "pim-deploy");
    const deployed = await stack.up();
    expect(deployed.code, deployed.output).to.equal(0);
    asReader();
    const since = stack.world.mark();
    writeFileSync(file, readFileSync(file, "utf8").replace("maximumDuration: PT2H", "maximumDuration: PT4H"));
    const preview = await stack.preview();
    expect(preview.code, preview.output).to.equal(0);
    expect(preview.steps.filter(({ op }) => op === "update").map(({ changes }) => changes)).to.deep.equal([
      { "activation.maximumDuration": '"PT2H" => "PT4H"' },
    ]);
    const refresh = await stack.run("refresh", "--preview-only");
    expect(refresh.code, refresh.output).to.equal(0);
    expect(stack.world.writes(since)).to.deep.equal([]);
  });

  it("deploys nothing: the tenant refuses, and the error says what is missing", async () => {
    asReader();
    const before = await stack.world.settings("Exchange Administrator");
    const { code, output } = await stack.up();
    expect(code).not.to.equal(0);
    expect(output).to.contain("Authorization_RequestDenied");
    expect(output).not.to.match(/\n\s+at |\/bin\/src\//);
    expect(await stack.world.settings("Exchange Administrator")).to.deep.equal(before);
  });
});
