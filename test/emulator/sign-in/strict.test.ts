import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Asker, asker, at, idOf, message, requestBody, roles, schedulePath, verdict } from "../ask";
import { secretForm, signedInAs, tokenAnswer } from "./sign-in";

const denied = "403 Authorization_RequestDenied";
const unauthorized = "401 InvalidAuthenticationToken";

describe("strict sign-in", () => {
  let ask: Asker;
  let deploy: Record<string, string>;
  let reader: Record<string, string>;
  let zoe: string;
  beforeEach(async () => {
    ask = asker({ auth: "strict" });
    deploy = await signedInAs(ask, "pim-deploy");
    reader = await signedInAs(ask, "pim-reader");
    zoe = await idOf({ get: (path) => ask.get(path, reader) }, "zoe.martin@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  it("asks for a token, and says where there are some", async () => {
    const answer = await ask.get("/users");
    expect([verdict(answer), message(answer)]).to.deep.equal([unauthorized, "Access token is empty."]);
    expect(answer.headers.get("www-authenticate")).to.contain(
      'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    );
  });

  it("refuses names, unsigned tokens, and tokens that were tampered with", async () => {
    const { Authorization = "" } = reader;
    const [head, claims, signature] = Authorization.replace("Bearer ", "").split(".");
    const more = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()),
        roles: ["User.ReadWrite.All"],
      }),
    );
    const forged = [
      "zoe.martin@contoso.com",
      `${head}.${claims}.`,
      `${head}.${more.toString("base64url")}.${signature}`,
      `${head}.${claims}.${signature}x.y`,
    ];
    for (const token of forged)
      expect(verdict(await ask.get("/users", { Authorization: `Bearer ${token}` })), token).to.equal(unauthorized);
  });

  it("refuses a token for another service, and one that has ended by the tenant's clock", async () => {
    const { body } = await tokenAnswer(ask, {
      ...secretForm(ask, "pim-deploy"),
      scope: "https://management.azure.com/.default",
    });
    const forArm = await ask.get("/users", { Authorization: `Bearer ${String(at(body, "access_token"))}` });
    expect(message(forArm)).to.equal("Access token validation failure. Invalid audience.");
    ask.tenant.clock.advance("PT59M");
    expect(verdict(await ask.get("/users", reader))).to.equal("200");
    ask.tenant.clock.advance("PT1M");
    const late = await ask.get("/users", reader);
    expect([verdict(late), message(late)]).to.deep.equal([
      unauthorized,
      "Lifetime validation failed, the token is expired.",
    ]);
  });

  it("refuses the token of another tenant", async () => {
    const other = asker({ auth: "strict" });
    expect(verdict(await ask.get("/users", await signedInAs(other, "pim-deploy")))).to.equal(unauthorized);
    other.tenant.close();
  });

  it("lets an application read everything of PIM with reading permissions, and write nothing", async () => {
    const policies =
      "/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";
    for (const path of [
      "/users",
      "/groups",
      "/servicePrincipals",
      "/organization",
      "/subscribedSkus",
      "/directory/administrativeUnits",
      "/roleManagement/directory/roleDefinitions",
      "/roleManagement/directory/roleAssignments",
      "/roleManagement/directory/roleAssignmentSchedules",
      "/roleManagement/directory/roleEligibilityScheduleInstances",
      schedulePath.eligibility,
      `${policies}&$expand=policy($expand=rules)`,
    ])
      expect(verdict(await ask.get(path, reader)), path).to.equal("200");
    const before = ask.tenant.changes().length;
    const policy = String(at((await ask.get(`${policies}&$top=1`, reader)).body, "value", 0, "policyId"));
    for (const [method, path, body] of [
      ["POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator)],
      ["POST", schedulePath.assignment, requestBody(zoe, roles.userAdministrator)],
      ["POST", `${schedulePath.assignment}/x/cancel`, undefined],
      ["PATCH", `/policies/roleManagementPolicies/${policy}`, { rules: [] }],
      ["PATCH", `/policies/roleManagementPolicies/${policy}/rules/Expiration_Admin_Eligibility`, {}],
      ["POST", "/roleManagement/directory/roleAssignments", {}],
      ["DELETE", "/roleManagement/directory/roleAssignments/x", undefined],
      ["DELETE", `/users/${zoe}`, undefined],
    ] as const)
      expect(verdict(await ask.send(method, path, body, reader)), `${method} ${path}`).to.equal(denied);
    expect(ask.tenant.changes()).to.have.length(before);
  });

  it("lets an application with writing permissions write", async () => {
    const made = await ask.send("POST", schedulePath.eligibility, requestBody(zoe, roles.userAdministrator), deploy);
    expect(verdict(made)).to.equal("201");
    expect(at(made.body, "createdBy", "user", "id")).to.equal(ask.tenant.credentials("pim-deploy")?.objectId);
  });

  it("refuses a batch as a whole without a token", async () => {
    const requests = [{ id: "1", method: "GET", url: "/users?$top=1" }];
    expect(verdict(await ask.send("POST", "/$batch", { requests }))).to.equal(unauthorized);
    const batch = { requests: [{ url: "/subscriptions?api-version=2022-12-01" }] };
    const arm = await ask.send("POST", "https://management.azure.com/batch?api-version=2020-06-01", batch);
    expect(verdict(arm)).to.equal("401 AuthenticationFailed");
  });

  it("judges each item of a batch for itself", async () => {
    const requests = [
      { id: "1", method: "GET", url: "/users?$top=1" },
      {
        id: "2",
        method: "POST",
        url: schedulePath.eligibility,
        headers: { "Content-Type": "application/json" },
        body: requestBody(zoe, roles.userAdministrator),
      },
    ];
    const answer = await ask.send("POST", "/$batch", { requests }, reader);
    const [first, second] = [0, 1].map((index) => at(answer.body, "responses", index, "status"));
    expect([first, second]).to.deep.equal([200, 403]);
  });

  it("says 501 to an operation that there is not, whoever asks", async () => {
    expect(verdict(await ask.get("/planner/tasks", reader))).to.equal("501 NotImplemented");
  });

  it("keeps every secret and key in an export, so that a copy takes the same tokens", async () => {
    const folder = mkdtempSync(join(tmpdir(), "strict-"));
    const file = join(folder, "export.json");
    writeFileSync(file, ask.tenant.export());
    const copy = asker({ auth: "strict", seed: file });
    expect(verdict(await copy.get("/users", reader))).to.equal("200");
    copy.tenant.close();
    rmSync(folder, { recursive: true });
  });
});
