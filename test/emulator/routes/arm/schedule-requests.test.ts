import { expect } from "chai";
import { at, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { activating, assigning, lasting, type PimAsker, pimAsker, roleId } from "../../ask-pim";

const name = "b2ababde-7452-6922-1dfa-2ad4aa4910df";

describe("schedule requests for Azure roles", () => {
  let ask: PimAsker;
  let scope: string;
  let person: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
    person = await ask.person("jana.novak@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  const id = (type: string) => `${scope}/providers/Microsoft.Authorization/${type}/${name}`;
  const status = async (family: "Assignment" | "Eligibility") =>
    at((await ask.pim("GET", scope, `role${family}ScheduleRequests/${name}`)).body, "properties", "status");

  it("are answered with 201 as PIM writes them: nulls left out, types in camel case", async () => {
    const answer = await ask.request("Eligibility", scope, assigning(scope, person), { name });
    expect(answer.status).to.equal(201);
    expect(answer.body).to.deep.equal({
      properties: {
        targetRoleEligibilityScheduleId: id("roleEligibilitySchedules"),
        scope,
        roleDefinitionId: roleId(scope, armRoles.reader),
        principalId: person,
        principalType: "User",
        requestType: "AdminAssign",
        status: "Provisioned",
        scheduleInfo: {
          startDateTime: "2027-03-01T08:00:00+00:00",
          expiration: { type: "AfterDuration", duration: "P30D" },
        },
        ticketInfo: {},
        justification: "a reason",
        requestorId: ask.tenant.deployerId,
        createdOn: "2027-03-01T08:00:00Z",
        expandedProperties: {
          principal: { id: person, displayName: "Jana Novak", email: "jana.novak@contoso.com", type: "User" },
          roleDefinition: { id: roleId(scope, armRoles.reader), displayName: "Reader", type: "BuiltInRole" },
          scope: { id: scope, displayName: "Contoso Webshop", type: "subscription" },
        },
      },
      name,
      id: id("roleEligibilityScheduleRequests"),
      type: "Microsoft.Authorization/roleEligibilityScheduleRequests",
    });
    expect((await ask.pim("GET", scope, `roleEligibilityScheduleRequests/${name}`)).body).to.deep.equal(answer.body);
  });

  it("make a schedule of their own name, and an instance of another", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person), { name });
    const schedule = await ask.pim("GET", scope, `roleEligibilitySchedules/${name}`);
    expect(at(schedule.body, "properties")).to.include({
      roleEligibilityScheduleRequestId: id("roleEligibilityScheduleRequests"),
      status: "Provisioned",
      memberType: "Direct",
      startDateTime: "2027-03-01T08:00:00Z",
      endDateTime: "2027-03-31T08:00:00Z",
      createdOn: "2027-03-01T08:00:00Z",
      updatedOn: "2027-03-01T08:00:00Z",
    });
    const filter = `principalId eq '${person}' and roleDefinitionId eq '${roleId(scope, armRoles.reader)}'`;
    const [instance] = await ask.rows(scope, "roleEligibilityScheduleInstances", filter);
    expect(at(instance, "roleEligibilityScheduleId")).to.equal(id("roleEligibilitySchedules"));
    expect(instance).not.to.have.any.keys("updatedOn", "assignmentType");
  });

  it("tell subscriptions with the legacy prefix in the oldest version, but not in properties.scope", async () => {
    const version = "2020-10-01-preview";
    const { body } = await ask.request("Eligibility", scope, assigning(scope, person), { name, version });
    const prefix = "/providers/Microsoft.Subscription";
    expect(at(body, "id")).to.equal(prefix + id("roleEligibilityScheduleRequests"));
    expect(at(body, "properties", "targetRoleEligibilityScheduleId")).to.equal(prefix + id("roleEligibilitySchedules"));
    expect(at(body, "properties", "scope")).to.equal(scope);
  });

  it("are Granted while they lie ahead, without an instance; cancelling answers 200 with nothing and takes the schedule away", async () => {
    const wish = assigning(scope, person, lasting("P30D", "2027-03-02T00:00:00-08:00"));
    const { body } = await ask.request("Eligibility", scope, wish, { name });
    expect(at(body, "properties", "status")).to.equal("Granted");
    expect(at(body, "properties", "scheduleInfo", "startDateTime")).to.equal("2027-03-02T08:00:00+00:00");
    const schedule = await ask.pim("GET", scope, `roleEligibilitySchedules/${name}`);
    expect(at(schedule.body, "properties", "status")).to.equal("Granted");
    const mine = `principalId eq ${person}`;
    const instances = await ask.rows(scope, "roleEligibilityScheduleInstances", mine);
    expect(instances.map((row) => at(row, "roleEligibilityScheduleId"))).not.to.include(id("roleEligibilitySchedules"));
    const canceled = await ask.pim("POST", scope, `roleEligibilityScheduleRequests/${name}/cancel`);
    expect([canceled.status, canceled.body]).to.deep.equal([200, undefined]);
    expect(await status("Eligibility")).to.equal("Canceled");
    expect((await ask.pim("GET", scope, `roleEligibilitySchedules/${name}`)).status).to.equal(404);
  });

  it("become Provisioned when their time has come, and can no longer be cancelled", async () => {
    const wish = assigning(scope, person, lasting("P30D", "2027-03-02T08:00:00Z"));
    await ask.request("Eligibility", scope, wish, { name });
    ask.tenant.clock.advance("P1D");
    expect(await status("Eligibility")).to.equal("Provisioned");
    expect((await ask.pim("POST", scope, `roleEligibilityScheduleRequests/${name}/cancel`)).status).to.equal(400);
  });

  it("to validate are answered like a PUT, and change nothing", async () => {
    const path = `roleEligibilityScheduleRequests/${name}`;
    const body = { properties: assigning(scope, person) };
    const asked = await ask.pim("POST", scope, `${path}/validate`, { body });
    expect(asked.status).to.equal(200);
    expect((await ask.pim("GET", scope, path)).status).to.equal(404);
    expect(asked.body).to.deep.equal((await ask.pim("PUT", scope, path, { body })).body);
    expect(verdict(await ask.pim("POST", scope, `${path}/validate`, { body }))).to.equal("400 RoleAssignmentExists");
  });

  it("cannot be validated in the oldest version", async () => {
    const options = { body: { properties: assigning(scope, person) }, version: "2020-10-01-preview" };
    const answer = await ask.pim("POST", scope, `roleEligibilityScheduleRequests/${name}/validate`, options);
    expect(answer.status).to.equal(404);
  });

  it("that were refused do not use up their name", async () => {
    const short = assigning(scope, person, lasting("PT4M"));
    expect(verdict(await ask.request("Eligibility", scope, short, { name }))).to.equal("400 ActiveDurationTooShort");
    expect(verdict(await ask.request("Eligibility", scope, assigning(scope, person), { name }))).to.equal("201");
  });

  it("that passed do", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person), { name });
    const update = assigning(scope, person, { requestType: "AdminUpdate" });
    expect(verdict(await ask.request("Eligibility", scope, update, { name }))).to.equal(
      "400 InvalidRoleAssignmentRequest",
    );
  });

  it("to change give the schedule the new request's name and let it start anew", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person));
    ask.tenant.clock.advance("P1D");
    const update = assigning(scope, person, { requestType: "AdminUpdate", ...lasting("P60D") });
    const answer = await ask.request("Eligibility", scope, update, { name });
    expect(at(answer.body, "properties")).to.include({
      status: "Provisioned",
      targetRoleEligibilityScheduleId: id("roleEligibilitySchedules"),
    });
    const { body } = await ask.pim("GET", scope, `roleEligibilitySchedules/${name}`);
    expect(at(body, "properties")).to.include({
      endDateTime: "2027-05-01T08:00:00Z",
      updatedOn: "2027-03-02T08:00:00Z",
    });
  });

  it("to remove are Revoked, and name neither time nor schedule", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person));
    ask.tenant.clock.advance("PT5M");
    const { scheduleInfo: _none, ...removal } = assigning(scope, person, { requestType: "AdminRemove" });
    const answer = await ask.request("Eligibility", scope, removal);
    expect([answer.status, at(answer.body, "properties", "status")]).to.deep.equal([201, "Revoked"]);
    expect(at(answer.body, "properties")).not.to.have.any.keys("scheduleInfo", "targetRoleEligibilityScheduleId");
    const rows = await ask.rows(scope, "roleEligibilitySchedules", `principalId eq '${person}' and atScope()`);
    expect(rows.map((row) => at(row, "expandedProperties", "roleDefinition", "displayName"))).to.deep.equal([
      "Contributor",
    ]);
  });

  it("of a holder who wants more time wait for an administrator, with room for both reasons", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person));
    const wish = assigning(scope, person, { requestType: "SelfExtend", ...lasting("P60D") });
    const { body } = await ask.request("Eligibility", scope, wish, { as: person });
    expect(at(body, "properties")).to.include({
      requestType: "SelfExtend",
      status: "PendingAdminDecision",
      justification: '{"RequestorReason":"a reason","AdminReason":""}',
    });
  });

  it("keep the condition, and hand it on to the schedule and to what is activated with it", async () => {
    const condition = "@Resource[Microsoft.Storage/storageAccounts:Name] StringEquals 'logs'";
    const conditional = { condition, conditionVersion: "2.0" };
    const asked = await ask.request("Eligibility", scope, assigning(scope, person, conditional), { name });
    expect(at(asked.body, "properties")).to.include(conditional);
    const schedule = await ask.pim("GET", scope, `roleEligibilitySchedules/${name}`);
    expect(at(schedule.body, "properties")).to.include(conditional);
    await ask.request("Assignment", scope, activating(scope, person), { as: person });
    const [active] = await ask.rows(scope, "roleAssignmentScheduleInstances", `principalId eq '${person}'`);
    expect(active).to.include(conditional);
  });

  it("without a condition show none, even where it is an empty text", async () => {
    const empty = { condition: "", conditionVersion: "" };
    const { body } = await ask.request("Eligibility", scope, assigning(scope, person, empty));
    expect(at(body, "properties")).not.to.have.any.keys("condition", "conditionVersion");
  });
});
