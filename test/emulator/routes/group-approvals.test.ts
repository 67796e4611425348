import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, signedIn, verdict } from "../ask";

const root = "/identityGovernance/privilegedAccess/group";

describe("approval of activations in a group", () => {
  let ask: Asker;
  let zoe: string;
  let amira: string;
  let group: string;

  beforeEach(async () => {
    ask = asker();
    zoe = await idOf(ask, "zoe.martin@contoso.com");
    amira = await idOf(ask, "amira.haddad@contoso.com");
    group = await idOf(ask, "Sales");
    await request("eligibility", "adminAssign", "P30D");
  });
  afterEach(() => ask.tenant.close());

  const request = (family: string, action: string, duration: string, headers = {}) =>
    ask.send(
      "POST",
      `${root}/${family}ScheduleRequests`,
      {
        accessId: "member",
        principalId: zoe,
        groupId: group,
        action,
        justification: "a reason",
        scheduleInfo: { expiration: { type: "afterDuration", duration } },
      },
      headers,
    );
  const approve = async (...primaryApprovers: readonly object[]) => {
    const filter = `scopeId eq '${group}' and scopeType eq 'Group' and roleDefinitionId eq 'member'`;
    const list = listed(await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}`));
    const path = `/policies/roleManagementPolicies/${String(at(list[0], "policyId"))}/rules/Approval_EndUser_Assignment`;
    const answer = await ask.send("PATCH", path, {
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
      setting: {
        isApprovalRequired: true,
        approvalStages: [{ approvalStageTimeOutInDays: 2, isApproverJustificationRequired: false, primaryApprovers }],
      },
    });
    expect(verdict(answer)).to.equal("204");
  };
  const wait = async () => {
    const asked = await request("assignment", "selfActivate", "PT2H", signedIn(zoe));
    expect(asked.body).to.include({ status: "PendingApproval", approvalId: at(asked.body, "id") });
    return String(at(asked.body, "id"));
  };
  const stage = (id: string) => `${root}/assignmentApprovals/${id}/stages/${id}`;
  const members = async () => listed(await ask.get(`/groups/${group}/members`)).map((member) => at(member, "id"));

  it("has stages in v1.0 and steps in beta, and makes a member of who is let in", async () => {
    await approve({ "@odata.type": "#microsoft.graph.singleUser", userId: amira });
    const id = await wait();
    const path = `${root}/assignmentApprovals/${id}`;
    const seen = await ask.get(path, signedIn(amira));
    expect(at(seen.body, "stages", 0)).to.include({
      id,
      assignedToMe: true,
      status: "InProgress",
      reviewResult: "NotReviewed",
    });
    expect(at((await ask.get(path, signedIn(zoe))).body, "stages", 0, "assignedToMe")).to.equal(false);
    expect(at((await ask.get(`/beta${path}`)).body, "steps", 0, "id")).to.equal(id);
    expect(verdict(await ask.get(`/beta${path}/stages`))).to.equal("404 ResourceNotFound");
    const waiting = await ask.get(`${root}/assignmentApprovals/filterByCurrentUser(on='approver')`, signedIn(amira));
    expect(listed(waiting)[0]).to.deep.include({ "@odata.type": "#microsoft.graph.approval", id });
    expect(verdict(await ask.send("PATCH", stage(id), { reviewResult: "Approve" }, signedIn(zoe)))).to.equal(
      "403 Authorization_RequestDenied",
    );
    expect(verdict(await ask.send("PATCH", stage(id), { reviewResult: "Approve" }, signedIn(amira)))).to.equal("204");
    expect(await members()).to.include(zoe);
    const reviewed = at((await ask.get(`${path}/stages/${id}`)).body, "reviewedBy");
    expect(reviewed).to.deep.equal({ id: amira, displayName: "Amira Haddad" });
    ask.tenant.clock.advance("PT2H");
    expect(await members()).to.not.include(zoe);
  });

  it("lets the members of a group approve, but nobody what they asked for themselves", async () => {
    const approvers = await idOf(ask, "Security Approvers");
    await approve({ "@odata.type": "#microsoft.graph.groupMembers", groupId: approvers });
    await ask.send("POST", `/groups/${approvers}/members/$ref`, { "@odata.id": `https://x/v1.0/users/${zoe}` });
    const id = await wait();
    const answer = await ask.send("PATCH", stage(id), { reviewResult: "Approve" }, signedIn(zoe));
    expect(verdict(answer)).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await ask.send("PATCH", stage(id), { reviewResult: "Deny" }, signedIn(amira)))).to.equal("204");
    expect(await members()).to.not.include(zoe);
  });

  it("waits as long as the settings say, and has no approvers but those they name", async () => {
    await approve();
    const id = await wait();
    const henrietta = await idOf(ask, "henrietta.mueller@contoso.com");
    expect(verdict(await ask.send("PATCH", stage(id), { reviewResult: "Approve" }, signedIn(henrietta)))).to.equal(
      "403 Authorization_RequestDenied",
    );
    const status = async () => at((await ask.get(`${root}/assignmentScheduleRequests/${id}`)).body, "status");
    ask.tenant.clock.advance("PT47H");
    expect(await status()).to.equal("PendingApproval");
    ask.tenant.clock.advance("PT1H");
    expect(await status()).to.equal("TimedOut");
  });
});
