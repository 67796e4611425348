import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

describe("what people ask for and others decide", () => {
  let ask: Asker;
  let dmitri: string;
  let henrietta: string;

  beforeEach(async () => {
    ask = asker();
    dmitri = await idOf(ask, "dmitri.volkov@contoso.com");
    henrietta = await idOf(ask, "henrietta.mueller@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  /** Dmitri is eligible for Security Administrator for 200 days; its settings have approvers. */
  const own = (action: string, changes: Record<string, unknown> = {}) =>
    ask.send(
      "POST",
      action === "selfActivate" ? schedulePath.assignment : schedulePath.eligibility,
      requestBody(dmitri, roles.securityAdministrator, { action, ...changes }),
      signedIn(dmitri),
    );
  const decide = (id: unknown, by: string, reviewResult: string) =>
    ask.send(
      "PATCH",
      `/beta/roleManagement/directory/roleAssignmentApprovals/${String(id)}/steps/${String(id)}`,
      { reviewResult, justification: "seen" },
      signedIn(by),
    );
  const statusOf = async (id: unknown) =>
    at((await ask.get(`${schedulePath.eligibility}/${String(id)}`)).body, "status");
  const endOf = async () => {
    const path = `/roleManagement/directory/roleEligibilitySchedules?$filter=principalId eq '${dmitri}'`;
    return at(listed(await ask.get(path))[0], "scheduleInfo", "expiration", "endDateTime");
  };
  const until = { expiration: { type: "afterDateTime", endDateTime: "2028-01-15T00:00:00Z" } };

  it("lapses after a day when no approver answers", async () => {
    const asked = await own("selfActivate", {
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    const id = at(asked.body, "id");
    const status = async () => at((await ask.get(`${schedulePath.assignment}/${String(id)}`)).body, "status");
    ask.tenant.clock.advance("PT23H59M");
    expect(await status()).to.equal("PendingApproval");
    ask.tenant.clock.advance("PT1M");
    expect(await status()).to.equal("TimedOut");
    const amira = await idOf(ask, "amira.haddad@contoso.com");
    expect(verdict(await decide(id, amira, "Approve"))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(
      (await own("selfActivate", { scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } } })).status,
    ).to.equal(201);
  });

  it("extends what an administrator lets be extended", async () => {
    const asked = await own("selfExtend", { scheduleInfo: until });
    expect(asked.body).to.include({ status: "PendingAdminDecision" });
    const id = at(asked.body, "id");
    expect(verdict(await own("selfExtend", { scheduleInfo: until }))).to.equal("400 PendingRoleAssignmentRequest");
    expect(verdict(await decide(id, dmitri, "Approve"))).to.equal("403 Authorization_RequestDenied");
    expect(verdict(await decide(id, henrietta, "Approve"))).to.equal("204");
    expect(await statusOf(id)).to.equal("Provisioned");
    expect(await endOf()).to.equal("2028-01-15T00:00:00Z");
  });

  it("stays as it was when the administrator says no", async () => {
    const before = await endOf();
    const id = at((await own("selfExtend", { scheduleInfo: until })).body, "id");
    expect(verdict(await decide(id, henrietta, "Deny"))).to.equal("204");
    expect(await statusOf(id)).to.equal("Denied");
    expect(await endOf()).to.equal(before);
  });

  it("is answered, too, by the administrator's own extension", async () => {
    const id = at((await own("selfExtend")).body, "id");
    const answer = await ask.send(
      "POST",
      schedulePath.eligibility,
      requestBody(dmitri, roles.securityAdministrator, { action: "adminExtend", scheduleInfo: until }),
    );
    expect(answer.status).to.equal(201);
    expect(await statusOf(id)).to.equal("Provisioned");
    expect(await endOf()).to.equal("2028-01-15T00:00:00Z");
  });

  it("lasts as long as the settings allow where no end was asked for", async () => {
    const id = at((await own("selfExtend", { scheduleInfo: undefined })).body, "id");
    expect(verdict(await decide(id, henrietta, "Approve"))).to.equal("204");
    const path = `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId eq '${dmitri}'`;
    expect(at(listed(await ask.get(path))[0], "endDateTime")).to.equal("2028-02-29T08:00:00Z");
  });

  it("renews what has ended and was held, nothing else", async () => {
    expect(verdict(await own("selfRenew"))).to.equal("400 RoleAssignmentExists");
    const vera = await idOf(ask, "vera.schmidt@contoso.com");
    const body = requestBody(vera, roles.exchangeAdministrator, {
      scheduleInfo: { expiration: { type: "afterDuration", duration: "P1D" } },
    });
    const renewal = () => ask.send("POST", schedulePath.eligibility, { ...body, action: "selfRenew" }, signedIn(vera));
    expect(verdict(await renewal())).to.equal("400 RoleAssignmentDoesNotExist");
    await ask.send("POST", schedulePath.eligibility, body);
    ask.tenant.clock.advance("P2D");
    const asked = await renewal();
    expect(asked.body).to.include({ status: "PendingAdminDecision", targetScheduleId: null });
    expect(verdict(await decide(at(asked.body, "id"), henrietta, "Approve"))).to.equal("204");
    const path = `/roleManagement/directory/roleEligibilitySchedules?$filter=principalId eq '${vera}'`;
    expect(listed(await ask.get(path))).to.have.length(1);
  });

  it("needs a reason, and can be withdrawn", async () => {
    expect(verdict(await own("selfExtend", { justification: " " }))).to.equal(
      "400 RoleAssignmentRequestPolicyValidationFailed",
    );
    const id = at((await own("selfExtend")).body, "id");
    const cancelled = await ask.send(
      "POST",
      `${schedulePath.eligibility}/${String(id)}/cancel`,
      undefined,
      signedIn(dmitri),
    );
    expect(verdict(cancelled)).to.equal("204");
    expect(await statusOf(id)).to.equal("Canceled");
  });

  it("fails when the person it is about is deleted", async () => {
    const id = at((await own("selfExtend")).body, "id");
    await ask.send("DELETE", `/users/${dmitri}`);
    expect(await statusOf(id)).to.equal("Failed");
  });
});
