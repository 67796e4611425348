import { expect } from "chai";
import {
  type Asker,
  asker,
  at,
  idOf,
  listed,
  message,
  requestBody,
  roles,
  schedulePath,
  signedIn,
  verdict,
} from "../ask";

const role = roles.exchangeAdministrator;

describe("schedule requests of administrators", () => {
  let ask: Asker;
  let person: string;
  const post = (family: "assignment" | "eligibility", changes: Record<string, unknown> = {}) =>
    ask.send("POST", schedulePath[family], requestBody(person, role, changes));
  const schedules = async (family: "Assignment" | "Eligibility") =>
    listed(
      await ask.get(
        `/roleManagement/directory/role${family}Schedules?$filter=principalId eq '${person}' and roleDefinitionId eq '${role}'`,
      ),
    );

  beforeEach(async () => {
    ask = asker();
    person = await idOf(ask, "zoe.martin@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  it("answers adminAssign with the request as provisioned, its schedule and its instance", async () => {
    const answer = await post("eligibility", { action: "AdminAssign" });
    expect(verdict(answer)).to.equal("201");
    const id = at(answer.body, "id");
    expect(answer.body).to.include({
      status: "Provisioned",
      action: "adminAssign",
      targetScheduleId: id,
      appScopeId: null,
    });
    expect(at(answer.body, "createdBy", "user", "id")).to.equal(ask.tenant.deployerId);
    const [schedule] = await schedules("Eligibility");
    expect(schedule).to.include({ id, createdUsing: id, status: "Provisioned", memberType: "Direct" });
    expect(at(schedule, "scheduleInfo", "expiration")).to.deep.equal({
      type: "afterDuration",
      endDateTime: null,
      duration: "P30D",
    });
    const instances = await ask.get(
      `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId eq '${person}'`,
    );
    expect(listed(instances)[0]).to.include({ roleEligibilityScheduleId: id, endDateTime: "2027-03-31T08:00:00Z" });
  });

  it("replaces a start of the past by the time of processing", async () => {
    const scheduleInfo = { startDateTime: "2022-04-10T00:00:00Z", expiration: { type: "NoExpiration" } };
    const { body } = await post("eligibility", { scheduleInfo });
    expect(at(body, "scheduleInfo", "startDateTime")).to.equal("2027-03-01T08:00:00Z");
    expect(at(body, "scheduleInfo", "expiration", "type")).to.equal("noExpiration");
  });

  it("grants the future: listed as schedule, without instance until it begins", async () => {
    const scheduleInfo = { startDateTime: "2027-03-11T08:00:00Z", expiration: { type: "noExpiration" } };
    const { body } = await post("assignment", { scheduleInfo });
    expect(body).to.include({ status: "Granted", completedDateTime: "2027-03-11T08:00:00Z" });
    const instances = `/roleManagement/directory/roleAssignmentScheduleInstances?$filter=principalId eq '${person}'`;
    expect(listed(await ask.get(instances))).to.have.length(0);
    ask.tenant.clock.advance("P10D");
    expect(listed(await ask.get(instances))).to.have.length(1);
    expect(at((await ask.get(`${schedulePath.assignment}/${at(body, "id")}`)).body, "status")).to.equal("Provisioned");
  });

  it("keeps the end to the letter", async () => {
    const scheduleInfo = { expiration: { type: "afterDateTime", endDateTime: "2027-05-01T00:00:00.000Z" } };
    await post("eligibility", { scheduleInfo });
    const [schedule] = await schedules("Eligibility");
    expect(at(schedule, "scheduleInfo", "expiration")).to.deep.equal({
      type: "afterDateTime",
      endDateTime: "2027-05-01T00:00:00Z",
      duration: null,
    });
  });

  it("refuses to assign twice: RoleAssignmentExists", async () => {
    await post("eligibility");
    const again = await post("eligibility");
    expect(verdict(again)).to.equal("400 RoleAssignmentExists");
    expect(message(again)).to.equal("The Role assignment already exists.");
  });

  it("counts an assignment made outside PIM as existing", async () => {
    person = await idOf(ask, "gustav.holm@contoso.com");
    expect(verdict(await post("assignment"))).to.equal("400 RoleAssignmentExists");
  });

  it("refuses to change or remove what is not there: RoleAssignmentDoesNotExist", async () => {
    for (const action of ["adminUpdate", "adminExtend", "adminRenew", "adminRemove"])
      expect(verdict(await post("eligibility", { action })), action).to.equal("400 RoleAssignmentDoesNotExist");
  });

  it("updates in place under the same id", async () => {
    const id = at((await post("eligibility")).body, "id");
    const scheduleInfo = { expiration: { type: "afterDuration", duration: "P10D" } };
    expect(verdict(await post("eligibility", { action: "adminUpdate", scheduleInfo }))).to.equal("201");
    const found = await schedules("Eligibility");
    expect(found).to.have.length(1);
    expect(at(found[0], "id")).to.equal(id);
    expect(at(found[0], "scheduleInfo", "expiration", "duration")).to.equal("P10D");
  });

  it("takes an assignment made outside PIM over by adminUpdate", async () => {
    person = await idOf(ask, "gustav.holm@contoso.com");
    const answer = await post("assignment", { action: "adminUpdate" });
    expect(verdict(answer)).to.equal("201");
    const found = await schedules("Assignment");
    expect(found).to.have.length(1);
    expect(found[0]).to.include({ id: at(answer.body, "targetScheduleId"), createdUsing: at(answer.body, "id") });
    expect(at(found[0], "scheduleInfo", "expiration", "duration")).to.equal("P30D");
  });

  it("refuses to remove an active assignment within five minutes, not after", async () => {
    await post("assignment");
    const tooSoon = await post("assignment", { action: "adminRemove" });
    expect(verdict(tooSoon)).to.equal("400 ActiveDurationTooShort");
    expect(message(tooSoon)).to.equal("The Active duration is too short. Miniumum Required is 5 minutes.");
    ask.tenant.clock.advance("PT5M");
    const answer = await post("assignment", { action: "adminRemove", scheduleInfo: undefined });
    expect(answer.body).to.include({
      status: "Revoked",
      targetScheduleId: null,
      scheduleInfo: null,
      completedDateTime: null,
    });
    expect(await schedules("Assignment")).to.have.length(0);
  });

  it("removes at once what PIM did not make, and eligibilities", async () => {
    await post("eligibility");
    expect(verdict(await post("eligibility", { action: "adminRemove" }))).to.equal("201");
    person = await idOf(ask, "gustav.holm@contoso.com");
    expect(verdict(await post("assignment", { action: "adminRemove" }))).to.equal("201");
  });

  it("renews what has ended and only that", async () => {
    await post("eligibility");
    expect(verdict(await post("eligibility", { action: "adminRenew" }))).to.equal("400 RoleAssignmentExists");
    ask.tenant.clock.advance("P31D");
    expect(await schedules("Eligibility")).to.have.length(0);
    const scheduleInfo = { expiration: { type: "afterDuration", duration: "P30D" } };
    expect(verdict(await post("eligibility", { action: "adminRenew", scheduleInfo }))).to.equal("201");
    expect(await schedules("Eligibility")).to.have.length(1);
  });

  it("refuses with PendingRoleAssignmentRequest while a request of the tuple waits", async () => {
    await post("eligibility");
    const waiting = requestBody(person, role, { action: "selfExtend" });
    const asked = await ask.send("POST", schedulePath.eligibility, waiting, signedIn(person));
    expect(at(asked.body, "status")).to.equal("PendingAdminDecision");
    expect(verdict(await post("eligibility", { action: "adminUpdate" }))).to.equal("400 PendingRoleAssignmentRequest");
    expect(verdict(await ask.send("POST", `${schedulePath.eligibility}/${at(asked.body, "id")}/cancel`))).to.equal(
      "204",
    );
    expect(verdict(await post("eligibility", { action: "adminUpdate" }))).to.equal("201");
  });

  it("cancels a grant of the future with its schedule, and refuses to cancel what is done", async () => {
    const later = { startDateTime: "2027-06-01T00:00:00Z", expiration: { type: "noExpiration" } };
    const id = at((await post("eligibility", { scheduleInfo: later })).body, "id");
    expect(verdict(await ask.send("POST", `${schedulePath.eligibility}/${id}/cancel`))).to.equal("204");
    expect(await schedules("Eligibility")).to.have.length(0);
    expect(verdict(await ask.send("POST", `${schedulePath.eligibility}/${id}/cancel`))).to.equal("400 BadRequest");
  });

  it("only checks with isValidationOnly", async () => {
    const answer = await post("eligibility", { isValidationOnly: true });
    expect(answer.body).to.include({ isValidationOnly: true, status: "Granted", targetScheduleId: null });
    expect(await schedules("Eligibility")).to.have.length(0);
    expect(verdict(await ask.get(`${schedulePath.eligibility}/${at(answer.body, "id")}`))).to.equal(
      "404 ResourceNotFound",
    );
  });

  it("has no PATCH and no DELETE on schedules and requests", async () => {
    const id = at((await post("eligibility")).body, "id");
    for (const method of ["PATCH", "DELETE"]) {
      expect(verdict(await ask.send(method, `/roleManagement/directory/roleEligibilitySchedules/${id}`, {}))).to.equal(
        "405 Request_BadRequest",
      );
      expect(verdict(await ask.send(method, `${schedulePath.eligibility}/${id}`, {}))).to.equal(
        "405 Request_BadRequest",
      );
    }
  });

  it("forgets requests after 45 days while the schedule stays", async () => {
    const scheduleInfo = { expiration: { type: "noExpiration" } };
    const id = at((await post("eligibility", { scheduleInfo })).body, "id");
    ask.tenant.clock.advance("P46D");
    await post("assignment", { action: "adminRemove" });
    expect(verdict(await ask.get(`${schedulePath.eligibility}/${id}`))).to.equal("404 ResourceNotFound");
    expect(at((await schedules("Eligibility"))[0], "createdUsing")).to.equal(id);
  });
});
