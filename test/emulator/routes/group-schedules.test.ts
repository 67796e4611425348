import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, message, signedIn, verdict } from "../ask";

const root = "/identityGovernance/privilegedAccess/group";

describe("PIM for groups", () => {
  let ask: Asker;
  let zoe: string;
  let group: string;

  beforeEach(async () => {
    ask = asker();
    zoe = await idOf(ask, "zoe.martin@contoso.com");
    group = await idOf(ask, "Sales");
  });
  afterEach(() => ask.tenant.close());

  const body = (changes: Record<string, unknown> = {}) => ({
    accessId: "member",
    principalId: zoe,
    groupId: group,
    action: "adminAssign",
    justification: "a reason",
    scheduleInfo: { expiration: { type: "afterDuration", duration: "P10D" } },
    ...changes,
  });
  const request = (family: string, changes: Record<string, unknown> = {}, headers = {}) =>
    ask.send("POST", `${root}/${family}ScheduleRequests`, body(changes), headers);
  const list = async (path: string) => listed(await ask.get(`${root}/${path}?$filter=groupId eq '${group}'`));
  const members = async () => listed(await ask.get(`/groups/${group}/members`)).map((member) => at(member, "id"));
  const activation = {
    action: "selfActivate",
    scheduleInfo: { expiration: { type: "afterDuration", duration: "PT2H" } },
  };

  it("gives a membership for a time, which the group shows until it ends", async () => {
    const made = await request("assignment");
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    expect(at(made.body, "targetScheduleId")).to.equal(`${group}_member_${String(at(made.body, "id"))}`);
    expect(await members()).to.include(zoe);
    ask.tenant.clock.advance("P9D");
    expect(await members()).to.include(zoe);
    ask.tenant.clock.advance("P1D");
    expect(await members()).to.not.include(zoe);
  });

  it("lets who is eligible become a member, and leave again after five minutes", async () => {
    expect((await request("eligibility")).status).to.equal(201);
    expect(await members()).to.not.include(zoe);
    expect(verdict(await request("assignment", activation, signedIn(zoe)))).to.equal("201");
    expect(await members()).to.include(zoe);
    const leave = { action: "selfDeactivate", scheduleInfo: undefined };
    expect(verdict(await request("assignment", leave, signedIn(zoe)))).to.equal("400 ActiveDurationTooShort");
    ask.tenant.clock.advance("PT5M");
    expect(verdict(await request("assignment", leave, signedIn(zoe)))).to.equal("201");
    expect(await members()).to.not.include(zoe);
  });

  it("refuses who is not eligible", async () => {
    const answer = await request("assignment", activation, signedIn(zoe));
    expect(verdict(answer)).to.equal("400 RoleAssignmentRequestPolicyValidationFailed");
    expect(message(answer)).to.contain("EligibilityRule");
  });

  it("shows members made past PIM as permanent assignments without a request", async () => {
    const schedules = await list("assignmentSchedules");
    expect(schedules).to.have.length(3);
    expect(schedules[0]).to.include({ createdUsing: null, assignmentType: "Assigned", accessId: "member" });
    const [instance] = await list("assignmentScheduleInstances");
    expect(instance).to.include({ startDateTime: null, endDateTime: null, id: at(schedules[0], "id") });
  });

  it("names schedules by group, access and request, anew with every change", async () => {
    const first = await request("eligibility");
    const second = await request("eligibility", { action: "adminExtend" });
    expect(at(second.body, "targetScheduleId")).to.equal(`${group}_member_${String(at(second.body, "id"))}`);
    const one = `${root}/eligibilitySchedules/`;
    expect(verdict(await ask.get(one + String(at(first.body, "targetScheduleId"))))).to.equal("404 ResourceNotFound");
    const schedule = await ask.get(`${one}${String(at(second.body, "targetScheduleId"))}?$expand=group,principal`);
    expect(at(schedule.body, "group", "displayName")).to.equal("Sales");
    expect(at(schedule.body, "principal", "displayName")).to.equal("Zoe Martin");
    const [instance] = await list("eligibilityScheduleInstances");
    expect(instance).to.include({ eligibilityScheduleId: at(schedule.body, "id"), accessId: "member" });
    const alone = await ask.get(`${root}/eligibilityScheduleInstances/${String(at(instance, "id"))}`);
    expect(at(alone.body, "id")).to.equal(at(instance, "id"));
  });

  it("lists only of a group or of somebody; a person's own requests without that", async () => {
    await request("eligibility");
    for (const name of ["assignmentSchedules", "eligibilityScheduleInstances", "assignmentScheduleRequests"]) {
      const answer = await ask.get(`${root}/${name}`);
      expect(verdict(answer)).to.equal("400 MissingParameters");
      expect(message(answer)).to.equal("The required parameters GroupId or PrincipalId is missing");
      expect((await ask.get(`${root}/${name}?$filter=principalId eq '${zoe}'`)).status).to.equal(200);
    }
    expect(listed(await ask.get(`${root}/eligibilityScheduleRequests`, signedIn(zoe)))).to.have.length(1);
    const lena = await idOf(ask, "lena.fischer@contoso.com");
    expect(listed(await ask.get(`${root}/eligibilityScheduleRequests`, signedIn(lena)))).to.have.length(0);
    const mine = await ask.get(`${root}/eligibilitySchedules/filterByCurrentUser(on='principal')`, signedIn(zoe));
    expect(listed(mine)).to.have.length(1);
  });

  it("refuses what the settings of the group refuse", async () => {
    const verdictOf = async (family: string, changes: Record<string, unknown>) => {
      const answer = await request(family, changes);
      return `${verdict(answer)} ${message(answer)}`;
    };
    const forEver = { scheduleInfo: { expiration: { type: "noExpiration" } } };
    expect(await verdictOf("eligibility", forEver)).to.contain('["ExpirationRule"]');
    expect(await verdictOf("assignment", { ...forEver, justification: "" })).to.contain(
      '["ExpirationRule","JustificationRule"]',
    );
    expect(
      await verdictOf("assignment", { scheduleInfo: { expiration: { type: "afterDuration", duration: "P6M" } } }),
    ).to.contain("400 InvalidRoleAssignmentRequest");
    expect(await verdictOf("assignment", { action: "adminUpdate" })).to.contain("400 RoleAssignmentDoesNotExist");
    expect(await verdictOf("assignment", { action: "adminRemove" })).to.contain("404 ResourceNotFound");
    expect(await verdictOf("assignment", { accessId: "guest" })).to.contain("400 InvalidRoleAssignmentRequest");
    expect(await verdictOf("assignment", { principalId: group })).to.contain("400 InvalidRoleAssignmentRequest");
    expect(await verdictOf("assignment", { groupId: zoe })).to.contain("404 ResourceNotFound");
    await request("assignment");
    expect(await verdictOf("assignment", {})).to.contain("400 RoleAssignmentExists");
    expect(await verdictOf("assignment", { action: "adminRemove" })).to.contain("400 ActiveDurationTooShort");
  });

  it("takes no group that is dynamic or synchronized", async () => {
    for (const name of ["All Helpdesk", "CORP Domain Admins"]) {
      const groupId = await idOf(ask, name);
      expect(verdict(await request("eligibility", { groupId }))).to.equal("400 InvalidRoleAssignmentRequest");
      const settings = await ask.get(
        `/policies/roleManagementPolicyAssignments?$filter=scopeId eq '${groupId}' and scopeType eq 'Group'`,
      );
      expect(listed(settings)).to.have.length(0);
    }
  });

  it("nests groups as eligible members of a group for roles, never as active ones; their members activate", async () => {
    const groupId = await idOf(ask, "Tier 1 Helpdesk");
    const nested = { groupId, principalId: group };
    expect(verdict(await request("assignment", nested))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await request("eligibility", nested))).to.equal("201");
    const lena = await idOf(ask, "lena.fischer@contoso.com");
    const active = await request("assignment", { ...activation, groupId, principalId: lena }, signedIn(lena));
    expect(verdict(active)).to.equal("201");
    expect(listed(await ask.get(`/users/${lena}/memberOf`)).map((each) => at(each, "id"))).to.include(groupId);
  });

  it("makes a member's eligibility for a role follow from a membership for a time", async () => {
    const operators = await idOf(ask, "Entra Operators");
    const roleDefinitionId = "fdd7a751-b60b-444a-984c-02652fe8fa1c"; // Groups Administrator
    const activateRole = () =>
      ask.send(
        "POST",
        "/roleManagement/directory/roleAssignmentScheduleRequests",
        { ...activation, principalId: zoe, roleDefinitionId, directoryScopeId: "/", justification: "needed" },
        signedIn(zoe),
      );
    expect(verdict(await activateRole())).to.equal("400 RoleAssignmentRequestPolicyValidationFailed");
    await request("assignment", { groupId: operators });
    expect(verdict(await activateRole())).to.equal("201");
  });

  it("ends a membership that is taken away past PIM, and knows one that was made past it", async () => {
    await request("assignment");
    await ask.send("DELETE", `/groups/${group}/members/${zoe}/$ref`);
    expect(await members()).to.not.include(zoe);
    const of = `${root}/assignmentSchedules?$filter=principalId eq '${zoe}'`;
    expect(listed(await ask.get(of))).to.have.length(0);
    await ask.send("POST", `/groups/${group}/members/$ref`, { "@odata.id": `https://x/v1.0/users/${zoe}` });
    expect(listed(await ask.get(of))[0]).to.include({ createdUsing: null });
    expect(verdict(await request("assignment", activation, signedIn(zoe)))).to.equal("400 RoleAssignmentExists");
    expect(verdict(await request("assignment", { action: "adminUpdate" }))).to.equal("201");
    expect(listed(await ask.get(of))).to.have.length(1);
    expect(listed(await ask.get(of))[0]).to.not.include({ createdUsing: null });
  });

  it("waits for its start; what is cancelled before never begins", async () => {
    const scheduleInfo = {
      startDateTime: "2027-03-05T08:00:00Z",
      expiration: { type: "afterDuration", duration: "P10D" },
    };
    const made = await request("assignment", { scheduleInfo });
    expect(at(made.body, "status")).to.equal("Granted");
    expect(await members()).to.not.include(zoe);
    const cancel = () => ask.send("POST", `${root}/assignmentScheduleRequests/${String(at(made.body, "id"))}/cancel`);
    expect(verdict(await cancel())).to.equal("204");
    expect(verdict(await cancel())).to.equal("400 BadRequest");
    ask.tenant.clock.advance("P5D");
    expect(await members()).to.not.include(zoe);
  });

  it("goes with its group", async () => {
    await request("eligibility");
    expect(verdict(await ask.send("DELETE", `/groups/${group}`))).to.equal("204");
    expect(listed(await ask.get(`${root}/eligibilitySchedules?$filter=principalId eq '${zoe}'`))).to.have.length(0);
  });
});
