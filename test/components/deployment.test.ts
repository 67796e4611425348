import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { Deployment } from "../../components";
import { World } from "../support/world";
import { ofType, type Ran, type Registered, runProgram } from "./run-program";

const DEV = resolve("deployments/dev.yaml");
const emergency = "breakGlass: { accounts: [bg-01@contoso.com, bg-02@contoso.com] }";

describe("Deployment", () => {
  let world: World;
  let folder: string;
  before(() => {
    world = new World();
    folder = mkdtempSync(join(tmpdir(), "pim-deployment-"));
  });
  after(() => {
    world.tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (config: Record<string, string>) =>
    runProgram({ tenantFile: world.file, ...config }, () => [new Deployment("deployment")]);
  /** The one error of a deployment of that text; checks that nothing of it was built. */
  const refusal = async (...lines: string[]): Promise<string> => {
    const { errors, resources } = await run({ deployment: `${lines.join("\n")}\n` });
    expect(resources.map(({ type }) => type)).to.deep.equal(["pim:index:Deployment"]);
    expect(errors).to.have.length(1);
    return errors[0] ?? "";
  };

  it("builds the reference stack: everybody who stands in its roles becomes eligible, break-glass accounts stay", async () => {
    const asked = world.tenant.requests().length;
    const ran = await run({ deployment: DEV });
    expect(ran.errors).to.deep.equal([]);
    const eligible = ofType(ran, "EntraRoleEligibility").map((one) => `${one.role} ${one.principalId}`);
    const active = ofType(ran, "EntraRoleAssignment").map((one) => `${one.role} ${one.principalId}`);
    const standing = ["Global Administrator", "Exchange Administrator", "Helpdesk Administrator"]
      .flatMap((role) => world.holders(role))
      .map(({ roleId, principalId }) => `${roleId} ${principalId}`);
    expect([...eligible, ...active]).to.have.members(standing);
    expect(active).to.have.length(2);
    expect(
      world.tenant
        .requests()
        .slice(asked)
        .filter(({ write }) => write),
    ).to.deep.equal([]);
  });

  it("declares the table of the deployment plan", async () => {
    const settings = ofType(await run({ deployment: DEV }), "EntraRoleSettings") as unknown as {
      roleName: string;
      activation: { maximumDuration: string; require: string[]; approval: { required: boolean; approvers: object[] } };
      notifications: { activation: { admin: { defaultRecipients: boolean } } };
      assignment: { permanent: boolean };
    }[];
    const table = settings.map(({ roleName, activation, notifications, assignment }) => [
      roleName,
      activation.require.includes("mfa"),
      notifications.activation.admin.defaultRecipients,
      activation.require.includes("ticket"),
      activation.approval.required,
      activation.approval.approvers.length,
      activation.maximumDuration,
      assignment.permanent,
    ]);
    expect(table).to.have.deep.members([
      ["Global Administrator", true, true, true, true, 12, "PT1H", true],
      ["Exchange Administrator", true, true, false, false, 0, "PT2H", false],
      ["Helpdesk Administrator", false, false, true, false, 0, "PT8H", false],
    ]);
  });

  it("asks the tenant for names, roles, settings and holders in a handful of requests", async () => {
    const fresh = new World();
    const before = fresh.tenant.requests().length;
    await runProgram({ tenantFile: fresh.file }, () => [new Deployment("deployment", { file: DEV })]);
    const own = fresh.tenant.requests().slice(before);
    fresh.tenant.close();
    expect(own.filter(({ page }) => !page).length).to.be.at.most(5);
  });

  it("builds the same whatever the order of lines and roles", async () => {
    const dev = parse(readFileSync(DEV, "utf8")) as { entraRoles: Record<string, { eligible: unknown[] }> };
    const inOrder = byUrn(await run({ deployment: DEV }));
    const roles = Object.keys(dev.entraRoles);
    const shuffled = fc
      .record({
        roles: fc.shuffledSubarray(roles, { minLength: roles.length }),
        lines: fc.tuple(...roles.map((role) => shuffle(dev.entraRoles[role]?.eligible ?? []))),
        accounts: shuffle(["bg-01@contoso.com", "bg-02@contoso.com"]),
      })
      .map(({ roles: order, lines, accounts }) => ({
        ...dev,
        entraRoles: Object.fromEntries(
          order.map((role) => [role, { ...dev.entraRoles[role], eligible: lines[roles.indexOf(role)] }]),
        ),
        breakGlass: { accounts },
      }));
    await fc.assert(
      fc.asyncProperty(shuffled, async (file) => {
        expect(byUrn(await run({ deployment: stringify(file) }))).to.deep.equal(inOrder);
      }),
      { numRuns: 25 },
    );
  });

  it("takes defaults where a role says nothing", async () => {
    const ran = await run({
      deployment: [
        "defaults: { profile: cis, justification: pilot, schedule: { duration: P30D } }",
        "entraRoles:",
        "  Exchange Administrator: { eligible: [hana.sato@contoso.com] }",
        "  Helpdesk Administrator: { profile: microsoft, schedule: { duration: P60D }, eligible: [Laura Silva] }",
      ].join("\n"),
    });
    const said = ofType(ran, "EntraRoleEligibility").map((one) => [one.principalName, one.schedule, one.justification]);
    expect(said).to.have.deep.members([
      ["hana.sato@contoso.com", { duration: "P30D" }, "pilot"],
      ["laura.silva@contoso.com", { duration: "P60D" }, "pilot"],
    ]);
  });

  it("tells everything that is wrong with a file, custom roles of the tenant known", async () => {
    expect(
      await refusal(
        emergency,
        "defaults: { profile: microsoft }",
        "entraRoles:",
        "  Global Adminstrator: { eligible: [adele.vance@contoso.com] }",
        "  Application Support: {}",
        "  Exchange Administrator:",
        "    eligible: [{ principal: Hana Sato, schedule: { duration: P6M } }, bg-01@contoso.com]",
      ),
    ).to.equal(
      [
        "pim:deployment: 3 mistakes",
        '  - entraRoles.Global Adminstrator (line 4, column 3): unknown role "Global Adminstrator"; expected the name of a built-in role or a role definition id; did you mean "Global Administrator"?',
        '  - entraRoles.Exchange Administrator.eligible[0].schedule.duration (line 7, column 52): must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "P6M"; months, years and weeks have no fixed length: write P180D',
        "  - entraRoles.Exchange Administrator.eligible[1] (line 7, column 71): bg-01@contoso.com is a break-glass account and must never have to activate a role; drop the line",
      ].join("\n"),
    );
  });

  it("tells every unknown and ambiguous name, each with its place", async () => {
    const message = await refusal(
      "breakGlass: { accounts: [bg-01@contoso.com, bg-03@contoso.com] }",
      "defaults: { profile: microsoft }",
      "entraRoles:",
      "  Exchange Administrator: { eligible: [hana.sat@contoso.com, John Smith] }",
      "  Helpdesk Administrator: { approvers: [{ group: Nobody }], active: [Laura Silva] }",
    );
    const [head, ...lines] = message.split("\n");
    expect(head).to.equal("pim:deployment: 4 mistakes");
    expect(lines.map((line) => line.slice(0, line.indexOf(")") + 1))).to.deep.equal([
      "  - breakGlass.accounts[1] (line 1, column 45)",
      "  - entraRoles.Exchange Administrator.eligible[0] (line 4, column 40)",
      "  - entraRoles.Exchange Administrator.eligible[1] (line 4, column 62)",
      "  - entraRoles.Helpdesk Administrator.approvers[0] (line 5, column 41)",
    ]);
    expect(lines[1]).to.contain('did you mean "hana.sato@contoso.com"?');
    expect(lines[2]).to.contain('"John Smith" names 2 objects');
  });

  it("tells what the tenant makes impossible, all roles together", async () => {
    expect(
      await refusal(
        "breakGlass: { accounts: [bg-01@contoso.com, onprem.admin@contoso.com] }",
        "defaults: { profile: microsoft }",
        "entraRoles:",
        "  Exchange Administrator: { eligible: [hana.sato@contoso.com, Hana Sato, Sales] }",
        "  Application Support: { approvers: otherHolders }",
      ),
    ).to.equal(
      [
        "pim:deployment: 4 mistakes",
        "  - breakGlass.accounts[1] (line 1, column 45): onprem.admin@contoso.com is synchronised from on premises, which may be what fails; name a cloud-only account",
        "  - entraRoles.Exchange Administrator.eligible[1] (line 4, column 63): hana.sato@contoso.com is declared eligible twice, first in eligible[0]; keep one of the two lines",
        '  - entraRoles.Exchange Administrator.eligible[2] (line 4, column 74): the group "Sales" cannot hold a directory role; only groups created with isAssignableToRole can, and that cannot be changed later',
        "  - entraRoles.Application Support.approvers (line 5, column 26): otherHolders needs two enabled users who hold or may hold the role, break-glass accounts apart, got lynne.robbins@contoso.com; name the approvers, or add holders",
      ].join("\n"),
    );
  });

  it("knows a custom role by name and by id as one", async () => {
    const { value } = (await world.ask(
      "GET",
      "/roleManagement/directory/roleDefinitions?$filter=isBuiltIn eq false",
    )) as {
      value: { id: string }[];
    };
    expect(await refusal("entraRoles:", "  Application Support: {}", `  ${value[0]?.id}: {}`)).to.equal(
      `pim:deployment: entraRoles.${value[0]?.id} (line 3, column 3): is the same role as "Application Support"; write each role once`,
    );
  });

  it("names the file as the user does, wherever it lies", async () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, "entraRole: {}\n");
    const { errors } = await run({ deployment: file });
    expect(errors).to.deep.equal([`${file}: entraRole (line 1, column 1): unknown field; did you mean "entraRoles"?`]);
  });

  it("tells where a deployment should be named, and that a named one is missing", async () => {
    const set = "pulumi config set pim:deployment deployments/dev.yaml";
    expect((await run({})).errors).to.deep.equal([
      `stack config pim:deployment is missing; name the deployment file: ${set}`,
    ]);
    for (const [path, reason] of [
      [join(folder, "prod.yaml"), "does not exist"],
      [folder, "is a folder"],
    ] as const) {
      const { errors } = await run({ deployment: path });
      expect(errors).to.deep.equal([
        `deployment file "${path}" ${reason}; paths start at the folder of Pulumi.yaml: ${set}`,
      ]);
    }
  });

  it("takes 16 KB of text in the stack config, and names the cure above", async () => {
    const text = `${emergency}\n`.padEnd(16 * 1024, "#");
    expect((await run({ deployment: text })).errors).to.deep.equal([]);
    expect(await refusal(text)).to.equal(
      "stack config pim:deployment holds 16385 bytes of text, at most 16384 are allowed; put it into a file and name that: pulumi config set pim:deployment deployments/dev.yaml",
    );
  });
});

function shuffle<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

/** What was registered, without the order in which it was. */
function byUrn({ resources, errors }: Ran): Registered[] {
  expect(errors).to.deep.equal([]);
  return resources
    .map((one) => ({ ...one, dependencies: one.dependencies.toSorted() }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
