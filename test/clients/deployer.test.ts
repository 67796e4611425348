import { expect } from "chai";
import { clientsOver, openTransport, type Plane, type Transport, tenantConfig } from "../../src/clients";
import { World } from "../support/world";

describe("who deploys", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.close());

  /** The plane of a run that signs in like this. */
  const signedIn = async (accessToken: (() => Promise<string>) | undefined, work: (plane: Plane) => Promise<void>) => {
    const { deployer: _, ...embedded } = openTransport(tenantConfig.parse({ tenantFile: world.file }));
    const transport: Transport = accessToken === undefined ? embedded : { ...embedded, accessToken };
    const clients = clientsOver(transport);
    await work(clients.entra).finally(() => clients.close());
  };
  const token = (claims: object) => async () =>
    ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");

  it("is the service principal that an embedded tenant was made for", async () => {
    const clients = clientsOver(openTransport(tenantConfig.parse({ tenantFile: world.file })));
    expect(await clients.entra.isDeployer(world.tenant.deployerId.toUpperCase())).to.equal(true);
    expect(await clients.entra.isDeployer(await world.person("adele.vance"))).to.equal(false);
    clients.close();
  });

  it("is whose token it is, without a request", async () => {
    const adele = await world.person("adele.vance");
    await signedIn(token({ oid: adele.toUpperCase() }), async (plane) => {
      const since = world.mark();
      expect(await plane.isDeployer(adele)).to.equal(true);
      expect(world.tenant.requests(since)).to.deep.equal([]);
      expect(await plane.isDeployer(world.tenant.deployerId)).to.equal(false);
    });
  });

  it("acts through a group that it belongs to, and through no other", async () => {
    const path = "/groups?$filter=isAssignableToRole eq true&$select=id";
    const { value } = (await world.ask("GET", path)) as { value: { id: string }[] };
    const [group = "", other = ""] = value.map(({ id }) => id);
    const adele = await world.person("adele.vance");
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${adele}` };
    await world.ask("POST", `/groups/${group}/members/$ref`, reference);
    await signedIn(token({ oid: adele }), async (plane) => {
      expect([await plane.isDeployer(group), await plane.isDeployer(other)]).to.deep.equal([true, false]);
    });
  });

  it("is nobody's to tell where no sign-in is asked for, or the token does not say", async () => {
    for (const accessToken of [undefined, async () => "opaque", token({ sub: "somebody" })])
      await signedIn(accessToken, async (plane) => {
        expect(await plane.isDeployer(world.tenant.deployerId)).to.equal(false);
      });
  });
});

describe("principals by id", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.close());

  it("are asked for once, with type, name and whether they are enabled", async () => {
    const clients = clientsOver(openTransport(tenantConfig.parse({ tenantFile: world.file })));
    const { principals } = clients.entra;
    const { value } = (await world.ask("GET", "/groups?$top=1")) as { value: { id: string; displayName: string }[] };
    const [{ id: group, displayName } = { id: "", displayName: "" }] = value;
    const former = await world.person("former.admin");
    const nobody = "00000000-0000-4000-8000-000000000000";
    const since = world.mark();
    const [some, again] = await Promise.all([
      principals([former.toUpperCase(), group, nobody]),
      principals([world.tenant.deployerId, group]),
    ]);
    expect([...some.values()]).to.deep.equal([
      { id: former, type: "user", name: "former.admin@contoso.com", enabled: false },
      { id: group, type: "group", name: displayName, enabled: true },
    ]);
    expect(again.get(world.tenant.deployerId)).to.deep.include({ type: "servicePrincipal", name: "pim-deploy" });
    await principals([former, group, world.tenant.deployerId, nobody]);
    const requests = world.tenant.requests(since);
    expect(requests.map(({ path, write }) => [path.split("?")[0], write])).to.deep.equal(
      Array(2).fill(["/v1.0/directoryObjects/getByIds", false]),
    );
    clients.close();
  });
});
