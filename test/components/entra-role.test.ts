import { expect } from "chai";
import { BreakGlass, EntraRole, type EntraRoleArgs } from "../../components";
import { roleId, World } from "../support/world";
import { ofType, type Ran, runProgram } from "./run-program";

const EXCHANGE = "Exchange Administrator";
const exchangeId = roleId(EXCHANGE);

describe("EntraRole", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.tenant.close());

  const run = (args: EntraRoleArgs) => runProgram({ tenantFile: world.file }, () => [new EntraRole("role", args)]);
  const settingsOf = (ran: Ran) => ofType(ran, "EntraRoleSettings")[0] as Record<string, Record<string, unknown>>;
  const complaints = async (args: EntraRoleArgs) => {
    const { errors, resources } = await run(args);
    expect(resources.map(({ type }) => type)).to.deep.equal(["pim:index:EntraRole"]);
    return errors;
  };

  it("names its children by the tuple: a contract with every stack's state", async () => {
    const hana = await world.person("hana.sato");
    const bg = await world.person("bg-01");
    const unit = "9f3c1a20-0000-4000-8000-00000000abcd";
    const { resources, errors } = await run({
      role: EXCHANGE,
      profile: "microsoft",
      eligible: [
        "hana.sato@contoso.com",
        { principal: "igor.petrov@contoso.com", scope: `/administrativeUnits/${unit}` },
      ],
      active: [{ principal: "bg-01@contoso.com", scope: `/${unit}` }],
    });
    expect(errors).to.deep.equal([]);
    const children = resources.filter(({ type }) => type.startsWith("pulumi-nodejs"));
    expect(children.map(({ type, name }) => `${type} ${name}`)).to.have.members([
      `pulumi-nodejs:dynamic/pim:EntraRoleSettings entra-settings-${exchangeId}`,
      `pulumi-nodejs:dynamic/pim:EntraRoleEligibility entra-eligibility-${exchangeId}-${hana}`,
      `pulumi-nodejs:dynamic/pim:EntraRoleEligibility entra-eligibility-${exchangeId}-${await world.person("igor.petrov")}-administrativeunits-${unit}`,
      `pulumi-nodejs:dynamic/pim:EntraRoleAssignment entra-assignment-${exchangeId}-${bg}-${unit}`,
    ]);
  });

  it("is the parent of its children, and puts the settings before the schedules", async () => {
    const { resources } = await run({ role: EXCHANGE, profile: "microsoft", eligible: ["hana.sato@contoso.com"] });
    const one = (kind: string) => resources.find(({ type }) => type.endsWith(`:${kind}`));
    const [component, settings, eligibility] = ["EntraRole", "EntraRoleSettings", "EntraRoleEligibility"].map(one);
    expect(component?.inputs).to.deep.equal({ role: EXCHANGE });
    expect([settings?.parent, eligibility?.parent]).to.deep.equal([component?.urn, component?.urn]);
    expect(eligibility?.dependencies).to.deep.equal([settings?.urn]);
  });

  it("stashes the values of before at the root of the stack, one Stash for one set of managed units", async () => {
    const stashOf = async (args: EntraRoleArgs) => {
      const { resources } = await run(args);
      return resources.find(({ type }) => type === "pulumi:index:Stash");
    };
    const settings = { activation: { maximumDuration: "PT1H" } };
    const first = await stashOf({ role: EXCHANGE, settings });
    const longer = await stashOf({ role: EXCHANGE, settings: { activation: { maximumDuration: "PT2H" } } });
    const more = await stashOf({ role: EXCHANGE, settings: { ...settings, eligibility: { permanent: false } } });
    expect(first?.parent).to.equal("");
    expect(first?.name)
      .to.match(new RegExp(`^entra-before-${exchangeId}-[0-9a-f]{12}$`))
      .and.equal(longer?.name);
    expect(more?.name).not.to.equal(first?.name);
    expect(JSON.parse(String(first?.inputs.input))).to.deep.equal({
      "activation.maximumDuration": {
        Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: "PT8H" },
      },
    });
  });

  it("says what each person is, and what the tenant holds today", async () => {
    const ran = await run({
      role: EXCHANGE,
      profile: "microsoft",
      justification: "pilot",
      eligible: ["Hana Sato", "jana.novak@contoso.com", { user: "kim.partner_fabrikam.com#EXT#@contoso.com" }],
    });
    const eligibilities = ofType(ran, "EntraRoleEligibility");
    expect(Object.fromEntries(eligibilities.map((one) => [one.principalName, one.found]))).to.deep.equal({
      "hana.sato@contoso.com": "active, permanent, outside PIM",
      "jana.novak@contoso.com": "eligible, permanent",
      "kim.partner_fabrikam.com#EXT#@contoso.com": "nothing",
    });
    const kim = eligibilities.find(({ userType }) => userType === "guest");
    expect(kim).to.include({
      role: exchangeId,
      roleName: EXCHANGE,
      principalType: "user",
      directoryScope: "/",
      justification: "pilot",
      standing: "remove",
    });
    expect(kim?.schedule).to.deep.equal({ duration: "P180D" });
  });

  it("shows of today's settings the managed fields alone", async () => {
    const ran = await run({ role: "Helpdesk Administrator", settings: { activation: { maximumDuration: "PT8H" } } });
    const { activation, found } = settingsOf(ran);
    expect(activation).to.deep.equal({ maximumDuration: "PT8H" });
    expect(found).to.deep.equal({ activation: { maximumDuration: "PT4H" } });
  });

  it("lays settings over the profile, a list as one value", async () => {
    const ran = await run({
      role: EXCHANGE,
      profile: "microsoft",
      settings: { activation: { require: ["justification"] }, eligibility: { maximumDuration: "P90D" } },
    });
    const { activation, eligibility, assignment } = settingsOf(ran);
    expect(activation).to.deep.equal({ maximumDuration: "PT8H", require: ["justification"] });
    expect(eligibility).to.deep.equal({ permanent: false, maximumDuration: "P90D" });
    expect(assignment).to.deep.equal({ permanent: false, maximumDuration: "P15D", require: ["justification"] });
  });

  it("takes a line's own words before the role's", async () => {
    const ran = await run({
      role: EXCHANGE,
      profile: "microsoft",
      schedule: { duration: "P30D" },
      justification: "pilot",
      standing: "keep",
      eligible: [
        "gustav.holm@contoso.com",
        {
          principal: "hana.sato@contoso.com",
          schedule: { duration: "P60D" },
          justification: "shift",
          standing: "remove",
        },
      ],
    });
    const byName = ofType(ran, "EntraRoleEligibility").map((one) => [
      one.principalName,
      one.schedule,
      one.justification,
      one.standing,
    ]);
    expect(byName).to.have.deep.members([
      ["gustav.holm@contoso.com", { duration: "P30D" }, "pilot", "keep"],
      ["hana.sato@contoso.com", { duration: "P60D" }, "shift", "remove"],
    ]);
  });

  it("manages custom roles by name", async () => {
    const ran = await run({ role: "Application Support", settings: { activation: { maximumDuration: "PT1H" } } });
    expect(ran.errors).to.deep.equal([]);
    expect(settingsOf(ran).roleName).to.equal("Application Support");
  });

  it("lets the other holders approve: declared and found, enabled users, break-glass accounts apart", async () => {
    const { resources, errors } = await runProgram({ tenantFile: world.file }, () => [
      new EntraRole("users", {
        role: "User Administrator",
        approvers: "otherHolders",
        eligible: [{ principal: "lee.gu@contoso.com", schedule: { duration: "P30D" } }],
        active: [{ principal: "bg-02@contoso.com", schedule: { duration: "P30D" } }],
      }),
      new BreakGlass("emergency", { accounts: ["bg-01@contoso.com", "bg-02@contoso.com"] }),
    ]);
    expect(errors).to.deep.equal([]);
    const settings = resources.find(({ name }) => name.startsWith("entra-settings"))?.inputs;
    // not among them: former.admin (disabled), HR Provisioning (no user), marco.rossi (holds it in a unit)
    const people = await Promise.all(["lee.gu", "lidia.holloway", "sofia.almeida"].map((name) => world.person(name)));
    expect(settings?.activation).to.deep.equal({
      approval: { required: true, approvers: people.sort().map((user) => ({ user })) },
    });
  });

  it("needs two other holders", async () => {
    const args: EntraRoleArgs = { role: "Application Support", approvers: "otherHolders" };
    expect(await complaints(args)).to.deep.equal([
      'EntraRole "role": approvers: otherHolders needs two enabled users who hold or may hold the role, break-glass accounts apart, got lynne.robbins@contoso.com; name the approvers, or add holders',
    ]);
  });

  it("takes named users and groups as approvers, and no service principal", async () => {
    const ran = await run({ role: EXCHANGE, approvers: [{ group: "Security Approvers" }, "amira.haddad@contoso.com"] });
    const { approval } = settingsOf(ran).activation as { approval: { approvers: object[] } };
    expect(approval.approvers.map((one) => Object.keys(one)[0])).to.deep.equal(["group", "user"]);
    expect(await complaints({ role: EXCHANGE, approvers: ["pim-deploy"] })).to.deep.equal([
      'EntraRole "role": approvers[0]: must be a user or a group, got the service principal "pim-deploy"',
    ]);
  });

  it("tells everything that is wrong with its arguments at once", async () => {
    const args = { role: EXCHANGE, profil: "cis", eligible: [{ principal: "a@b.c", schedule: { duration: "P6M" } }] };
    expect(await complaints(args as EntraRoleArgs)).to.deep.equal([
      [
        'EntraRole "role": 2 mistakes',
        '  - eligible[0].schedule.duration: must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "P6M"; months, years and weeks have no fixed length: write P180D',
        '  - profil: unknown field; did you mean "profile"?',
      ].join("\n"),
    ]);
  });

  it("tells what the tenant makes impossible at once", async () => {
    const args: EntraRoleArgs = {
      role: EXCHANGE,
      profile: "microsoft",
      eligible: [
        "hana.sato@contoso.com",
        "Hana Sato",
        "pim-deploy",
        "Sales",
        { principal: "igor.petrov@contoso.com", schedule: { permanent: true } },
        { principal: "gustav.holm@contoso.com", schedule: { duration: "P365D" } },
      ],
    };
    expect(await complaints(args)).to.deep.equal([
      [
        'EntraRole "role": 5 mistakes',
        "  - eligible[1]: hana.sato@contoso.com is declared eligible twice, first in eligible[0]; keep one of the two lines",
        '  - eligible[2]: the service principal "pim-deploy" cannot activate a role; list it under active',
        '  - eligible[3]: the group "Sales" cannot hold a directory role; only groups created with isAssignableToRole can, and that cannot be changed later',
        "  - eligible[4].schedule: must not be permanent, since the role's settings say eligibility.permanent: false; give it an end",
        "  - eligible[5].schedule: must not be longer than the role's settings allow (eligibility.maximumDuration: P180D), got P365D",
      ].join("\n"),
    ]);
  });

  it("tells the unknown names of all components in one error, printed once", async () => {
    const { errors } = await runProgram({ tenantFile: world.file }, () => [
      new EntraRole("a", { role: EXCHANGE, profile: "cis", eligible: ["hana.sat@contoso.com"] }),
      new EntraRole("b", { role: "Helpdesk Administrator", profile: "cis", eligible: ["John Smith"] }),
    ]);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(
      /^2 names cannot be looked up in the tenant:\n {2}- "hana\.sat@contoso\.com": no user has .*; did you mean "hana\.sato@contoso\.com"\?\n {2}- "John Smith" names 2 objects: /,
    );
  });
});
