import { expect } from "chai";
import { message, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { activating, assigning, lasting, type PimAsker, permanent, pimAsker, roleId } from "../../ask-pim";

const rule = (id: string, kind: string, properties: Record<string, unknown>) => ({
  id,
  ruleType: `RoleManagementPolicy${kind}Rule`,
  ...properties,
});

describe("PIM for Azure resources refuses", () => {
  let ask: PimAsker;
  let scope: string;
  let person: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
    person = await ask.person("jana.novak@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  const eligible = (changes: Record<string, unknown> = {}) =>
    ask.request("Eligibility", scope, assigning(scope, person, changes));
  const active = (changes: Record<string, unknown> = {}) =>
    ask.request("Assignment", scope, assigning(scope, person, changes));
  const activate = (changes: Record<string, unknown> = {}, claims?: { amr?: string[]; acrs?: string[] }) =>
    ask.request("Assignment", scope, activating(scope, person, changes), { as: person, ...(claims && { claims }) });
  const failure = "400 RoleAssignmentRequestPolicyValidationFailed";

  it("what is held already: RoleAssignmentExists", async () => {
    for (const give of [eligible, active]) {
      expect(verdict(await give())).to.equal("201");
      expect(verdict(await give())).to.equal("400 RoleAssignmentExists");
    }
    expect(message(await eligible())).to.equal("The Role assignment already exists.");
  });

  it("an activation of what is active: RoleAssignmentExists", async () => {
    await eligible();
    await activate();
    expect(verdict(await activate())).to.equal("400 RoleAssignmentExists");
  });

  it("to give what was given past PIM: RoleAssignmentExists", async () => {
    const gustav = await ask.person("gustav.holm@contoso.com");
    const owner = assigning(scope, gustav, { roleDefinitionId: roleId(scope, armRoles.owner) });
    expect(verdict(await ask.request("Assignment", scope, owner))).to.equal("400 RoleAssignmentExists");
  });

  it("to change or take away what is not there: RoleAssignmentDoesNotExist", async () => {
    for (const requestType of ["AdminRemove", "AdminUpdate", "AdminExtend", "AdminRenew"]) {
      expect(verdict(await eligible({ requestType })), requestType).to.equal("400 RoleAssignmentDoesNotExist");
      expect(verdict(await active({ requestType })), requestType).to.equal("400 RoleAssignmentDoesNotExist");
    }
    expect(verdict(await activate({ requestType: "SelfDeactivate" }))).to.equal("400 RoleAssignmentDoesNotExist");
  });

  it("less than five minutes, with the service's own spelling: ActiveDurationTooShort", async () => {
    await eligible();
    for (const refused of [
      await eligible({ requestType: "AdminUpdate", ...lasting("PT4M59S") }),
      await activate(lasting("PT4M59S")),
    ]) {
      expect(verdict(refused)).to.equal("400 ActiveDurationTooShort");
      expect(message(refused)).to.equal("The Active duration is too short. Miniumum Required is 5 minutes.");
    }
  });

  it("to take away what is not five minutes old, eligibilities too: ActiveDurationTooShort", async () => {
    await eligible();
    await activate();
    const remove = { requestType: "AdminRemove" };
    const leave = { requestType: "SelfDeactivate" };
    expect(verdict(await eligible(remove))).to.equal("400 ActiveDurationTooShort");
    expect(verdict(await activate(leave))).to.equal("400 ActiveDurationTooShort");
    ask.tenant.clock.advance("PT5M");
    expect(verdict(await eligible(remove))).to.equal("201");
    expect(verdict(await activate(leave))).to.equal("201");
  });

  it("an end that settings do not allow: ExpirationRule", async () => {
    for (const give of [eligible, active]) expect(verdict(await give(permanent))).to.equal(failure);
    expect(verdict(await eligible(lasting("P366D")))).to.equal(failure);
    expect(verdict(await eligible(lasting("P365D")))).to.equal("201");
    expect(verdict(await active(lasting("P181D")))).to.equal(failure);
    const late = await activate(lasting("PT9H"));
    expect(verdict(late)).to.equal(failure);
    expect(message(late)).to.contain("ExpirationRule");
  });

  it("an active assignment or an activation without a reason: JustificationRule", async () => {
    const silent = { justification: "" };
    expect(verdict(await eligible(silent))).to.equal("201");
    for (const refused of [await active(silent), await activate(silent)]) {
      expect(verdict(refused)).to.equal(failure);
      const text = "The following policy rules failed: JustificationRule - Justification is required";
      expect(message(refused)).to.equal(text);
    }
  });

  it("an activation without a ticket where settings ask for one: TicketingRule", async () => {
    await eligible();
    await ask.change(
      scope,
      armRoles.reader,
      rule("Enablement_EndUser_Assignment", "Enablement", { enabledRules: ["Ticketing"] }),
    );
    expect(message(await activate())).to.contain("TicketingRule");
    expect(verdict(await activate({ ticketInfo: { ticketNumber: "T-1", ticketSystem: "desk" } }))).to.equal("201");
  });

  it("an activation without MFA where settings ask for it: MfaRule", async () => {
    await eligible();
    const enabledRules = ["MultiFactorAuthentication"];
    await ask.change(scope, armRoles.reader, rule("Enablement_EndUser_Assignment", "Enablement", { enabledRules }));
    expect(message(await activate({}, { amr: ["pwd"] }))).to.contain("MfaRule");
    expect(verdict(await activate({}, { amr: ["pwd", "mfa"] }))).to.equal("201");
  });

  it("an activation without the authentication context, with the claims to sign in with: 400, not 401", async () => {
    await eligible();
    await ask.change(
      scope,
      armRoles.reader,
      rule("AuthenticationContext_EndUser_Assignment", "AuthenticationContext", { isEnabled: true, claimValue: "c1" }),
    );
    const refused = await activate();
    expect(verdict(refused)).to.equal("400 RoleAssignmentRequestAcrsValidationFailed");
    const claims = decodeURIComponent(/claims=(\S+)/.exec(message(refused))?.[1] ?? "");
    expect(JSON.parse(claims)).to.have.nested.property("access_token.acrs.value", "c1");
    expect(verdict(await activate({}, { amr: ["mfa"], acrs: ["c1"] }))).to.equal("201");
  });

  it("an activation that nothing makes eligible: EligibilityRule", async () => {
    expect(message(await activate())).to.contain("EligibilityRule");
  });

  it("an activation that insists on another eligibility than there is", async () => {
    await eligible();
    const linked = (id: string) => activate({ linkedRoleEligibilityScheduleId: id });
    expect(verdict(await linked("11111111-1111-4111-8111-111111111111"))).to.equal(failure);
    expect(verdict(await linked("no guid"))).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("a second request while one waits: PendingRoleAssignmentRequest", async () => {
    await eligible();
    const extend = { requestType: "SelfExtend" };
    const asHolder = () => ask.request("Eligibility", scope, assigning(scope, person, extend), { as: person });
    expect(verdict(await asHolder())).to.equal("201");
    expect(verdict(await asHolder())).to.equal("400 PendingRoleAssignmentRequest");
  });

  it("a time that is none: InvalidRoleAssignmentRequestSchedule", async () => {
    const until = (endDateTime: string) => ({ scheduleInfo: { expiration: { type: "AfterDateTime", endDateTime } } });
    for (const wish of [until("2027-02-01T00:00:00Z"), { scheduleInfo: undefined }, lasting("PT0S")])
      expect(verdict(await eligible(wish))).to.equal("400 InvalidRoleAssignmentRequestSchedule");
  });

  it("somebody who is not there, or not yet: SubjectNotFound", async () => {
    const nobody = await eligible({ principalId: "11111111-1111-4111-8111-111111111111" });
    expect(verdict(nobody)).to.equal("400 SubjectNotFound");
  });

  it("a role that does not exist: RoleNotFound", async () => {
    const roleDefinitionId = roleId(scope, "11111111-1111-4111-8111-111111111111");
    expect(verdict(await eligible({ roleDefinitionId }))).to.equal("400 RoleNotFound");
  });

  it("a role's id that does not fit the scope: ScopeDoesNotMatchRoleDefinition", async () => {
    const other = await ask.subscription("Contoso Payments");
    for (const roleDefinitionId of [roleId(other, armRoles.reader), roleId("/", armRoles.reader)])
      expect(verdict(await eligible({ roleDefinitionId }))).to.equal("400 ScopeDoesNotMatchRoleDefinition");
    const group = "/providers/Microsoft.Management/managementGroups/contoso-workloads";
    const above = assigning(group, person, { roleDefinitionId: roleId(scope, armRoles.reader) });
    expect(verdict(await ask.request("Eligibility", group, above))).to.equal("400 ScopeDoesNotMatchRoleDefinition");
    expect(verdict(await ask.request("Eligibility", group, assigning(group, person)))).to.equal("201");
  });

  it("a bare GUID for a role, but not an id below a resource group, nor one without its first slash", async () => {
    expect(verdict(await eligible({ roleDefinitionId: armRoles.reader }))).to.equal("400 InvalidRoleAssignmentRequest");
    const provider = `providers/Microsoft.Authorization/roleDefinitions/${armRoles.reader}`;
    expect(verdict(await eligible({ roleDefinitionId: `${scope}/resourceGroups/rg-web/${provider}` }))).to.equal("201");
    expect(verdict(await active({ roleDefinitionId: `${scope.slice(1)}/${provider}` }))).to.equal("201");
  });

  it("to touch what is active at a locked resource, but not eligibilities: ResourceIsLocked", async () => {
    await eligible();
    const lock = (level: string) =>
      ask.pim("PUT", scope, "locks/keep", { version: "2020-05-01", body: { properties: { level } } });
    expect((await lock("CanNotDelete")).status).to.be.oneOf([200, 201]);
    expect(verdict(await activate())).to.equal("201");
    ask.tenant.clock.advance("PT5M");
    expect(verdict(await activate({ requestType: "SelfDeactivate" }))).to.equal("400 ResourceIsLocked");
    await lock("ReadOnly");
    const below = `${scope}/resourceGroups/rg-web`;
    const answer = await ask.request("Assignment", below, assigning(below, person));
    expect(verdict(answer)).to.equal("400 ResourceIsLocked");
    expect(verdict(await ask.request("Eligibility", below, assigning(below, person)))).to.equal("201");
  });

  it("somebody who acts for somebody else: InsufficientPermissions", async () => {
    await eligible();
    const other = await ask.person("hana.sato@contoso.com");
    const answer = await ask.request("Assignment", scope, activating(scope, person), { as: other });
    expect(verdict(answer)).to.equal("403 InsufficientPermissions");
  });

  it("a service principal as eligible, not as active", async () => {
    const robot = { principalId: await ask.person("Terraform Runner") };
    expect(verdict(await eligible(robot))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await active(robot))).to.equal("201");
  });

  it("a self-service action on eligibilities that they do not have, and words that it does not know", async () => {
    for (const requestType of ["SelfActivate", "SelfDeactivate", "AdminHug", undefined])
      expect(verdict(await eligible({ requestType }))).to.equal("400 InvalidRoleAssignmentRequest");
    for (const changes of [{ principalId: "me" }, { justification: 1 }, { condition: {} }, { ticketInfo: "T-1" }])
      expect(verdict(await eligible(changes))).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("a name that is no GUID, and a body without properties", async () => {
    const named = await ask.request("Eligibility", scope, assigning(scope, person), { name: "my-request" });
    expect(verdict(named)).to.equal("400 InvalidRoleAssignmentRequest");
    const path = "roleEligibilityScheduleRequests/b2ababde-7452-6922-1dfa-2ad4aa4910df";
    for (const body of [undefined, [], { properties: 1 }])
      expect((await ask.pim("PUT", scope, path, { body })).status).to.equal(400);
  });
});
