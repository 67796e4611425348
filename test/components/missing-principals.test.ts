import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BreakGlass, Deployment, EntraRole, type EntraRoleArgs } from "../../components";
import { World } from "../support/world";
import { ofType, runProgram } from "./run-program";

const ROLE = "Exchange Administrator";

describe("people in a program who do not exist any more", () => {
  let world: World;
  let warnings: string[];
  const warn = pulumi.log.warn;
  beforeEach(() => {
    world = new World();
    warnings = [];
    Object.defineProperty(pulumi.log, "warn", {
      configurable: true,
      value: async (message: string) => void warnings.push(message),
    });
  });
  afterEach(() => {
    Object.defineProperty(pulumi.log, "warn", { configurable: true, value: warn });
    delete process.env.PIM_MISSING_PRINCIPALS;
    world.tenant.close();
  });

  const run = (args: Omit<EntraRoleArgs, "role">, missing?: string) => {
    if (missing !== undefined) process.env.PIM_MISSING_PRINCIPALS = missing;
    return runProgram({ tenantFile: world.file }, () => [
      new EntraRole("role", { role: ROLE, profile: "microsoft", ...args }),
    ]);
  };
  const namesIn = (ran: Awaited<ReturnType<typeof run>>, type: string) =>
    ofType(ran, type).map(({ principalName }) => principalName);

  const people = {
    eligible: ["gone@contoso.com", { principal: "hana.sato@contoso.com", standing: "keep" as const }],
    active: ["gustav.holm@contoso.com", { principal: { group: "Gone" } }],
    approvers: ["igor.petrov@contoso.com", "also.gone@contoso.com"],
    guard: { mode: "report" as const, except: ["gone.too@contoso.com", "jana.novak@contoso.com"] },
  };

  it("are an error, all of them together", async () => {
    const { errors, resources } = await run(people);
    expect(errors).to.have.length(1);
    for (const name of ["gone@contoso.com", "Gone", "also.gone@contoso.com", "gone.too@contoso.com"])
      expect(errors[0]).to.contain(`"${name}": no `);
    expect(resources).to.have.length(1);
  });

  it("are left out with one warning that lists them, where the environment says so", async () => {
    const ran = await run(people, "skip");
    expect(ran.errors).to.deep.equal([]);
    expect(warnings).to.deep.equal([
      'EntraRole "role" (Exchange Administrator) leaves out active[1] "Gone", approvers[1] "also.gone@contoso.com", eligible[0] "gone@contoso.com", guard.except[0] "gone.too@contoso.com": nobody in the tenant has that name (PIM_MISSING_PRINCIPALS=skip)',
    ]);
    expect(namesIn(ran, "EntraRoleEligibility")).to.deep.equal(["hana.sato@contoso.com"]);
    expect(namesIn(ran, "EntraRoleAssignment")).to.deep.equal(["gustav.holm@contoso.com"]);
    const [settings] = ofType(ran, "EntraRoleSettings");
    expect(settings?.activation).to.deep.include({
      approval: { required: true, approvers: [{ user: await world.person("igor.petrov") }] },
    });
    const [guard] = ofType(ran, "EntraRoleGuard");
    expect(guard?.except).to.deep.equal([await world.person("jana.novak")]);
    expect(guard?.declared).to.have.length(2);
  });

  it("are not to be the only approvers", async () => {
    const { errors } = await run({ approvers: ["gone@contoso.com"] }, "skip");
    expect(errors).to.deep.equal([
      'EntraRole "role": approvers: nobody is left to approve, since none of them exists; name other approvers',
    ]);
  });

  it("do not hide a name that several have", async () => {
    const { errors } = await run({ eligible: ["John Smith", "gone@contoso.com"] }, "skip");
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/^"John Smith" names 2 objects/);
  });

  it("are never break-glass accounts", async () => {
    process.env.PIM_MISSING_PRINCIPALS = "skip";
    const { errors } = await runProgram({ tenantFile: world.file }, () => [
      new BreakGlass("emergency", { accounts: ["bg-01@contoso.com", "gone@contoso.com"] }),
    ]);
    expect(errors.join()).to.contain('"gone@contoso.com": no user');
  });

  it("are left out of a deployment file too", async () => {
    process.env.PIM_MISSING_PRINCIPALS = "skip";
    const file = `entraRoles:\n  ${ROLE}:\n    profile: microsoft\n    eligible: [gone@contoso.com, hana.sato@contoso.com]\n`;
    const ran = await runProgram({ tenantFile: world.file }, () => [new Deployment("all", { file })]);
    expect(ran.errors).to.deep.equal([]);
    expect(warnings).to.have.length(1);
    expect(namesIn(ran, "EntraRoleEligibility")).to.deep.equal(["hana.sato@contoso.com"]);
  });

  it("need a value of the variable that there is, told once", async () => {
    process.env.PIM_MISSING_PRINCIPALS = "ignore";
    const { errors } = await runProgram({ tenantFile: world.file }, () => [
      new EntraRole("a", { role: ROLE }),
      new EntraRole("b", { role: "Helpdesk Administrator" }),
    ]);
    expect(errors).to.deep.equal([
      'PIM_MISSING_PRINCIPALS must be skip, got "ignore"; unset it to stop where somebody in the program does not exist',
    ]);
  });
});
