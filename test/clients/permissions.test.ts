import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type Clients, clientsOver, openTransport, type ScheduleTarget, tenantConfig } from "../../src/clients";
import { IDENTITY } from "../../src/clients/embedded-identity";
import { Lookup } from "../../src/lookup";
import { PimApiError } from "../../src/wire";

const role = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
const readme = readFileSync(resolve(__dirname, "../../../README.md"), "utf8");
/** The first column of the table of what the deploying identity needs. */
const promised = [...readme.matchAll(/^\| ((?:[A-Z]\w+\.Read\w*\.\w+(?:, )?)+) \|/gm)].flatMap(([, names = ""]) =>
  names.split(", "),
);

describe("the permissions that the README names", () => {
  const before = process.env[IDENTITY];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "permissions-"));
  });
  afterEach(() => {
    if (before === undefined) delete process.env[IDENTITY];
    else process.env[IDENTITY] = before;
    rmSync(folder, { recursive: true });
  });

  /** Clients of a tenant in which the identity has these permissions and no others; the tenant's id has to be asked for. */
  const clientsWith = (permissions: readonly string[]): Clients => {
    const seed = {
      tenant: { displayName: "Tight", domain: "tight.example" },
      users: [{ userPrincipalName: "ann@tight.example", displayName: "Ann" }],
      groups: [{ displayName: "Operators", properties: { isAssignableToRole: true } }],
      servicePrincipals: [{ displayName: "tight", permissions }],
      deployer: "tight",
    };
    const tenantSeed = join(folder, "seed.json");
    writeFileSync(tenantSeed, JSON.stringify(seed));
    process.env[IDENTITY] = "tight";
    const transport = openTransport(tenantConfig.parse({ tenantFile: ":memory:", tenantSeed }));
    return clientsOver({ ...transport, tenantId: () => undefined });
  };

  const read = async (clients: Clients): Promise<ScheduleTarget> => {
    const lookup = new Lookup(clients);
    const { entra } = clients;
    await entra.tenantId();
    const { id: principal } = await lookup.principal({ user: "ann@tight.example" });
    const group = await lookup.principal({ group: "Operators" });
    await lookup.principal({ servicePrincipal: "tight" });
    await lookup.role("Helpdesk Administrator");
    await entra.principals([principal, group.id]);
    await entra.isDeployer(group.id);
    await entra.settings.read({ scope: "/", role }, "cached");
    const target = { scope: "/", role, principal };
    for (const port of [entra.eligibility, entra.assignment]) {
      await port.all();
      await port.find(target, "direct");
      await port.history(target);
    }
    return target;
  };

  it("are enough for all that a run reads and writes", async () => {
    expect(promised).to.have.length.above(5);
    const clients = clientsWith(promised);
    const target = await read(clients);
    const wish = { action: "adminAssign", ...target, until: { duration: "P30D" }, justification: "a reason" } as const;
    await clients.entra.eligibility.request(wish, "PT1M");
    await clients.entra.assignment.request(wish, "PT1M");
    const rules = await clients.entra.settings.read({ scope: "/", role }, "direct");
    const rule = rules?.get("Expiration_Admin_Eligibility");
    await clients.entra.settings.write({ scope: "/", role }, rule === undefined ? [] : [rule]);
    clients.close();
  });

  it("are enough for a preview where they only read, and then refuse to write", async () => {
    const clients = clientsWith(promised.map((name) => name.replace(".ReadWrite.", ".Read.")));
    const target = await read(clients);
    const wish = { action: "adminAssign", ...target, until: { duration: "P30D" }, justification: "a reason" } as const;
    const refused = await clients.entra.eligibility.request(wish, "PT1M").catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(PimApiError).and.to.include({ status: 403, code: "Authorization_RequestDenied" });
    clients.close();
  });
});
