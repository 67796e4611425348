import { expect } from "chai";
import { BreakGlass, EntraRole } from "../../components";
import { GLOBAL_ADMINISTRATOR, type PrincipalReference } from "../../src/model";
import { World } from "../support/world";
import { ofType, type Ran, runProgram } from "./run-program";

const ACCOUNTS = ["bg-01@contoso.com", "bg-02@contoso.com"];
const EXCHANGE = "Exchange Administrator";

describe("BreakGlass", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.tenant.close());

  const run = (accounts: readonly PrincipalReference[], config: Record<string, string> = {}) =>
    runProgram({ tenantFile: world.file, ...config }, () => [new BreakGlass("emergency", { accounts })]);
  const protectedNames = ({ resources }: Ran) =>
    resources.filter(({ protect }) => protect).map(({ inputs }) => inputs.principalName);

  it("keeps each account a permanent Global Administrator", async () => {
    const ran = await run(ACCOUNTS);
    const ids = await Promise.all(["bg-01", "bg-02"].map((name) => world.person(name)));
    expect(ran.errors).to.deep.equal([]);
    expect(ran.resources.map(({ type, name }) => `${type} ${name}`)).to.have.members([
      "pim:index:BreakGlass emergency",
      ...ids.map(
        (id) => `pulumi-nodejs:dynamic/pim:EntraRoleAssignment entra-assignment-${GLOBAL_ADMINISTRATOR}-${id}`,
      ),
    ]);
    const [first] = ofType(ran, "EntraRoleAssignment").filter(({ principalId }) => principalId === ids[0]);
    expect(first).to.deep.include({
      role: GLOBAL_ADMINISTRATOR,
      roleName: "Global Administrator",
      directoryScope: "/",
      schedule: { permanent: true },
      breakGlass: true,
      principalName: "bg-01@contoso.com",
      found: "active, permanent, outside PIM",
    });
  });

  it("protects the accounts in the state, but those that the stack config retires", async () => {
    expect(protectedNames(await run(ACCOUNTS))).to.have.members(ACCOUNTS);
    const [first, second] = ["bg-01", "bg-02"].map((name) => world.person(name));
    for (const retireBreakGlass of [
      "BG-02@contoso.com",
      `["${await second}"]`,
      "someone@contoso.com, bg-02@contoso.com",
    ]) {
      expect(protectedNames(await run(ACCOUNTS, { retireBreakGlass }))).to.deep.equal(["bg-01@contoso.com"]);
    }
    expect(protectedNames(await run(ACCOUNTS, { retireBreakGlass: `${await first},${await second}` }))).to.deep.equal(
      [],
    );
  });

  it("tells at once what no emergency access account may be", async () => {
    const accounts = [
      "onprem.admin@contoso.com",
      "kim.partner_fabrikam.com#EXT#@contoso.com",
      "former.admin@contoso.com",
      { group: "Tier 1 Helpdesk" },
      "Break Glass 01",
      "bg-01@contoso.com",
    ];
    const { errors, resources } = await run(accounts);
    expect(resources).to.have.length(1);
    expect(errors).to.deep.equal([
      [
        'BreakGlass "emergency": 5 mistakes',
        "  - accounts[5]: bg-01@contoso.com is listed twice; every account counts once",
        "  - accounts[0]: onprem.admin@contoso.com is synchronised from on premises, which may be what fails; name a cloud-only account",
        "  - accounts[1]: kim.partner_fabrikam.com#EXT#@contoso.com is a guest, whose home tenant may be what fails; name an account of this tenant",
        "  - accounts[2]: former.admin@contoso.com is disabled; enable it, or name an account that can sign in",
        '  - accounts[3]: must be a user, got the group "Tier 1 Helpdesk"',
      ].join("\n"),
    ]);
  });

  it("needs two accounts", async () => {
    expect((await run(["bg-01@contoso.com"])).errors).to.deep.equal([
      'BreakGlass "emergency": accounts: needs at least two accounts, so that one is left when the other fails, got 1',
    ]);
  });

  it("refuses a break-glass account as eligible, whichever component the program makes first", async () => {
    const make = (breakGlassFirst: boolean) => () => {
      const emergency = () => new BreakGlass("emergency", { accounts: ["bg-01@contoso.com", "bg-02@contoso.com"] });
      const role = () => new EntraRole("role", { role: EXCHANGE, profile: "microsoft", eligible: ["Break Glass 01"] });
      return breakGlassFirst ? [emergency(), role()] : [role(), emergency()];
    };
    for (const first of [true, false]) {
      const { errors } = await runProgram({ tenantFile: world.file }, make(first));
      expect(errors).to.deep.equal([
        'EntraRole "role": eligible[0]: bg-01@contoso.com is a break-glass account and must never have to activate a role; drop the line',
      ]);
    }
  });

  it("waits for the break-glass accounts, and they for the settings that allow them", async () => {
    const { resources, errors } = await runProgram({ tenantFile: world.file }, () => [
      new EntraRole("role", {
        role: GLOBAL_ADMINISTRATOR,
        profile: "microsoft",
        eligible: ["adele.vance@contoso.com"],
      }),
      new BreakGlass("emergency", { accounts: ["bg-01@contoso.com", "bg-02@contoso.com"] }),
    ]);
    expect(errors).to.deep.equal([]);
    const urns = (kind: string) => resources.filter(({ name }) => name.startsWith(kind)).map(({ urn }) => urn);
    const dependencies = (kind: string) => resources.find(({ name }) => name.startsWith(kind))?.dependencies;
    expect(dependencies("entra-assignment")).to.deep.equal(urns("entra-settings"));
    expect(dependencies("entra-eligibility")).to.include.members([
      ...urns("entra-settings"),
      ...urns("entra-assignment"),
    ]);
  });
});
