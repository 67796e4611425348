import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { type Served, serve } from "../../src/emulator";
import { wordsFor } from "../emulator/ask";
import { armWords, subscriptionNamed } from "../emulator/ask-arm";
import { signedInAs } from "../emulator/sign-in/sign-in";
import { skip } from "../support/skip";
import { expected, type Journey, people, type Start } from "./journey";

/** The Python that has the packages; `npm run test:clients` makes it. */
const { PIM_CLIENTS_PYTHON: python } = process.env;

describe("clients that nobody here wrote, over HTTPS and strict", function () {
  this.timeout(120_000);
  let served: Served;
  let start: Start;
  beforeEach(async () => {
    served = await serve({ file: ":memory:", auth: "strict", https: true, ports: "three" });
    const { graph, arm, login, tenantId, clientId = "", clientSecret = "" } = served;
    const { Authorization = "" } = await signedInAs(served, "pim-reader", "https://management.azure.com");
    const ask = armWords(wordsFor(served.tenant), Authorization.replace("Bearer ", ""));
    const subscription = await subscriptionNamed(ask, "Contoso Webshop");
    start = { graph, arm, login, tenantId, clientId, clientSecret, subscription };
  });
  afterEach(() => served.close());

  it("Node: @azure/identity, @microsoft/microsoft-graph-client, @azure/arm-authorization", async () => {
    await travel(process.execPath, [join(__dirname, "node-client.js")]);
  });

  it("Python: azure-identity, msgraph-sdk, azure-mgmt-authorization", async function () {
    if (python === undefined) skip(this, "no Python with the packages; npm run test:clients brings one");
    await travel(python, [join(__dirname, "../../../test/real-clients/python_client.py")]);
  });

  /** Lets a program do its day, and compares what it found with what the tenant knows. */
  async function travel(command: string, args: readonly string[]): Promise<void> {
    const { ca = "" } = served;
    const program = spawn(command, args, {
      env: {
        ...process.env,
        PIM_SERVED: JSON.stringify(start),
        NODE_EXTRA_CA_CERTS: ca,
        REQUESTS_CA_BUNDLE: ca,
        SSL_CERT_FILE: ca,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(program.stdout),
      text(program.stderr),
      once(program, "close"),
    ]);
    expect(code, stderr).to.equal(0);
    const { entra, azure } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Journey;
    const { users, ...rest } = entra;
    expect({ entra: rest, azure }).to.deep.equal(expected);
    const count = await wordsFor(served.tenant).get("/users/$count", await signedInAs(served, "pim-reader"));
    expect(users).to.equal(count.body);
    const held = served.tenant.holders().filter(({ userPrincipalName }) => userPrincipalName === people.user);
    expect(held.map(({ roleName, state }) => `${state} ${roleName}`)).to.include.members([
      "eligible Helpdesk Administrator",
      "activated Helpdesk Administrator",
    ]);
  }
});
