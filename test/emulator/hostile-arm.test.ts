import { expect } from "chai";
import * as fc from "fast-check";
import { type Asker, asker, at } from "./ask";
import { armRoles, armWords, subscriptionNamed } from "./ask-arm";
import { spoilt } from "./spoilt";

const host = "https://management.azure.com";
const provider = "/providers/Microsoft.Authorization";
const name = "12345678-1234-1234-1234-123456789abc";

describe("hostile input to Azure Resource Manager", () => {
  let ask: Asker;
  let webshop: string;
  before(async () => {
    ask = asker();
    webshop = await subscriptionNamed(armWords(ask), "Contoso Webshop");
  });
  after(() => ask.tenant.close());

  /** An answer of Microsoft's kind: no 500, refusals with a code or a message, no trace of our code. */
  const checked = async (method: string, path: string, body?: unknown) => {
    const answer = await ask.send(method, `${host}${path}`, method === "GET" ? undefined : body);
    const told = `${method} ${path} ${JSON.stringify(body)} ${JSON.stringify(answer.body)}`;
    expect(answer.status, told).to.not.equal(500);
    const words = [at(answer.body, "error", "code"), at(answer.body, "code"), at(answer.body, "message"), answer.body];
    if (answer.status >= 400)
      expect(
        words.some((each) => typeof each === "string"),
        told,
      ).to.equal(true);
    expect(JSON.stringify(answer.body ?? null)).to.not.match(/\.js:\d+|node:internal|SQLITE/);
  };

  it("as a body is refused or understood, never a failure of the tenant", async function () {
    this.timeout(60_000);
    const principalId = ask.tenant.deployerId;
    const roleDefinitionId = `${webshop}${provider}/roleDefinitions/${armRoles.reader}`;
    const rule = { id: "Enablement_EndUser_Assignment", ruleType: "RoleManagementPolicyEnablementRule" };
    const target = { caller: "EndUser", operations: ["All"], level: "Assignment" };
    const log = { category: "AuditLogs", enabled: true, retentionPolicy: { enabled: false, days: 0 } };
    const templates: readonly (readonly [method: string, path: string, version: string, body: unknown])[] = [
      [
        "PUT",
        `${webshop}${provider}/roleAssignments/${name}`,
        "2022-04-01",
        {
          properties: {
            principalId,
            roleDefinitionId,
            principalType: "ServicePrincipal",
            condition: "true",
            conditionVersion: "2.0",
          },
        },
      ],
      [
        "POST",
        `${webshop}${provider}/roleAssignments/${name}/validate`,
        "2020-10-01-preview",
        { properties: { principalId, roleDefinitionId } },
      ],
      [
        "PUT",
        `${webshop}${provider}/roleDefinitions/${name}`,
        "2022-04-01",
        {
          properties: {
            roleName: "x",
            assignableScopes: [webshop],
            permissions: [{ actions: ["*/read"], notActions: [] }],
          },
        },
      ],
      [
        "PUT",
        `${webshop}${provider}/roleAssignmentScheduleRequests/${name}`,
        "2020-10-01",
        {
          properties: {
            principalId,
            roleDefinitionId,
            requestType: "AdminAssign",
            justification: "a reason",
            ticketInfo: { ticketNumber: "1" },
            scheduleInfo: { startDateTime: null, expiration: { type: "AfterDuration", duration: "P30D" } },
          },
        },
      ],
      [
        "PATCH",
        `${webshop}${provider}/roleManagementPolicies/${armRoles.reader}`,
        "2020-10-01",
        { properties: { rules: [{ ...rule, enabledRules: ["Justification"], target }] } },
      ],
      ["PUT", `${webshop}${provider}/locks/x`, "2016-09-01", { properties: { level: "CanNotDelete", notes: "n" } }],
      ["PUT", `${webshop}/resourceGroups/x`, "2021-04-01", { location: "westeurope", tags: { a: "b" } }],
      [
        "PUT",
        `${webshop}/resourceGroups/rg-web/providers/Microsoft.Web/sites/x`,
        "2021-04-01",
        { location: "westeurope", properties: { a: 1 } },
      ],
      [
        "PUT",
        "/providers/Microsoft.Management/managementGroups/x",
        "2020-05-01",
        { properties: { displayName: "X", details: { parent: { id: "contoso-sandbox" } } } },
      ],
      [
        "PATCH",
        "/providers/Microsoft.Management/managementGroups/contoso-sandbox",
        "2020-05-01",
        { displayName: "X", parentGroupId: "contoso-platform" },
      ],
      [
        "PUT",
        "/providers/microsoft.aadiam/diagnosticSettings/x",
        "2017-04-01",
        { properties: { workspaceId: "w", logs: [log] } },
      ],
      ["POST", "/batch", "2020-06-01", { requests: [{ url: "/subscriptions", httpMethod: "GET", name: "n" }] }],
    ];
    const sent = fc
      .constantFrom(...templates)
      .chain(([method, path, version, body]) =>
        fc.oneof(spoilt(body), fc.jsonValue()).map((each) => [method, `${path}?api-version=${version}`, each] as const),
      );
    await fc.assert(
      fc.asyncProperty(sent, ([method, path, body]) => checked(method, path, body)),
      { numRuns: 800 },
    );
  });

  it("in a URL is refused or understood, never a failure of the tenant", async function () {
    this.timeout(60_000);
    const segment = fc.oneof(
      fc.constantFrom(
        "providers",
        "subscriptions",
        "resourceGroups",
        "Microsoft.Authorization",
        "Microsoft.Management",
        "managementGroups",
        "contoso-sandbox",
        "roleAssignments",
        "roleDefinitions",
        "denyAssignments",
        "permissions",
        "roleEligibilitySchedules",
        name,
        "..",
        "%2F",
        "%",
        "",
      ),
      fc.string({ unit: "binary", maxLength: 6 }).map(encodeURIComponent),
    );
    const words = fc.array(
      fc.constantFrom(
        "principalId",
        "eq",
        "'x'",
        "atScope()",
        "assignedTo('x')",
        "and",
        "or",
        "(",
        ")",
        "'",
        "''",
        " ",
      ),
      { maxLength: 8 },
    );
    const url = fc.tuple(
      fc.constantFrom("", webshop, "/providers/Microsoft.Management/managementGroups/contoso-sandbox"),
      fc.array(segment, { maxLength: 8 }),
      words,
      fc.constantFrom("2022-04-01", "2020-10-01", "2021-04-01", "2020-05-01", "", "never"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "PUT", "DELETE", "PATCH", "POST"),
        url,
        (method, [scope, segments, filter, version]) =>
          checked(
            method,
            `${scope}/${segments.join("/")}?api-version=${version}&$filter=${encodeURIComponent(filter.join(" "))}`,
            {},
          ),
      ),
      { numRuns: 800 },
    );
  });
});
