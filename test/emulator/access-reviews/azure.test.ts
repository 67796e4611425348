import { expect } from "chai";
import { at, listed, verdict } from "../ask";
import { armRoles } from "../ask-arm";
import { type PimAsker, pimAsker, roleId } from "../ask-pim";

const version = "2021-12-01-preview";
const id = "11111111-2222-4333-8444-555555555555";
const path = `accessReviewScheduleDefinitions/${id}`;
const once = {
  pattern: null,
  range: { type: "endDate", numberOfOccurrences: 1, startDate: "2027-03-01", endDate: "2027-03-31" },
};

describe("access reviews of Azure roles", () => {
  let ask: PimAsker;
  let scope: string;
  let zoe: string;
  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Payments");
    zoe = await ask.person("zoe.martin@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  const send = (method: string, at: string, below: string, body?: unknown, as?: string) =>
    ask.pim(method, at, below, { version, body, ...(as === undefined ? {} : { as }) });
  const settings = (changes = {}) => ({
    mailNotificationsEnabled: true,
    justificationRequiredOnApproval: true,
    recommendationsEnabled: true,
    instanceDurationInDays: 7,
    recurrence: once,
    autoApplyDecisionsEnabled: true,
    ...changes,
  });
  const definition = (role: string, more = {}, changes = {}) => ({
    displayName: "Who owns it",
    scope: { roleDefinitionId: roleId(scope, role), ...more },
    reviewers: [{ principalId: zoe, principalType: "user" }],
    settings: settings(changes),
  });
  const make = async (role: string, more = {}, changes = {}) => {
    const made = await send("PUT", scope, path, definition(role, more, changes));
    expect(made.status, JSON.stringify(made.body)).to.equal(200);
    return made;
  };
  const instance = async () => {
    const [first] = listed(await send("GET", scope, `${path}/instances`));
    return `${path}/instances/${String(at(first, "name"))}`;
  };
  const decisions = async () => listed(await send("GET", scope, `${await instance()}/decisions`));
  const names = async () => (await decisions()).map((item) => at(item, "properties", "principal", "displayName"));
  const decide = async (name: string, decision: string, justification = "seen") => {
    const item = (await decisions()).find((each) => at(each, "properties", "principal", "displayName") === name);
    const below = `${await instance()}/decisions/${String(at(item, "name"))}`;
    return send("PATCH", "/", below, { properties: { decision, justification } }, zoe);
  };
  const owners = async () =>
    (await ask.rows(scope, "roleAssignmentScheduleInstances", "atScope()"))
      .filter((row) => String(at(row, "roleDefinitionId")).endsWith(armRoles.owner) && at(row, "scope") === scope)
      .map((row) => at(row, "expandedProperties", "principal", "displayName"));

  it("run from the moment they are made, and ask about everybody with the role at the scope itself", async () => {
    const made = await make(armRoles.owner);
    expect(at(made.body, "properties")).to.include({ status: "InProgress", reviewersType: "Assigned" });
    expect(at(made.body, "properties", "scope", "resourceId")).to.equal(scope);
    expect(await names()).to.have.members(["Wei Zhang", "Vera Schmidt", "Paula Meyer"]);
  });

  it("ask about the eligible, the active, what comes from above and what lies below where the scope says so", async () => {
    await make(armRoles.contributor, { assignmentState: "eligible" });
    expect(await names()).to.deep.equal(["Sofia Almeida"]);
    await send("DELETE", scope, path);
    await make(armRoles.contributor, { includeInheritedAccess: true });
    expect(await names()).to.have.members(["Sofia Almeida", "Entra Operators"]);
    await send("DELETE", scope, path);
    await make(armRoles.contributor, { principalType: "servicePrincipal", includeAccessBelowResource: true });
    expect(await names()).to.deep.equal(["Backup Orchestrator"]);
  });

  it("take the role at their end from those who were denied", async () => {
    await make(armRoles.owner);
    const decided = await decide("Wei Zhang", "Deny");
    expect(decided.status).to.equal(200);
    expect(at(decided.body, "id")).to.match(/^\/providers\/Microsoft\.Authorization\//);
    expect(at(decided.body, "properties")).to.deep.include({ decision: "Deny", applyResult: "New" });
    expect(verdict(await decide("Paula Meyer", "Approve", ""))).to.equal("400 BadRequest");
    expect(await owners()).to.include("Wei Zhang");
    ask.tenant.clock.advance("P7D");
    expect(await owners()).to.have.members(["Vera Schmidt", "Paula Meyer"]);
    const [first] = listed(await send("GET", scope, `${path}/instances`));
    expect(at(first, "properties")).to.include({ status: "Applied", endDateTime: "2027-03-08T08:00:00Z" });
  });

  it("show their reviewers, below the tenant, what waits for them", async () => {
    await make(armRoles.owner);
    const filter = "assignedToMeToReview()";
    const mine = (as: string) => ask.pim("GET", "/", "accessReviewScheduleDefinitions", { version, filter, as });
    const [review] = listed(await mine(zoe));
    expect(at(review, "id")).to.equal(`/providers/Microsoft.Authorization/${path}`);
    expect(at(review, "properties", "instances")).to.have.length(1);
    const wei = await ask.person("wei.zhang@contoso.com");
    expect(listed(await mine(wei))).to.deep.equal([]);
    expect(verdict(await send("GET", "/", `${await instance()}/decisions`, undefined, wei))).to.equal(
      "404 AccessReviewInstanceNotFound",
    );
    expect(listed(await send("GET", "/", `${await instance()}/decisions`, undefined, zoe))).to.have.length(3);
    expect(verdict(await send("POST", "/", `${await instance()}/acceptRecommendations`, undefined, zoe))).to.equal(
      "204",
    );
    expect((await decisions()).every((item) => at(item, "properties", "decision") !== "NotReviewed")).to.equal(true);
    const contacted = listed(await send("GET", scope, `${await instance()}/contactedReviewers`));
    expect(contacted.map((one) => at(one, "properties", "userDisplayName"))).to.deep.equal(["Zoe Martin"]);
  });

  it("can be stopped, reset, reminded of, applied, and recorded at once", async () => {
    await make(armRoles.owner, {}, { autoApplyDecisionsEnabled: false });
    const act = async (action: string, body?: unknown) =>
      verdict(await send("POST", scope, `${await instance()}/${action}`, body, zoe));
    expect(await act("recordAllDecisions", { properties: { decision: "Deny", justification: "all" } })).to.equal("204");
    expect(await act("resetDecisions")).to.equal("204");
    const vera = await ask.person("vera.schmidt@contoso.com");
    expect(await act("recordAllDecisions", { decision: "Deny", principalId: vera, justification: "gone" })).to.equal(
      "204",
    );
    expect(await act("sendReminders")).to.equal("204");
    expect(await act("applyDecisions")).to.equal("400 BadRequest");
    expect(await act("stop")).to.equal("204");
    expect(await act("applyDecisions")).to.equal("204");
    expect(await owners()).to.have.members(["Wei Zhang", "Paula Meyer"]);
  });

  it("refuse what they cannot review, and are where they were made", async () => {
    const put = async (body: unknown, name: string = id) =>
      verdict(await send("PUT", scope, `accessReviewScheduleDefinitions/${name}`, body));
    expect(await put(definition("00000000-0000-4000-8000-000000000000"))).to.equal("400 BadRequest");
    expect(await put({ ...definition(armRoles.owner), reviewers: [{ principalId: id }] })).to.equal("400 BadRequest");
    for (const principalType of ["robot", "constructor"])
      expect(await put(definition(armRoles.owner, { principalType }))).to.equal("400 BadRequest");
    expect(await put(definition(armRoles.owner), "mine")).to.equal("400 BadRequest");
    expect(verdict(await send("GET", scope, path))).to.equal("404 AccessReviewScheduleDefinitionNotFound");
    await make(armRoles.owner);
    const elsewhere = await ask.subscription("Contoso Webshop");
    expect(verdict(await send("GET", elsewhere, path))).to.equal("404 AccessReviewScheduleDefinitionNotFound");
    expect((await send("DELETE", scope, path)).status).to.equal(200);
    expect((await send("DELETE", scope, path)).status).to.equal(204);
  });

  it("are of one world with those of Graph: a reviewer finds both in one list", async () => {
    await make(armRoles.owner);
    const all = "/beta/identityGovernance/accessReviews/decisions/filterByCurrentUser(on='reviewer')";
    const items = listed(await ask.get(all, { Authorization: "Bearer zoe.martin@contoso.com" }));
    expect(items.map((item) => at(item, "resource", "type"))).to.deep.equal(Array(3).fill("azureRole"));
  });

  it("keep defaults per subscription, and reports that are ready after a minute", async () => {
    const defaults = "accessReviewScheduleSettings/default";
    expect(at((await send("GET", scope, defaults)).body, "properties")).to.include({ instanceDurationInDays: 30 });
    const changed = await send("PUT", scope, defaults, { instanceDurationInDays: 14, remindersEnabled: true });
    expect(at(changed.body, "properties")).to.include({ instanceDurationInDays: 14, mailNotificationsEnabled: true });
    expect(at((await send("GET", scope, defaults)).body, "properties")).to.not.have.property("remindersEnabled");
    const report = `accessReviewHistoryDefinitions/${id}`;
    const made = await send("PUT", scope, report, { properties: { displayName: "Last year", decisions: ["Deny"] } });
    expect(at(made.body, "properties")).to.deep.include({ status: "Requested", decisions: ["Deny"] });
    ask.tenant.clock.advance("PT1M");
    expect(at((await send("GET", scope, report)).body, "properties")).to.include({ status: "Done" });
    const [one] = listed(await send("GET", scope, `${report}/instances`));
    const uri = await send("POST", scope, `${report}/instances/${String(at(one, "name"))}/generateDownloadUri`);
    expect(at(uri.body, "properties", "downloadUri")).to.be.a("string");
    expect((await send("DELETE", scope, report)).status).to.equal(200);
  });
});
