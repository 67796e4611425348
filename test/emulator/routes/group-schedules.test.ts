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
});
