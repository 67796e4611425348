import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { runPim } from "./run-pim";

describe("pim validate", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pim-validate-"));
    writeFileSync(join(folder, "wrong.yaml"), "entraRoles:\n  Global Administrator: { profile: strickt }\n");
    writeFileSync(join(folder, "custom.yaml"), "entraRoles: { Application Support: {} }\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("counts what a right file says", () => {
    const { status, stdout } = runPim(folder, ["validate", resolve("deployments/dev.yaml")]);
    expect(status).to.equal(0);
    expect(stdout).to.contain("dev.yaml: no mistakes; 3 roles, 21 eligible, 0 active, 2 break-glass accounts\n");
  });

  it("tells what is wrong, where, and exits with 1", () => {
    const { status, stdout, stderr } = runPim(folder, ["validate", "wrong.yaml"]);
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.equal(
      'error: wrong.yaml: entraRoles.Global Administrator.profile (line 2, column 27): must be one of "microsoft", "scuba", "cis", "strict", got "strickt"; did you mean "strict"?\n',
    );
    expect(runPim(folder, ["validate", "none.yaml"]).stderr).to.equal("error: none.yaml does not exist\n");
  });

  it("notes the roles that only a tenant knows", () => {
    expect(runPim(folder, ["validate", "custom.yaml"]).stdout).to.equal(
      'note: "Application Support" is no built-in role; only the tenant knows its custom roles\ncustom.yaml: no mistakes; 1 role, 0 eligible, 0 active, 0 break-glass accounts\n',
    );
  });
});
