import { expect } from "chai";
import { entraRoleGuard, fieldsOf } from "../../src/model";
import { active, eligible, guard, ROLE, settings } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { World } from "../support/world";

const STANDING = ["gustav.holm", "hana.sato", "igor.petrov"].map(
  (name) => `${name}@contoso.com: active, permanent, outside PIM`,
);
const JANA = "jana.novak@contoso.com: eligible, permanent";

const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing failed",
    (error: Error) => error.message,
  );

describe("a guard", () => {
  let world: World;
  let gustav: string;
  let hana: string;
  let igor: string;
  let jana: string;
  let adele: string;
  beforeEach(async () => {
    world = new World();
    world.tenant.clock.set("2026-11-22T12:00:00Z");
    [gustav, hana, igor, jana, adele] = (await Promise.all(
      ["gustav.holm", "hana.sato", "igor.petrov", "jana.novak", "adele.vance"].map((name) => world.person(name)),
    )) as [string, string, string, string, string];
  });
  afterEach(() => world.close());

  const make = (principalId: string, role = ROLE) =>
    world.ask("POST", "/roleManagement/directory/roleAssignments", {
      roleDefinitionId: { [ROLE]: "29232cdf-9323-42fd-ade2-1d097af3e4de" }[role] ?? role,
      principalId,
      directoryScopeId: "/",
    });
  const holding = () => [gustav, hana, igor, jana].filter((id) => world.holds(id, ROLE).length > 0);
  const unmanaged = (engine: { held: { type: string; outs: Record<string, unknown> }[] }) =>
    engine.held.find(({ type }) => type === "EntraRoleGuard")?.outs.unmanaged;

  describe("that reports", () => {
    it("lists who holds the role undeclared at its first preview, and writes nothing", async () => {
      const engine = world.engine();
      const since = world.mark();
      const { [`guard of ${ROLE}`]: planned } = await engine.preview([settings(), active(gustav), guard("report")]);
      expect(planned?.after.unmanaged).to.deep.equal([STANDING[1], STANDING[2], JANA].sort());
      expect(world.writes(since)).to.deep.equal([]);
    });

    it("is quiet as long as nothing changes", async () => {
      const engine = world.engine();
      const lines = [settings(), active(gustav), guard("report")];
      await engine.up(lines);
      expect(unmanaged(engine)).to.deep.equal([STANDING[1], STANDING[2], JANA].sort());
      expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same", "same"]);
    });

    it("shows newcomers at the next refresh and takes nothing away", async () => {
      const engine = world.engine();
      const lines = [settings(), active(gustav), active(hana), active(igor), eligible(jana), guard("report")];
      await engine.up(lines);
      expect(unmanaged(engine)).to.deep.equal([]);
      await make(adele);
      const since = world.mark();
      expect(Object.values(await engine.up(lines))).to.deep.equal(Array(6).fill("same"));
      expect(unmanaged(engine)).to.deep.equal(["adele.vance@contoso.com: active, permanent, outside PIM"]);
      expect(world.writes(since)).to.deep.equal([]);
    });

    it("does not take a standing assignment that a line converts for undeclared", async () => {
      const engine = world.engine();
      const convert = [gustav, hana, igor].map((id) => eligible(id, { standing: "remove" }));
      const lines = [settings(), ...convert, eligible(jana), guard("report")];
      const { [`guard of ${ROLE}`]: planned } = await engine.preview(lines);
      expect(planned?.after.unmanaged).to.deep.equal([]);
      await engine.up(lines);
      expect(unmanaged(engine)).to.deep.equal([]);
    });

    it("leaves out those who are declared elsewhere", async () => {
      const engine = world.engine();
      await engine.up([settings(), guard("report", { except: [gustav.toUpperCase(), jana] })]);
      expect(unmanaged(engine)).to.deep.equal([STANDING[1], STANDING[2]]);
    });

    it("names scopes below the tenant", async () => {
      const engine = world.engine();
      await engine.up([settings("User Administrator"), guard("report", {}, "User Administrator")]);
      expect(unmanaged(engine)).to.satisfy((texts: string[]) =>
        texts.some((text) => /^marco.rossi@contoso.com: active, permanent.* at \/administrativeUnits\//.test(text)),
      );
    });
  });

  describe("that removes", () => {
    it("never removes when it is created", async () => {
      const engine = world.engine();
      await engine.up([settings(), active(gustav), guard("remove")]);
      expect(holding()).to.have.length(4);
      expect(unmanaged(engine)).to.deep.equal([STANDING[1], STANDING[2], JANA].sort());
    });

    it("shows each in the preview, and then removes those and nobody else", async () => {
      const engine = world.engine();
      const lines = [settings(), active(gustav), guard("remove")];
      await engine.up(lines);
      const listed = [STANDING[1], STANDING[2], JANA].sort();
      const { [`guard of ${ROLE}`]: planned } = await engine.preview(lines);
      expect([planned?.before.unmanaged, planned?.after.unmanaged]).to.deep.equal([listed, []]);
      expect((await engine.up(lines))[`guard of ${ROLE}`]).to.equal("update");
      expect(holding()).to.deep.equal([gustav]);
      const held = engine.held.find(({ type }) => type === "EntraRoleGuard");
      expect([held?.outs.unmanaged, held?.outs.removed]).to.deep.equal([[], listed]);
      expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same", "same"]);
    });

    it("removes nobody without a refresh", async () => {
      const engine = world.engine();
      const lines = [settings(), active(gustav), guard("remove")];
      await engine.up(lines);
      const since = world.mark();
      await engine.up([...lines.slice(0, 2), guard("remove", { timeout: "PT5M" })], { refresh: false });
      expect(world.writes(since)).to.deep.equal([]);
    });

    it("leaves alone whom the same run declares", async () => {
      const engine = world.engine();
      await engine.up([settings(), guard("remove", { except: [igor, jana] })]);
      const since = world.mark();
      await engine.up([settings(), active(hana), guard("remove", { except: [igor, jana] })]);
      expect(holding()).to.deep.equal([hana, igor, jana]);
      expect(world.writes(since)).to.have.length(1);
    });

    it("takes nothing from those who are declared elsewhere", async () => {
      const engine = world.engine();
      const lines = [settings(), guard("remove", { except: [gustav, hana, igor, jana] })];
      await engine.up(lines);
      await engine.up(lines);
      expect(holding()).to.have.length(4);
    });

    it("shows the deploying identity and does not remove it", async () => {
      const role = "Privileged Role Administrator";
      const engine = world.engine();
      const lines = [settings(role), guard("remove", {}, role)];
      await engine.up(lines);
      await engine.up(lines);
      expect(world.holders(role).map(({ principalId }) => principalId)).to.deep.equal([world.tenant.deployerId]);
      expect(unmanaged(engine)).to.deep.equal(["pim-deploy: active, permanent, outside PIM"]);
      expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same"]);
    });

    it("shows break-glass accounts and does not remove them", async () => {
      const account = await world.person("bg-01");
      await make(account);
      const engine = world.engine();
      const emergency: Line = {
        type: "EntraRoleAssignment",
        name: "bg",
        inputs: {
          role: "Global Administrator",
          principalId: account,
          schedule: { permanent: true },
          breakGlass: true,
        },
      };
      const lines = [settings(), emergency, guard("remove")];
      await engine.up(lines);
      await engine.up(lines);
      expect(world.holds(account, ROLE)).to.deep.equal(["active"]);
      expect(holding()).to.deep.equal([]);
      expect(Object.values(await engine.up(lines))).to.deep.equal(["same", "same", "same"]);
    });
  });

  it("is an error on a role whose settings the stack does not have", async () => {
    const message = await failure(world.engine().up([guard("report")]));
    expect(message).to.equal(
      `: a guard needs the settings of its role in the same stack, and before it; declare EntraRoleSettings of ${ROLE} and let the guard depend on it (with --target, target both)`,
    );
  });

  it("refuses what it does not know, with the field", async () => {
    const wrong = guard("report", { mode: "delete", except: ["gustav.holm@contoso.com"], colour: "red" });
    const message = await failure(world.engine().up([settings(), wrong]));
    expect(message).to.contain('mode: must be one of "report", "remove", got "delete"');
    expect(message).to.contain("except[0]: must be the object id of a user, group or service principal");
    expect(message).to.contain("colour: unknown field");
  });

  it("takes whom a run leaves out for declared still", async () => {
    const engine = world.engine();
    await engine.up([settings(), active(gustav), guard("remove", { except: [hana, igor, jana] })]);
    // as with --target: neither the refresh nor the program of the run has the line
    const line = engine.held.find(({ type }) => type === "EntraRoleAssignment");
    engine.held = engine.held.filter((held) => held !== line);
    for (const timeout of ["PT5M", "PT6M"])
      await engine.up([settings(), guard("remove", { except: [hana, igor, jana], timeout })]);
    expect(world.holds(gustav, ROLE)).to.deep.equal(["active"]);
  });

  it("changes in place, replaces or keeps still, as each field's mark says", async () => {
    const samples: Record<string, unknown> = {
      role: "Reports Reader",
      mode: "remove",
      declared: [`active ${hana}`],
      except: [hana],
      timeout: "PT5M",
      roleName: "another",
    };
    const fields = fieldsOf(entraRoleGuard).filter(({ path }) => !["found", "logicalName"].includes(path));
    expect(Object.keys(samples)).to.have.members(fields.map(({ path }) => path));
    for (const { path, mark } of fields) {
      const engine = world.engine();
      const both = [settings(), settings("Reports Reader")];
      await engine.up([...both, guard("report", { declared: [], except: [] }, ROLE, "guard")]);
      const changed = guard("report", { declared: [], except: [], [path]: samples[path] }, ROLE, "guard");
      const { guard: step } = await engine.up([
        ...both,
        { ...changed, inputs: { ...changed.inputs, [path]: samples[path] } },
      ]);
      expect(step, path).to.equal({ replaces: "replace", informational: "same" }[mark as string] ?? "update");
    }
  });
});
