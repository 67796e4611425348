import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Holding } from "../../src/cli/holdings";
import { World } from "../support/world";
import { runPim } from "./run-pim";

describe("pim who", () => {
  let world: World;
  let folder: string;
  before(() => {
    world = new World();
    folder = mkdtempSync(join(tmpdir(), "pim-who-"));
    writeFileSync(join(folder, "Pulumi.dev.yaml"), `config:\n  pim:tenantFile: ${world.file}\n`);
    writeFileSync(join(folder, "Pulumi.new.yaml"), "config:\n  pim:tenantFile: none/tenant.db\n");
    writeFileSync(join(folder, "Pulumi.odd.yaml"), "config: [\n");
  });
  after(() => {
    world.tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells everybody whom the tenant knows, how and until when", () => {
    const { status, stdout } = runPim(folder, ["who", "--json"]);
    expect(status).to.equal(0);
    const told = (JSON.parse(stdout) as Holding[]).map(({ role, principal, holds, scope }) =>
      [role.id, principal.id, holds, scope.toLowerCase()].join(" "),
    );
    const held = world.tenant
      .holders()
      .map(({ roleId, principalId, state, scope }) => [roleId, principalId, state, scope.toLowerCase()].join(" "));
    expect(told).to.have.members(held);
  });

  it("prints a table for people, without colours where nobody sees them", () => {
    const { stdout } = runPim(folder, ["who", "--role", "user admin"], { FORCE_COLOR: undefined });
    const rows = stdout.split("\n").map((line) => line.split("│").map((cell) => cell.trim()));
    expect(rows).to.deep.include.members([
      ["", "role", "who", "holds", "until (UTC)", "how", "where", ""],
      [
        "",
        "User Administrator",
        "former.admin@contoso.com (disabled)",
        "active",
        "permanent",
        "outside PIM",
        "tenant",
        "",
      ],
      ["", "", "HR Provisioning (service principal)", "active", "permanent", "outside PIM", "tenant", ""],
    ]);
    expect(stdout).to.contain("\n1 role: 0 eligible, 5 active, 5 of these permanent\n").and.not.contain("\u001b");
  });

  it("says so where nobody holds such a role", () => {
    expect(runPim(folder, ["who", "--role", "nonsense"]).stdout).to.equal("nobody holds such a role\n");
  });

  it("asks a handful of times and writes nothing", () => {
    const before = world.tenant.requests().at(-1)?.sequence;
    runPim(folder, ["who"]);
    const own = world.tenant.requests(before);
    expect(own.filter(({ page }) => !page).length).to.be.within(1, 5);
    expect(own.filter(({ write }) => write)).to.deep.equal([]);
  });

  it("makes no tenant by looking, and tells what is missing in one line", () => {
    const wrong = (stack: string) => {
      const { status, stdout, stderr } = runPim(folder, ["who", "--stack", stack]);
      expect([status, stdout]).to.deep.equal([1, ""]);
      return stderr;
    };
    expect(wrong("new")).to.equal("error: there is no embedded tenant at none/tenant.db yet; npm run up makes it\n");
    expect(wrong("prod")).to.equal(
      'error: there is no Pulumi.prod.yaml here, so the tenant of stack "prod" is not known; run this in the folder of Pulumi.yaml, or name the stack: --stack NAME\n',
    );
    expect(wrong("odd")).to.match(/^error: Pulumi\.odd\.yaml is malformed YAML: [^\n]+\n$/);
  });
});
