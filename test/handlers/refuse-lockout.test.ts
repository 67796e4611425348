import { expect } from "chai";
import { connect, tenantConfig } from "../../src/clients";
import { handlersOf, Run } from "../../src/handlers";
import { guard, settings } from "../support/guard-lines";
import type { Line } from "../support/mini-engine";
import { roleId, World } from "../support/world";

const GLOBAL = "Global Administrator";
const DEPLOYS = "Privileged Role Administrator";

const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing failed",
    (error: Error) => error.message,
  );
const line = (
  type: "EntraRoleEligibility" | "EntraRoleAssignment",
  role: string,
  principalId: string,
  inputs: object = {},
): Line => ({
  type,
  name: `${type} ${principalId}`,
  inputs: { role, principalId, schedule: { permanent: true }, ...inputs },
});

describe("the last permanent Global Administrator", () => {
  let world: World;
  let first: string;
  let second: string;

  /** Nobody but these two holds the role. */
  beforeEach(async () => {
    world = new World();
    [first, second] = (await Promise.all(["bg-01", "bg-02"].map((name) => world.person(name)))) as [string, string];
    for (const { principalId } of world.holders(GLOBAL))
      if (![first, second].includes(principalId)) await drop(principalId);
  });
  afterEach(() => world.close());

  async function drop(principalId: string): Promise<void> {
    const filter = `roleDefinitionId eq '${roleId(GLOBAL)}' and principalId eq '${principalId}'`;
    const path = `/roleManagement/directory/roleAssignments?$filter=${encodeURIComponent(filter)}`;
    const { value } = (await world.ask("GET", path)) as { value: { id: string }[] };
    for (const { id } of value) await world.ask("DELETE", `/roleManagement/directory/roleAssignments/${id}`);
  }
  const standing = () =>
    world
      .holders(GLOBAL)
      .filter(({ state, end }) => state === "active" && end === null)
      .map(({ principalId }) => principalId);
  const kept = async (work: Promise<unknown>, ...who: string[]): Promise<void> => {
    expect(await failure(work)).to.contain("it is the last permanent active Global Administrator of the tenant");
    expect(standing()).to.have.members(who);
  };
  /** A line that the stack made itself, long ago. */
  const adopted = (principalId: string) => line("EntraRoleAssignment", GLOBAL, principalId, { onDelete: "remove" });

  it("is not removed with its line; the one before is", async () => {
    const engine = world.engine();
    await engine.up([adopted(first), adopted(second)]);
    await engine.up([adopted(second)]);
    expect(standing()).to.deep.equal([second]);
    await kept(engine.up([]), second);
    await kept(engine.destroy(), second);
  });

  it("is not removed when both go at once", async () => {
    const clients = connect(tenantConfig.parse({ tenantFile: world.file }));
    const { EntraRoleAssignment: handler } = handlersOf(new Run(() => clients));
    const canonical = { role: roleId(GLOBAL), directoryScope: "/" };
    const outs = [first, second].map((id) => ({ ...adopted(id).inputs, ...canonical }));
    const outcomes = await Promise.allSettled(outs.map((props) => handler.delete("any", props)));
    clients.close();
    expect(outcomes.map(({ status }) => status)).to.have.members(["fulfilled", "rejected"]);
    expect(standing()).to.have.length(1);
  });

  it("is not shortened", async () => {
    await drop(second);
    const engine = world.engine();
    const shorter = line("EntraRoleAssignment", GLOBAL, first, { schedule: { duration: "P15D" } });
    await kept(engine.up([shorter]), first);
    await engine.up([adopted(first)]);
    await kept(engine.up([{ ...shorter, name: adopted(first).name }]), first);
  });

  it("is not replaced by somebody else under the same name", async () => {
    await drop(second);
    const engine = world.engine();
    await engine.up([adopted(first)]);
    const group = { ...adopted(world.tenant.deployerId), name: adopted(first).name };
    await kept(engine.up([group]), first, world.tenant.deployerId);
  });

  it("is not made eligible instead", async () => {
    await drop(second);
    const engine = world.engine();
    await kept(engine.up([line("EntraRoleEligibility", GLOBAL, first, { standing: "remove" })]), first);
  });

  it("is not removed by a guard", async () => {
    await drop(second);
    const engine = world.engine();
    await engine.up([settings(GLOBAL), guard("remove", {}, GLOBAL)]);
    await kept(engine.up([settings(GLOBAL), guard("remove", {}, GLOBAL)]), first);
  });

  it("stays where the others are disabled, of a limited time, eligible, elsewhere or no users", async () => {
    await drop(second);
    const disabled = await world.person("former.admin");
    const adele = await world.person("adele.vance");
    const engine = world.engine();
    const others = [
      adopted(disabled),
      adopted(world.tenant.deployerId),
      line("EntraRoleAssignment", GLOBAL, adele, { schedule: { duration: "P15D" } }),
    ];
    await engine.up([adopted(first), ...others]);
    await kept(engine.up(others), first, disabled, world.tenant.deployerId);
  });

  it("may go once another user stands for good, also one of the same run", async () => {
    await drop(second);
    const adele = await world.person("adele.vance");
    const engine = world.engine();
    await engine.up([adopted(first)]);
    await engine.up([adopted(adele)]);
    expect(standing()).to.deep.equal([adele]);
  });
});

describe("the rights of the deploying identity", () => {
  let world: World;
  let deployer: string;
  beforeEach(() => {
    world = new World();
    deployer = world.tenant.deployerId;
  });
  afterEach(() => world.close());

  const kept = async (work: Promise<unknown>): Promise<void> => {
    expect(await failure(work)).to.contain("this run acts by it: without its own Privileged Role Administrator");
    expect(world.holds(deployer, DEPLOYS)).to.deep.equal(["active"]);
  };
  const own = (inputs: object = {}) => line("EntraRoleAssignment", DEPLOYS, deployer, inputs);

  it("are not removed", async () => {
    const engine = world.engine();
    await engine.up([own({ onDelete: "remove" })]);
    await kept(engine.up([]));
    await kept(engine.destroy());
  });

  it("are not shortened, nor moved into the future", async () => {
    const engine = world.engine();
    await kept(engine.up([own({ schedule: { duration: "P15D" } })]));
    await kept(engine.up([own({ schedule: { start: "2030-01-01", permanent: true } })]));
  });

  it("are not shortened, moved or made eligible in a preview already", async () => {
    const refusal = /this run acts by it: without its own Privileged Role Administrator/;
    const engine = world.engine();
    for (const schedule of [{ duration: "P15D" }, { start: "2030-01-01", permanent: true }])
      expect(await failure(engine.preview([own({ schedule })]))).to.match(refusal);
    const eligible = line("EntraRoleEligibility", DEPLOYS, deployer, { standing: "remove" });
    expect(await failure(engine.preview([eligible]))).to.match(refusal);
    expect(await failure(engine.preview([own(), line("EntraRoleEligibility", DEPLOYS, deployer)]))).to.contain(
      "nothing",
    );
  });

  it("are kept when a group that it belongs to would lose them", async () => {
    const { value } = (await world.ask("GET", "/groups?$filter=isAssignableToRole eq true")) as {
      value: { id: string }[];
    };
    const group = value[0]?.id ?? "";
    const engine = world.engine();
    const members = line("EntraRoleAssignment", DEPLOYS, group);
    await engine.up([members]);
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${deployer}` };
    await world.ask("POST", `/groups/${group}/members/$ref`, reference);
    expect(await failure(engine.up([]))).to.contain("this run acts by it");
    expect(world.holds(group, DEPLOYS)).to.deep.equal(["active"]);
  });

  it("may be lengthened, and other roles of its may go", async () => {
    const engine = world.engine();
    await engine.up([own(), line("EntraRoleAssignment", "Reports Reader", deployer)]);
    await engine.up([own()]);
    expect(world.holds(deployer, "Reports Reader")).to.deep.equal([]);
  });
});
