import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { type Served, serve } from "../../src/emulator";

const program = `
  const { clientsOver, openTransport, tenantConfig } = require(${JSON.stringify(join(__dirname, "../../src/clients"))});
  const { graph } = clientsOver(openTransport(tenantConfig.parse({ tenant: process.argv[1] })));
  graph.tenantId().then((id) => process.stdout.write(id), (error) => process.stdout.write(error.message));
`;

describe("an address that asks for sign-in", () => {
  let served: Served;
  before(async () => {
    served = await serve({ file: ":memory:", auth: "strict", https: true, ports: "three" });
  });
  after(() => served.close());

  /** What a process of its own says about the tenant: only at its start can it be told whom to trust. */
  const ask = async (environment: Record<string, string>): Promise<string> => {
    const { AZURE_AUTHORITY_HOST: _, ...mine } = process.env;
    const child = spawn(process.execPath, ["-e", program, served.graph], {
      env: { ...mine, NODE_EXTRA_CA_CERTS: served.ca, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
    return said;
  };
  const credentials = () => ({
    AZURE_AUTHORITY_HOST: served.login,
    AZURE_TENANT_ID: served.tenantId,
    AZURE_CLIENT_ID: served.clientId ?? "",
    AZURE_CLIENT_SECRET: served.clientSecret ?? "",
  });

  it("is read with the credentials of the environment", async () => {
    expect(await ask(credentials())).to.equal(served.tenantId);
  });

  it("refuses who has none, or a wrong secret, in words for people", async () => {
    expect(await ask({})).to.match(/401 InvalidAuthenticationToken: Access token is empty\./);
    expect(await ask({ ...credentials(), AZURE_CLIENT_SECRET: "guess" })).to.match(
      /SignInFailed: .* EnvironmentCredential authentication failed/,
    );
  });
});
