import { expect } from "chai";
import { z } from "zod";
import { clientsOver, openTransport, tenantConfig } from "../../src/clients";
import { IDENTITY } from "../../src/clients/embedded-identity";
import { PimApiError } from "../../src/wire";

describe("the identity that a run takes in an embedded tenant", () => {
  const before = process.env[IDENTITY];
  afterEach(() => {
    if (before === undefined) delete process.env[IDENTITY];
    else process.env[IDENTITY] = before;
  });
  const clientsOf = (name: string) => {
    process.env[IDENTITY] = name;
    return clientsOver(openTransport(tenantConfig.parse({ tenantFile: ":memory:" })));
  };
  const make = (clients: ReturnType<typeof clientsOf>) =>
    clients.graph.ask(
      "/groups",
      { displayName: "New", mailEnabled: false, mailNickname: "new", securityEnabled: true },
      z.unknown(),
    );

  it("reads as pim-reader and is refused to write, in the service's words", async () => {
    const clients = clientsOf("pim-reader");
    expect(await clients.graph.list("/users", z.unknown())).to.have.length.above(50);
    const refused = await make(clients).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(PimApiError).and.to.include({ status: 403, code: "Authorization_RequestDenied" });
    clients.close();
  });

  it("writes as pim-deploy, and is known as the one who deploys", async () => {
    const clients = clientsOf("pim-deploy");
    await make(clients);
    const found = z.looseObject({ value: z.tuple([z.looseObject({ id: z.string() })]) });
    const { value } = await clients.graph.get("/servicePrincipals?$filter=displayName eq 'pim-deploy'", found);
    expect(await clients.entra.isDeployer(value[0].id)).to.equal(true);
    clients.close();
  });

  it("signs in again when the token ends by the tenant's clock", async () => {
    const clients = clientsOf("pim-reader");
    const read = () => clients.graph.get("/organization", z.unknown());
    await read();
    await clients.transport.pause(2 * 3_600_000);
    await read();
    clients.close();
  });

  it("says in the user's words that nobody of that name can sign in", async () => {
    const clients = clientsOf("somebody");
    const error = await clients.graph.get("/organization", z.unknown()).catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal(
      'PIM_EMBEDDED_IDENTITY must name a service principal of the embedded tenant that has a secret, such as pim-deploy or pim-reader, got "somebody"',
    );
    clients.close();
  });
});
