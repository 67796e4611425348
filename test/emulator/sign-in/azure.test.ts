import { expect } from "chai";
import { type Answer, type Asker, asker, at, idOf, listed, message, verdict } from "../ask";
import { armRoles, subscriptionNamed } from "../ask-arm";
import { personSignedIn, type Service, signedInAs } from "./sign-in";

const arm: Service = "https://management.azure.com";
const graph: Service = "https://graph.microsoft.com";
const denied = "403 AuthorizationFailed";
const pim = "2020-10-01";

describe("strict sign-in to Azure Resource Manager", () => {
  let ask: Asker;
  let webshop: string;
  let zoe: string;
  beforeEach(async () => {
    ask = asker({ auth: "strict" });
    const reader = await signedInAs(ask, "pim-reader", arm);
    webshop = await subscriptionNamed(as(reader), "Contoso Webshop");
    const readsGraph = await signedInAs(ask, "pim-reader", graph);
    zoe = await idOf({ get: (path) => ask.get(path, readsGraph) }, "zoe.martin@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  /** Words for asking with somebody's headers. */
  function as(headers: Record<string, string>) {
    const send = (method: string, path: string, body?: unknown, version = "2022-04-01"): Promise<Answer> =>
      ask.send(method, `${arm}${path}${path.includes("?") ? "&" : "?"}api-version=${version}`, body, headers);
    return { send, get: (path: string, version?: string) => send("GET", path, undefined, version) };
  }
  const application = async (name: string) => as(await signedInAs(ask, name, arm));
  const person = async (login: string) => as(await personSignedIn(ask, `${login}@contoso.com`, arm));
  const authorization = (type: string, name = "") =>
    `${webshop}/providers/Microsoft.Authorization/${type}${name === "" ? "" : `/${name}`}`;
  const guid = "11111111-2222-3333-4444-555555555555";
  const wish = (requestType: string, principalId: string, role: string) => ({
    properties: {
      principalId,
      roleDefinitionId: authorization("roleDefinitions", role),
      requestType,
      justification: "a reason",
      scheduleInfo: {
        expiration: { type: "AfterDuration", duration: requestType === "AdminAssign" ? "P30D" : "PT1H" },
      },
    },
  });

  it("asks for a token, and says where there are some", async () => {
    const answer = await as({}).get(webshop, "2022-12-01");
    expect(verdict(answer)).to.equal("401 AuthenticationFailed");
    expect(answer.headers.get("www-authenticate")).to.match(
      /^Bearer authorization_uri="https:\/\/login\.microsoftonline\.com/,
    );
  });

  it("refuses tokens for Graph", async () => {
    const answer = await as(await signedInAs(ask, "pim-deploy", graph)).get(webshop, "2022-12-01");
    expect(verdict(answer)).to.equal("401 InvalidAuthenticationTokenAudience");
  });

  it("lets a reader read all of PIM and write nothing, and says which action is missing where", async () => {
    const reader = await application("pim-reader");
    for (const [path, version] of [
      [webshop, "2022-12-01"],
      [authorization("roleAssignments"), undefined],
      [authorization("roleDefinitions"), undefined],
      [authorization("roleAssignmentScheduleInstances"), pim],
      [authorization("roleEligibilitySchedules"), pim],
      [authorization("roleManagementPolicies"), pim],
    ] as const)
      expect(verdict(await reader.get(path, version)), path).to.equal("200");
    const policy = String(at(listed(await reader.get(authorization("roleManagementPolicies"), pim))[0], "id"));
    const eligible = wish("AdminAssign", zoe, armRoles.reader);
    const refused = await reader.send("PUT", authorization("roleEligibilityScheduleRequests", guid), eligible, pim);
    const { objectId } = ask.tenant.credentials("pim-reader") ?? {};
    expect([verdict(refused), message(refused)]).to.deep.equal([
      denied,
      `The client 'pim-reader' with object id '${objectId}' does not have authorization to perform action ` +
        `'Microsoft.Authorization/roleAssignments/write' over scope '${webshop}' or the scope is invalid. ` +
        "If access was recently granted, please refresh your credentials.",
    ]);
    const assignment = authorization("roleAssignments", guid);
    expect(verdict(await reader.send("PUT", assignment, {}))).to.equal(denied);
    expect(verdict(await reader.send("DELETE", assignment))).to.equal(denied);
    expect(verdict(await reader.send("PATCH", policy, { properties: { rules: [] } }, pim))).to.equal(denied);
    expect(verdict(await reader.send("PUT", `${webshop}/resourceGroups/rg-new`, {}, "2021-04-01"))).to.equal(denied);
  });

  it("lets a user access administrator assign and set rules, but make no resource groups", async () => {
    const deploy = await application("pim-deploy");
    const eligible = wish("AdminAssign", zoe, armRoles.reader);
    const path = authorization("roleEligibilityScheduleRequests", guid);
    expect(verdict(await deploy.send("PUT", path, eligible, pim))).to.equal("201");
    const policy = String(at(listed(await deploy.get(authorization("roleManagementPolicies"), pim))[0], "id"));
    expect(verdict(await deploy.send("PATCH", policy, { properties: { rules: [] } }, pim))).to.equal("200");
    const group = await deploy.send(
      "PUT",
      `${webshop}/resourceGroups/rg-new`,
      { location: "westeurope" },
      "2021-04-01",
    );
    expect(verdict(group)).to.equal(denied);
  });

  it("lets an owner do everything in their subscription and nothing in others", async () => {
    const gustav = await person("gustav.holm");
    const group = { location: "westeurope" };
    expect(verdict(await gustav.send("PUT", `${webshop}/resourceGroups/rg-new`, group, "2021-04-01"))).to.equal("201");
    const payments = await subscriptionNamed(await application("pim-reader"), "Contoso Payments");
    expect(verdict(await gustav.get(`${payments}/resourceGroups`, "2021-04-01"))).to.equal(denied);
    expect(verdict(await gustav.send("PUT", `${payments}/resourceGroups/rg-new`, group, "2021-04-01"))).to.equal(
      denied,
    );
  });

  it("lets a contributor make resources, but neither assign nor set rules", async () => {
    const hana = await person("hana.sato");
    const group = { location: "westeurope" };
    expect(verdict(await hana.send("PUT", `${webshop}/resourceGroups/rg-new`, group, "2021-04-01"))).to.equal("201");
    const path = authorization("roleAssignmentScheduleRequests", guid);
    expect(verdict(await hana.send("PUT", path, wish("AdminAssign", zoe, armRoles.reader), pim))).to.equal(denied);
  });

  it("lets people see and activate what they are eligible to without any role, and then act by it", async () => {
    const jana = await person("jana.novak");
    expect(verdict(await jana.get(`${webshop}/resourceGroups`, "2021-04-01"))).to.equal(denied);
    const mine = "/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?$filter=asTarget()";
    const id = String(at(listed(await jana.get(mine, pim))[0], "properties", "principalId"));
    const path = authorization("roleAssignmentScheduleRequests", guid);
    const activated = await jana.send("PUT", path, wish("SelfActivate", id, armRoles.contributor), pim);
    expect(verdict(activated)).to.equal("201");
    expect(verdict(await jana.get(`${webshop}/resourceGroups`, "2021-04-01"))).to.equal("200");
    ask.tenant.clock.advance("PT61M");
    const later = await person("jana.novak");
    expect(verdict(await later.get(`${webshop}/resourceGroups`, "2021-04-01"))).to.equal(denied);
  });

  it("counts what a group holds for its members", async () => {
    expect(verdict(await (await person("kofi.mensah")).get(`${webshop}/resourceGroups`, "2021-04-01"))).to.equal("200");
  });
});
