import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describeChange, readEvents, renderDrift, renderMarkdown } from "../../src/report";
import { type EngineLine, repository, Stack } from "../support/stack";
import { roleId } from "../support/world";

const FOLDER = join(repository, "test", "report", "golden");
const ADOPTED = "2026-11-22T09:00:00Z";
/** More than 30 days later: a line that goes is a leaver's, no rollback. */
const LATER = "2027-01-11T09:00:00Z";

/** The page as it is kept, or the new one with UPDATE_GOLDEN=1. */
function expectGolden(name: string, page: string): void {
  const file = join(FOLDER, `${name}.md`);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, page);
  }
  expect(existsSync(file), `there is no ${name}.md; UPDATE_GOLDEN=1 writes it`).to.equal(true);
  expect(page).to.equal(readFileSync(file, "utf8"));
  expect(page.trimEnd().split("\n").length).to.be.at.most(90);
}

describe("golden pages", function () {
  this.timeout(300_000);

  /** What the last run of the stack left as its log, at the tenant's time. */
  const changeOf = (stack: Stack) =>
    describeChange(readEvents(readFileSync(join(stack.folder, "events.json"), "utf8")), stack.world.tenant.clock.now());
  const pageOf = (stack: Stack) => renderMarkdown(changeOf(stack), 10);

  describe("of the reference stack on Contoso", () => {
    const pack = [
      ...["--policy-pack", join(repository, "policies")],
      ...["--policy-pack-config", join(repository, "policies", "config", "microsoft.json")],
    ];
    let stack: Stack;
    let deployment: string;

    const declare = (...edits: [from: string, to: string][]) => {
      const text = edits.reduce((whole, [from, to]) => {
        expect(whole).to.contain(from);
        return whole.replace(from, to);
      }, deployment);
      writeFileSync(join(stack.folder, "dev.yaml"), text);
    };
    const idOf = (name: string) => stack.world.person(name);
    const request = (action: string, name: string, role: string, more: object = {}) =>
      idOf(name).then((principalId) =>
        stack.world.ask("POST", "/roleManagement/directory/roleEligibilityScheduleRequests", {
          ...{ action, principalId, roleDefinitionId: role, directoryScopeId: "/", justification: "by hand" },
          ...more,
        }),
      );

    before(async () => {
      stack = new Stack({ "pim:deployment": "dev.yaml" }, "reference");
      stack.world.tenant.clock.set(ADOPTED);
      const file = join(repository, "deployments", "dev.yaml");
      deployment = readFileSync(file, "utf8");
      cpSync(file, join(stack.folder, "dev.yaml"));
    });
    after(() => stack.close());

    it("first adoption", async () => {
      const { code, output } = await stack.preview(undefined, ...pack);
      expect(code, output).to.equal(0);
      expectGolden("first-adoption", pageOf(stack));
    });

    it("the same, once it is done", async () => {
      const { code, output } = await stack.up();
      expect(code, output).to.equal(0);
      expectGolden("adopted", pageOf(stack));
    });

    it("a line reverted within the window", async () => {
      declare(["      - alex.wilber@contoso.com\n", ""]);
      await stack.preview();
      expectGolden("rollback", pageOf(stack));
    });

    it("a leaver", async () => {
      stack.world.tenant.clock.set(LATER);
      declare(
        ["      - alex.wilber@contoso.com\n", ""],
        ["      - oscar.berg@contoso.com\n", "      - adele.vance@contoso.com\n"],
      );
      await stack.preview();
      expectGolden("leaver", pageOf(stack));
    });

    it("settings loosened", async () => {
      declare(
        ["maximumDuration: PT1H", "maximumDuration: PT8H"],
        ["require: [mfa, justification, ticket]", "require: [justification]"],
        ["permanent: false, maximumDuration: P180D", "permanent: true, maximumDuration: P365D"],
      );
      const { code } = await stack.preview(undefined, ...pack);
      expect(code).not.to.equal(0);
      expectGolden("settings-loosened", pageOf(stack));
    });

    it("drift by another, in the preview and at night", async () => {
      declare();
      const exchange = "29232cdf-9323-42fd-ade2-1d097af3e4de";
      await stack.world.setRule("Exchange Administrator", "Expiration_EndUser_Assignment", {
        maximumDuration: "PT10H",
      });
      await request("adminRemove", "adele.vance", "62e90394-69f5-4237-9190-012177145e10");
      const expiration = { type: "afterDateTime", endDateTime: "2027-02-01T09:00:00Z" };
      await request("adminUpdate", "hana.sato", exchange, { scheduleInfo: { startDateTime: ADOPTED, expiration } });
      const since = stack.world.mark();
      await stack.preview();
      expectGolden("drift", pageOf(stack));
      const { code, output } = await stack.run("refresh", "--preview-only");
      expect(code, output).to.equal(0);
      expectGolden("drift-night", renderDrift(changeOf(stack)));
      expect(stack.world.writes(since)).to.deep.equal([]);
      expect((await stack.up()).code).to.equal(0);
    });

    it("expiry, before and after", async () => {
      stack.world.tenant.clock.set("2027-02-10T09:00:00Z");
      await stack.preview();
      expectGolden("expiry-soon", pageOf(stack));
      stack.world.tenant.clock.set("2027-02-21T09:00:00Z");
      await stack.preview();
      expectGolden("expiry-past", pageOf(stack));
    });

    it("a break-glass account dropped", async () => {
      declare(
        [
          "  accounts: [bg-01@contoso.com, bg-02@contoso.com]",
          "  accounts: [bg-01@contoso.com, paula.meyer@contoso.com]",
        ],
        ["      - paula.meyer@contoso.com\n", ""],
      );
      const { code } = await stack.preview();
      expect(code).not.to.equal(0);
      expectGolden("break-glass-dropped", pageOf(stack));
    });

    it("a mistake in the deployment file", async () => {
      declare(["maximumDuration: PT1H", "maximumDuration: P1M"]);
      const { code } = await stack.preview();
      expect(code).not.to.equal(0);
      expectGolden("mistake", pageOf(stack));
    });
  });

  describe("of plain classes", () => {
    const ROLE = "Exchange Administrator";
    let stack: Stack;

    before(() => {
      stack = new Stack();
      stack.world.tenant.clock.set(ADOPTED);
    });
    after(() => stack.close());

    it("a rename", async () => {
      const [adele, jana] = await Promise.all([stack.world.person("adele.vance"), stack.world.person("jana.novak")]);
      const lines = (prefix: string): EngineLine[] => [
        {
          type: "EntraRoleSettings",
          name: `${prefix}-settings`,
          inputs: { role: ROLE, activation: { maximumDuration: "PT1H" } },
        },
        ...[adele, jana].map(
          (principalId, index): EngineLine => ({
            type: "EntraRoleEligibility",
            name: `${prefix}-${index}`,
            inputs: { role: ROLE, principalId, schedule: { permanent: true } },
          }),
        ),
      ];
      await stack.up(lines("old"));
      const { steps } = await stack.preview(lines("new"));
      expect(steps.map(({ op }) => op)).to.include.members(["create", "delete"]);
      expectGolden("rename", pageOf(stack));
      expect((await stack.up()).code).to.equal(0);
    });

    it("a guard that takes a role away", async () => {
      const alex = await stack.world.person("alex.wilber");
      const role = "Compliance Administrator";
      const guarded = (mode: string): EngineLine[] => [
        { type: "EntraRoleSettings", name: "settings", inputs: { role, activation: { maximumDuration: "PT1H" } } },
        { type: "EntraRoleGuard", name: "guard", inputs: { role, mode }, options: { dependsOn: ["settings"] } },
      ];
      await stack.up(guarded("report"));
      await stack.world.ask("POST", "/roleManagement/directory/roleAssignments", {
        ...{ principalId: alex, roleDefinitionId: roleId(role), directoryScopeId: "/" },
      });
      await stack.preview();
      expectGolden("guard-reports", pageOf(stack));
      await stack.preview(guarded("remove"));
      expectGolden("guard-removes", pageOf(stack));
      expect((await stack.up([])).code).to.equal(0);
    });

    it("drift of what the program leaves alone", async () => {
      const left: object = { ignoreChanges: ["activation"] };
      const inputs = { role: ROLE, activation: { maximumDuration: "PT1H" } };
      await stack.up([{ type: "EntraRoleSettings", name: "left-alone", inputs, options: { ...left } }]);
      await stack.world.setRule(ROLE, "Expiration_EndUser_Assignment", { maximumDuration: "PT10H" });
      await stack.preview();
      expectGolden("drift-left-alone", pageOf(stack));
      await stack.run("refresh", "--preview-only");
      expect(changeOf(stack).drift).to.have.length(1);
    });
  });
});
