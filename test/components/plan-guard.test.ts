import { expect } from "chai";
import { BreakGlass, Deployment, EntraRole, type EntraRoleArgs } from "../../components";
import { declaredHolding } from "../../src/model";
import { roleId, World } from "../support/world";
import { ofType, runProgram } from "./run-program";

const EXCHANGE = "Exchange Administrator";
const GLOBAL = "Global Administrator";

describe("the guard of a role", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.tenant.close());

  const run = (args: Omit<EntraRoleArgs, "role">) =>
    runProgram({ tenantFile: world.file }, () => [
      new EntraRole("role", { role: EXCHANGE, profile: "microsoft", ...args }),
    ]);

  it("is there where the role asks for one, named by the role", async () => {
    expect(ofType(await run({}), "EntraRoleGuard")).to.deep.equal([]);
    const { resources, errors } = await run({ guard: "report" });
    expect(errors).to.deep.equal([]);
    const guard = resources.find(({ type }) => type.endsWith(":EntraRoleGuard"));
    expect(guard?.name).to.equal(`entra-guard-${roleId(EXCHANGE)}`);
    expect(guard?.inputs).to.deep.include({ role: roleId(EXCHANGE), mode: "report", roleName: EXCHANGE });
  });

  it("shows who is unmanaged now at its first preview; those whom a line makes eligible are not", async () => {
    const ran = await run({ guard: "remove", eligible: ["gustav.holm@contoso.com"] });
    expect(ofType(ran, "EntraRoleGuard")[0]?.found).to.deep.equal([
      "hana.sato@contoso.com: active, permanent, outside PIM",
      "igor.petrov@contoso.com: active, permanent, outside PIM",
      "jana.novak@contoso.com: eligible, permanent",
    ]);
  });

  it("comes after the settings and every line, which it knows", async () => {
    const [hana, jana] = await Promise.all([world.person("hana.sato"), world.person("jana.novak")]);
    const { resources } = await run({
      guard: "remove",
      eligible: ["jana.novak@contoso.com"],
      active: [{ principal: "hana.sato@contoso.com", schedule: { duration: "P15D" } }],
    });
    const guard = resources.find(({ type }) => type.endsWith(":EntraRoleGuard"));
    expect(guard?.inputs.declared).to.deep.equal(
      [
        declaredHolding("active", { principalId: hana, scope: "/" }),
        declaredHolding("eligible", { principalId: jana, scope: "/", standing: "remove" }),
      ].sort(),
    );
    const before = resources.filter(({ type }) => /:EntraRole(Settings|Eligibility|Assignment)$/.test(type));
    expect(before).to.have.length(3);
    expect(guard?.dependencies).to.include.members(before.map(({ urn }) => urn));
  });

  it("knows the break-glass accounts of Global Administrator", async () => {
    const ran = await runProgram({ tenantFile: world.file }, () => [
      new EntraRole("role", { role: GLOBAL, guard: "report" }),
      new BreakGlass("emergency", { accounts: ["bg-01@contoso.com", "bg-02@contoso.com"] }),
    ]);
    const [guard] = ofType(ran, "EntraRoleGuard");
    expect(guard?.found).to.have.length(12);
    expect(String(guard?.found)).not.to.contain("bg-0");
  });

  it("leaves out who is declared elsewhere, by name", async () => {
    const hana = await world.person("hana.sato");
    const [guard] = ofType(
      await run({ guard: { mode: "remove", except: [{ user: "hana.sato@contoso.com" }] } }),
      "EntraRoleGuard",
    );
    expect(guard?.except).to.deep.equal([hana]);
    expect(String(guard?.found)).not.to.contain("hana");
  });

  it("refuses other modes with the place, and names that nobody has with theirs", async () => {
    const complain = async (guard: string) => {
      const file = `entraRoles:\n  ${EXCHANGE}:\n    guard: ${guard}\n`;
      const { errors } = await runProgram({ tenantFile: world.file }, () => [new Deployment("all", { file })]);
      return errors.join("\n");
    };
    expect(await complain("delete")).to.match(
      /Exchange Administrator\.guard.*must be one of "report", "remove", got "delete"/,
    );
    expect(await complain("{ mode: remove, except: [nobody@contoso.com] }")).to.match(
      /Exchange Administrator\.guard\.except\[0\].*"nobody@contoso.com"/,
    );
    expect(await complain("{ except: [] }")).to.match(/Exchange Administrator\.guard.*mode/);
  });
});
