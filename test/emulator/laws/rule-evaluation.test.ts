import { expect } from "chai";
import { type Asker, asker, at, idOf, message, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

const role = roles.exchangeAdministrator;

describe("role settings at work", () => {
  let ask: Asker;
  let person: string;

  beforeEach(async () => {
    ask = asker();
    person = await idOf(ask, "jana.novak@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  const configure = async (roleId: string, rule: string, kind: string, properties: Record<string, unknown>) => {
    const path = `/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roleId}'`;
    const policy = at((await ask.get(path)).body, "value", 0, "policyId");
    const type = `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`;
    const answer = await ask.send("PATCH", `/policies/roleManagementPolicies/${policy}/rules/${rule}`, {
      "@odata.type": type,
      id: rule,
      ...properties,
    });
    expect(verdict(answer)).to.equal("204");
  };
  const assign = (family: "assignment" | "eligibility", changes: Record<string, unknown> = {}, headers = {}) =>
    ask.send("POST", schedulePath[family], requestBody(person, role, { action: "adminUpdate", ...changes }), headers);
  const activate = (changes: Record<string, unknown> = {}, claims?: { amr?: string[]; acrs?: string[] }) =>
    ask.send(
      "POST",
      schedulePath.assignment,
      requestBody(person, role, {
        action: "selfActivate",
        scheduleInfo: { expiration: { type: "afterDuration", duration: "PT2H" } },
        ...changes,
      }),
      signedIn(person, claims),
    );
  const permanent = { scheduleInfo: { expiration: { type: "noExpiration" } } };

  it("wants an end within the maximum where expiration is required, and not where it is not", async () => {
    expect(verdict(await assign("eligibility", permanent))).to.equal("201");
    await configure(role, "Expiration_Admin_Eligibility", "Expiration", {
      isExpirationRequired: true,
      maximumDuration: "P90D",
    });
    const refused = await assign("eligibility", permanent);
    expect(verdict(refused)).to.equal("400 RoleAssignmentRequestPolicyValidationFailed");
    expect(message(refused)).to.equal('The following policy rules failed: ["ExpirationRule"]');
    const until = (duration: string) => ({ scheduleInfo: { expiration: { type: "afterDuration", duration } } });
    expect(verdict(await assign("eligibility", until("P91D")))).to.equal(
      "400 RoleAssignmentRequestPolicyValidationFailed",
    );
    expect(verdict(await assign("eligibility", until("P90D")))).to.equal("201");
    const end = { scheduleInfo: { expiration: { type: "afterDateTime", endDateTime: "2027-05-30T08:00:00Z" } } };
    expect(verdict(await assign("eligibility", end))).to.equal("201");
  });

  it("names all rules that fail in one message", async () => {
    await configure(role, "Expiration_Admin_Assignment", "Expiration", {
      isExpirationRequired: true,
      maximumDuration: "P15D",
    });
    const answer = await assign("assignment", { action: "adminAssign", justification: " ", ...permanent });
    expect(message(answer)).to.equal('The following policy rules failed: ["ExpirationRule","JustificationRule"]');
  });

  it("wants MFA of people who assign, not of applications", async () => {
    await configure(role, "Enablement_Admin_Assignment", "Enablement", { enabledRules: ["MultiFactorAuthentication"] });
    const admin = await idOf(ask, "adele.vance@contoso.com");
    const body = { action: "adminAssign" };
    expect(message(await assign("assignment", body, signedIn(admin, { amr: ["pwd"] })))).to.contain('["MfaRule"]');
    expect(verdict(await assign("assignment", body))).to.equal("201");
  });

  it("lets the eligible activate for as long as the settings allow", async () => {
    const answer = await activate();
    expect(answer.body).to.include({ status: "Provisioned", action: "selfActivate" });
    const list = await ask.get(
      `/roleManagement/directory/roleAssignmentSchedules?$filter=principalId eq '${person}'&$expand=activatedUsing`,
    );
    const schedule = at(list.body, "value", 0);
    expect(schedule).to.include({ assignmentType: "Activated" });
    expect(at(schedule, "activatedUsing", "principalId")).to.equal(person);
    expect(verdict(await activate())).to.equal("400 RoleAssignmentExists");
    ask.tenant.clock.advance("PT2H");
    expect(
      at(
        (await ask.get(`/roleManagement/directory/roleAssignmentSchedules?$filter=principalId eq '${person}'`)).body,
        "value",
      ),
    ).to.deep.equal([]);
  });

  it("refuses activation without eligibility, too long, without reason or MFA: all in one message", async () => {
    person = await idOf(ask, "zoe.martin@contoso.com");
    const tooLong = { scheduleInfo: { expiration: { type: "afterDuration", duration: "PT9H" } } };
    expect(message(await activate(tooLong))).to.equal(
      'The following policy rules failed: ["EligibilityRule","ExpirationRule"]',
    );
    const answer = await activate({ ...tooLong, justification: null }, { amr: ["pwd"] });
    expect(message(answer)).to.equal(
      'The following policy rules failed: ["EligibilityRule","ExpirationRule","JustificationRule","MfaRule"]',
    );
  });

  it("wants a ticket where the settings say so", async () => {
    await configure(role, "Enablement_EndUser_Assignment", "Enablement", { enabledRules: ["Ticketing"] });
    expect(message(await activate())).to.contain('["TicketingRule"]');
    expect(verdict(await activate({ ticketInfo: { ticketNumber: "INC-1", ticketSystem: "desk" } }))).to.equal("201");
  });

  it("refuses permanent activation, and any where the maximum is nothing", async () => {
    expect(message(await activate(permanent))).to.contain('["ExpirationRule"]');
    await configure(role, "Expiration_EndUser_Assignment", "Expiration", { maximumDuration: "PT0S" });
    expect(message(await activate())).to.contain('["ExpirationRule"]');
  });

  it("asks for the authentication context with claims in the message", async () => {
    await configure(role, "Enablement_EndUser_Assignment", "Enablement", { enabledRules: ["Justification"] });
    await configure(role, "AuthenticationContext_EndUser_Assignment", "AuthenticationContext", {
      isEnabled: true,
      claimValue: "c1",
    });
    const refused = await activate();
    expect(verdict(refused)).to.equal("400 RoleAssignmentRequestAcrsValidationFailed");
    const claims = decodeURIComponent(message(refused).split("&claims=")[1] ?? "");
    expect(JSON.parse(claims)).to.deep.equal({ access_token: { acrs: { essential: true, value: "c1" } } });
    expect(verdict(await activate({}, { acrs: ["c1"] }))).to.equal("201");
  });

  it("deactivates after five minutes, not before", async () => {
    await activate();
    const off = () =>
      ask.send(
        "POST",
        schedulePath.assignment,
        requestBody(person, role, { action: "selfDeactivate" }),
        signedIn(person),
      );
    expect(verdict(await off())).to.equal("400 ActiveDurationTooShort");
    ask.tenant.clock.advance("PT5M");
    expect(at((await off()).body, "status")).to.equal("Revoked");
    expect(verdict(await off())).to.equal("400 RoleAssignmentDoesNotExist");
  });

  it("lets nobody activate for somebody else", async () => {
    const other = await idOf(ask, "zoe.martin@contoso.com");
    const answer = await ask.send(
      "POST",
      schedulePath.assignment,
      requestBody(person, role, { action: "selfActivate" }),
      signedIn(other),
    );
    expect(verdict(answer)).to.equal("403 Authorization_RequestDenied");
  });

  it("lets members of an eligible group activate", async () => {
    const groups = "fdd7a751-b60b-444a-984c-02652fe8fa1c";
    const member = await idOf(ask, "lee.gu@contoso.com");
    const body = requestBody(member, groups, {
      action: "selfActivate",
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    expect(verdict(await ask.send("POST", schedulePath.assignment, body, signedIn(member)))).to.equal("201");
  });
});
