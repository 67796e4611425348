import { expect } from "chai";
import { World } from "../support/world";

const ROLE = "Global Administrator";
const line = (settings: object, name = "ga") => ({
  type: "EntraRoleSettings" as const,
  name,
  inputs: { role: ROLE, ...settings },
});

describe("role settings handler", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.close());

  it("adopts equal settings without a write", async () => {
    const since = world.mark();
    const engine = world.engine();
    const { activation } = await world.settings(ROLE);
    expect(await engine.up([line({ activation })])).to.deep.equal({ ga: "create" });
    expect(world.writes(since)).to.deep.equal([]);
  });

  it("writes what differs in one request and nothing the second time", async () => {
    const engine = world.engine();
    const declared = {
      activation: { maximumDuration: "PT1H", require: ["mfa", "ticket"] },
      assignment: { permanent: false },
    };
    const since = world.mark();
    await engine.up([line(declared)]);
    expect(world.writes(since)).to.have.length(1);
    const again = world.mark();
    expect(await engine.up([line(declared)])).to.deep.equal({ ga: "same" });
    expect(world.writes(again)).to.deep.equal([]);
    expect((await world.settings(ROLE)).activation).to.include({ maximumDuration: "PT1H" });
  });

  it("puts drift right and shows it in the user's words", async () => {
    const engine = world.engine();
    const declared = { activation: { maximumDuration: "PT1H" } };
    await engine.up([line(declared)]);
    await world.setRule(ROLE, "Expiration_EndUser_Assignment", { maximumDuration: "PT10H" });
    expect(await engine.up([line(declared)])).to.deep.equal({ ga: "update" });
    expect((await world.settings(ROLE)).activation?.maximumDuration).to.equal("PT1H");
  });

  it("leaves drift of what is not declared alone", async () => {
    const engine = world.engine();
    const declared = { activation: { maximumDuration: "PT1H" } };
    await engine.up([line(declared)]);
    await world.setRule(ROLE, "Expiration_Admin_Assignment", { isExpirationRequired: true, maximumDuration: "P15D" });
    expect(await engine.up([line(declared)])).to.deep.equal({ ga: "same" });
  });

  it("puts a field back that stops being declared", async () => {
    const engine = world.engine();
    const before = await world.settings(ROLE);
    await engine.up([line({ activation: { maximumDuration: "PT1H", require: ["ticket"] } })]);
    await engine.up([line({ activation: { maximumDuration: "PT1H" } })]);
    const after = await world.settings(ROLE);
    expect(after.activation?.require).to.deep.equal(before.activation?.require);
    expect(after.activation?.maximumDuration).to.equal("PT1H");
  });

  it("puts the undeclared half of a unit back", async () => {
    const engine = world.engine();
    await engine.up([line({ activation: { require: ["ticket"], authenticationContext: "c1" } })]);
    expect((await world.settings(ROLE)).activation?.authenticationContext).to.equal("c1");
    await engine.up([line({ activation: { require: ["ticket"] } })]);
    expect((await world.settings(ROLE)).activation).to.deep.include({
      authenticationContext: "none",
      require: ["ticket"],
    });
  });

  it("puts back the demand for MFA that an authentication context took away", async () => {
    const before = await world.settings(ROLE);
    expect(before.activation?.require).to.include("mfa");
    const engine = world.engine();
    const bound = (authenticationContext: string) => [line({ activation: { authenticationContext } })];
    await engine.up(bound("none"));
    await engine.up(bound("c7"));
    expect((await world.settings(ROLE)).activation?.require).not.to.include("mfa");
    await engine.up(bound("none"));
    expect(await world.settings(ROLE)).to.deep.equal(before);
  });

  it("undoes everything on deletion, also when the line was renamed before", async () => {
    const engine = world.engine();
    const before = await world.settings(ROLE);
    await engine.up([
      line({
        activation: { maximumDuration: "PT1H" },
        notifications: { activation: { admin: { recipients: ["soc@contoso.com"] } } },
      }),
    ]);
    const since = world.mark();
    const renamed = await engine.up([
      line(
        {
          activation: { maximumDuration: "PT1H" },
          notifications: { activation: { admin: { recipients: ["soc@contoso.com"] } } },
        },
        "renamed",
      ),
    ]);
    expect(renamed).to.deep.equal({ renamed: "create", ga: "delete" });
    expect(world.writes(since)).to.deep.equal([]);
    await engine.destroy();
    expect(await world.settings(ROLE)).to.deep.equal(before);
  });

  it("leaves ours behind with onDelete: leave", async () => {
    const engine = world.engine();
    await engine.up([line({ activation: { maximumDuration: "PT1H" }, onDelete: "leave" })]);
    await engine.destroy();
    expect((await world.settings(ROLE)).activation?.maximumDuration).to.equal("PT1H");
  });

  it("refuses two lines for one role and names both", async () => {
    const lines = [line({}, "one"), { ...line({}, "two"), inputs: { role: "global administrator" } }];
    const error = await world
      .engine()
      .up(lines)
      .catch((cause: Error) => cause);
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.equal(': "one" and "two" declare the same thing; keep one of the two');
  });

  it("refuses a role that the tenant does not have, without a stack", async () => {
    const lines = [
      {
        ...line({ activation: { maximumDuration: "PT1H" } }),
        inputs: { role: "11111111-2222-3333-4444-555555555555", activation: { maximumDuration: "PT1H" } },
      },
    ];
    const error = (await world
      .engine()
      .up(lines)
      .catch((cause: Error) => cause)) as Error;
    expect(error.message).to.contain("the tenant has no role settings for");
    expect(error.stack).to.equal("");
  });

  it("drops an approver who does not exist any more, on undo and in a declaration, unless the last", async () => {
    const [adele, alex] = await Promise.all([world.person("adele.vance"), world.person("alex.wilber")]);
    const approval = (...users: string[]) => ({
      activation: { approval: { required: true, approvers: users.map((user) => ({ user })) } },
    });
    const first = world.engine();
    await first.up([line(approval(adele, alex))]);
    const second = world.engine();
    await second.up([line(approval(adele))]);
    await world.ask("DELETE", `/users/${alex}`);
    await second.destroy();
    expect((await world.settings(ROLE)).activation?.approval).to.deep.equal({
      required: true,
      approvers: [{ user: adele }],
    });
    await second.up([
      line({ ...approval(adele, alex), notifications: { activation: { admin: { recipients: ["soc@contoso.com"] } } } }),
    ]);
    expect((await world.settings(ROLE)).activation?.approval?.approvers).to.deep.equal([{ user: adele }]);
    const error = (await world
      .engine()
      .up([line(approval(alex))])
      .catch((cause: Error) => cause)) as Error;
    expect(error.message).to.contain("nobody is left to approve");
  });
});
