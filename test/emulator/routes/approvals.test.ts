import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

describe("approval of activations", () => {
  let ask: Asker;
  let dmitri: string;
  let amira: string;
  let id: string;

  beforeEach(async () => {
    ask = asker();
    dmitri = await idOf(ask, "dmitri.volkov@contoso.com");
    amira = await idOf(ask, "amira.haddad@contoso.com");
    const body = requestBody(dmitri, roles.securityAdministrator, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT3H" } },
    });
    const answer = await ask.send("POST", schedulePath.assignment, body, signedIn(dmitri));
    expect(answer.body).to.include({ status: "PendingApproval", approvalId: at(answer.body, "id") });
    id = String(at(answer.body, "id"));
  });
  afterEach(() => ask.tenant.close());

  const decide = (by: string, reviewResult: string, justification = "seen") =>
    ask.send(
      "PATCH",
      `/beta/roleManagement/directory/roleAssignmentApprovals/${id}/steps/${id}`,
      { reviewResult, justification },
      signedIn(by),
    );
  const status = async () => at((await ask.get(`${schedulePath.assignment}/${id}`)).body, "status");
  const active = async () =>
    listed(
      await ask.get(`/roleManagement/directory/roleAssignmentScheduleInstances?$filter=principalId eq '${dmitri}'`),
    ).length;

  it("gives nothing before, and the asked time from the approval on", async () => {
    expect(await active()).to.equal(0);
    ask.tenant.clock.advance("PT1H");
    expect(verdict(await decide(amira, "Approve"))).to.equal("204");
    expect(await status()).to.equal("Provisioned");
    ask.tenant.clock.advance("PT2H59M");
    expect(await active()).to.equal(1);
    ask.tenant.clock.advance("PT1M");
    expect(await active()).to.equal(0);
  });

  it("is denied for good", async () => {
    expect(verdict(await decide(amira, "Deny"))).to.equal("204");
    expect(await status()).to.equal("Denied");
    expect(await active()).to.equal(0);
    expect(verdict(await decide(amira, "Approve"))).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("belongs to the approvers, with a reason, never to the one who asked", async () => {
    expect(verdict(await decide(await idOf(ask, "zoe.martin@contoso.com"), "Approve"))).to.equal(
      "403 Authorization_RequestDenied",
    );
    expect(verdict(await decide(amira, "Approve", ""))).to.equal("400 RoleAssignmentRequestPolicyValidationFailed");
    expect(verdict(await decide(amira, "Maybe"))).to.equal("400 BadRequest");
    const group = await idOf(ask, "Security Approvers");
    await ask.send("POST", `/groups/${group}/members/$ref`, {
      "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${dmitri}`,
    });
    expect(verdict(await decide(dmitri, "Approve"))).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("shows in the approver's list, and a second request must wait", async () => {
    const path = `${schedulePath.assignment}/filterByCurrentUser(on='approver')?$filter=status eq 'PendingApproval'`;
    const [mine] = listed(await ask.get(path, signedIn(amira)));
    expect(mine).to.include({ id, "@odata.type": "#microsoft.graph.unifiedRoleAssignmentScheduleRequest" });
    expect(listed(await ask.get(path, signedIn(dmitri)))).to.have.length(0);
    const again = requestBody(dmitri, roles.securityAdministrator, { action: "selfActivate" });
    expect(verdict(await ask.send("POST", schedulePath.assignment, again, signedIn(dmitri)))).to.equal(
      "400 PendingRoleAssignmentRequest",
    );
  });
});
