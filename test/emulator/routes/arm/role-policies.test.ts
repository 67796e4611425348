import { expect } from "chai";
import { at, message, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { type PimAsker, pimAsker } from "../../ask-pim";

const expiration = {
  id: "Expiration_EndUser_Assignment",
  ruleType: "RoleManagementPolicyExpirationRule",
  isExpirationRequired: true,
  maximumDuration: "PT4H",
};
const enablement = (...enabledRules: string[]) => ({
  id: "Enablement_EndUser_Assignment",
  ruleType: "RoleManagementPolicyEnablementRule",
  enabledRules,
});
const context = (isEnabled: boolean, claimValue = "c1") => ({
  id: "AuthenticationContext_EndUser_Assignment",
  ruleType: "RoleManagementPolicyAuthenticationContextRule",
  isEnabled,
  claimValue,
});
const mails = (...notificationRecipients: string[]) => ({
  id: "Notification_Approver_EndUser_Assignment",
  ruleType: "RoleManagementPolicyNotificationRule",
  notificationType: "Email",
  recipientType: "Approver",
  isDefaultRecipientsEnabled: true,
  notificationLevel: "All",
  notificationRecipients,
});
const approval = (...ids: string[]) => ({
  id: "Approval_EndUser_Assignment",
  ruleType: "RoleManagementPolicyApprovalRule",
  setting: {
    isApprovalRequired: true,
    approvalStages: [{ primaryApprovers: ids.map((id) => ({ id, userType: "User" })) }],
  },
});

describe("settings of Azure roles", () => {
  let ask: PimAsker;
  let scope: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
  });
  afterEach(() => ask.tenant.close());

  const rules = (policy: unknown) => at(policy, "properties", "rules") as readonly Record<string, unknown>[];
  const ruleOf = (policy: unknown, id: string) => rules(policy).find((rule) => rule.id === id);
  const change = (...changed: readonly Record<string, unknown>[]) => ask.change(scope, armRoles.reader, ...changed);

  it("are there without anybody making them: seventeen rules at their defaults, under the role's id", async () => {
    const policy = await ask.policy(scope, armRoles.reader);
    expect(at(policy, "name")).to.equal(armRoles.reader);
    expect(at(policy, "properties")).to.deep.include({ scope, isOrganizationDefault: true, lastModifiedBy: {} });
    expect(at(policy, "properties")).not.to.have.any.keys("lastModifiedDateTime");
    expect(rules(policy)).to.have.length(17);
    expect(at(policy, "properties", "effectiveRules")).to.deep.equal(rules(policy));
    const admin = { caller: "Admin", operations: ["All"] };
    expect(rules(policy)[0]).to.deep.equal({
      isExpirationRequired: true,
      maximumDuration: "P365D",
      id: "Expiration_Admin_Eligibility",
      ruleType: "RoleManagementPolicyExpirationRule",
      target: { ...admin, level: "Eligibility" },
    });
    expect(ruleOf(policy, "Enablement_Admin_Assignment")).to.deep.include({ enabledRules: ["Justification"] });
    expect(ruleOf(policy, "Expiration_Admin_Assignment")).to.include({ maximumDuration: "P180D" });
    expect(ruleOf(policy, "Expiration_EndUser_Assignment")).to.include({ maximumDuration: "PT8H" });
    expect(ruleOf(policy, "AuthenticationContext_EndUser_Assignment")).not.to.have.property("claimValue");
    expect(ruleOf(policy, "Notification_Admin_Admin_Eligibility")).not.to.have.property("notificationRecipients");
    const setting = ruleOf(policy, "Approval_EndUser_Assignment")?.setting;
    expect(at(setting, "approvalStages", 0)).to.have.all.keys(
      "approvalStageTimeOutInDays",
      "isApproverJustificationRequired",
      "escalationTimeInMinutes",
      "isEscalationEnabled",
    );
  });

  it("change rule by rule, each whole, and get a name of their own that stays", async () => {
    const before = await ask.policy(scope, armRoles.reader);
    const answer = await change(expiration);
    expect(verdict(answer)).to.equal("200");
    expect(at(answer.body, "name")).to.equal(armRoles.reader);
    const after = await ask.policy(scope, armRoles.reader);
    expect(at(after, "name")).not.to.equal(armRoles.reader);
    expect(at(after, "properties")).to.deep.include({
      isOrganizationDefault: false,
      lastModifiedDateTime: "2027-03-01T08:00:00+00:00",
      lastModifiedBy: { displayName: "pim-deploy" },
    });
    const untouched = (policy: unknown) => rules(policy).filter(({ id }) => id !== expiration.id);
    expect(untouched(after)).to.have.deep.members(untouched(before));
    expect(ruleOf(after, expiration.id)).to.include({ maximumDuration: "PT4H" });
    await change({ ...expiration, maximumDuration: "PT2H" });
    expect(at(await ask.policy(scope, armRoles.reader), "name")).to.equal(at(after, "name"));
    expect((await ask.pim("GET", scope, `roleManagementPolicies/${armRoles.reader}`)).status).to.equal(404);
  });

  it("tell Enablement before Expiration once they were changed, and approval first", async () => {
    const ids = (policy: unknown) => rules(policy).map(({ id }) => id);
    expect(ids(await ask.policy(scope, armRoles.reader)).slice(0, 2)).to.deep.equal([
      "Expiration_Admin_Eligibility",
      "Enablement_Admin_Eligibility",
    ]);
    await change(expiration);
    const changed = ids(await ask.policy(scope, armRoles.reader));
    expect(changed.slice(0, 2)).to.deep.equal(["Enablement_Admin_Eligibility", "Expiration_Admin_Eligibility"]);
    expect(changed.slice(10, 14)).to.deep.equal([
      "Approval_EndUser_Assignment",
      "AuthenticationContext_EndUser_Assignment",
      "Enablement_EndUser_Assignment",
      "Expiration_EndUser_Assignment",
    ]);
  });

  it("are not inherited", async () => {
    await change(expiration);
    for (const other of [
      `${scope}/resourceGroups/rg-web`,
      "/providers/Microsoft.Management/managementGroups/contoso-workloads",
    ])
      expect(ruleOf(await ask.policy(other, armRoles.reader), expiration.id)).to.include({ maximumDuration: "PT8H" });
  });

  it("fill up an approval stage that names its approvers only, with their names", async () => {
    const approver = await ask.person("amira.haddad@contoso.com");
    const { body } = await change(approval(approver));
    const stage = at(ruleOf(body, "Approval_EndUser_Assignment"), "setting", "approvalStages", 0);
    expect(stage).to.deep.include({ approvalStageTimeOutInDays: 1, isApproverJustificationRequired: true });
    expect(at(stage, "primaryApprovers")).to.deep.equal([
      { id: approver, description: "Amira Haddad", isBackup: false, userType: "User" },
    ]);
  });

  it("allow what is permanent, with the old maximum kept beside it", async () => {
    const eligibility = { ...expiration, id: "Expiration_Admin_Eligibility", isExpirationRequired: false };
    const changed = await change({ ...eligibility, maximumDuration: "P180D" });
    expect(ruleOf(changed.body, "Expiration_Admin_Eligibility")).to.include({
      isExpirationRequired: false,
      maximumDuration: "P180D",
    });
  });

  it("refuse a rule that is not whole, not known, or of another type: InvalidPolicy", async () => {
    const { isExpirationRequired: _none, ...incomplete } = expiration;
    for (const bad of [
      incomplete,
      { ...expiration, id: "Expiration_Nobody_Assignment" },
      { ...expiration, ruleType: "RoleManagementPolicyEnablementRule", enabledRules: [] },
      { ...expiration, ruleType: "RoleManagementPolicyWishfulRule" },
      { ...expiration, maximumDuration: "PT25H" },
      { ...expiration, maximumDuration: undefined },
      context(true, "x9"),
      approval("11111111-1111-4111-8111-111111111111"),
    ])
      expect(verdict(await change(bad)), JSON.stringify(bad)).to.equal("400 InvalidPolicy");
    for (const body of [{}, { properties: {} }, { properties: { rules: [1] } }, undefined])
      expect((await ask.pim("PATCH", scope, `roleManagementPolicies/${armRoles.reader}`, { body })).status).to.equal(
        400,
      );
  });

  it("refuse MFA beside an authentication context: MfaAndAcrsConflict", async () => {
    await change(context(true));
    const refused = await change(enablement("MultiFactorAuthentication"));
    expect(verdict(refused)).to.equal("400 MfaAndAcrsConflict");
    expect(message(refused)).to.equal("The Mfa and Acrs policy settings cannot be enabled simultaneously.");
    expect(verdict(await change(context(false), enablement("MultiFactorAuthentication")))).to.equal("200");
  });

  it("refuse approvers beside mails with recipients of their own, until those are emptied: ActivationCustomApproversNotEmpty", async () => {
    const approver = await ask.person("amira.haddad@contoso.com");
    await change(mails("desk@contoso.com"));
    expect(verdict(await change(approval(approver)))).to.equal("400 ActivationCustomApproversNotEmpty");
    expect(verdict(await change(approval(approver), mails()))).to.equal("200");
  });

  it("know PIM-only mode since 2024, apart from the seventeen rules, and below their scope too", async () => {
    const person = await ask.person("amira.haddad@contoso.com");
    const mode = {
      id: "PIMOnlyMode_Admin_Assignment",
      ruleType: "RoleManagementPolicyPimOnlyModeRule",
      pimOnlyModeSettings: { mode: "Enabled", excludes: [{ id: person, type: "User" }] },
    };
    expect(verdict(await change(mode))).to.equal("200");
    for (const where of [scope, `${scope}/resourceGroups/rg-web`]) {
      const policy = await ask.policy(where, armRoles.reader, "2024-02-01-preview");
      expect(rules(policy)).to.have.length(17);
      const effective = at(policy, "properties", "effectiveRules") as readonly Record<string, unknown>[];
      expect(effective.at(-1)).to.deep.include({
        pimOnlyModeSettings: {
          mode: "Enabled",
          excludes: [{ id: person, type: "User", displayName: "Amira Haddad" }],
          excludedAssignmentTypes: [],
        },
      });
      expect(at(await ask.policy(where, armRoles.reader), "properties", "effectiveRules")).to.have.length(17);
    }
    const bad = { ...mode, pimOnlyModeSettings: { mode: "Perhaps" } };
    expect(verdict(await change(bad))).to.equal("400 InvalidPolicy");
  });

  it("pass over what is foreign to a rule", async () => {
    expect(verdict(await change({ ...expiration, level: "Assignment", lastModifiedBy: null }))).to.equal("200");
  });

  it("cannot be deleted or made", async () => {
    const refused = await ask.pim("DELETE", scope, `roleManagementPolicies/${armRoles.reader}`);
    expect([refused.status, refused.body]).to.deep.equal([
      405,
      { message: "The requested resource does not support http method 'DELETE'." },
    ]);
    const name = `${armRoles.reader}_${armRoles.reader}`;
    const path = `roleManagementPolicyAssignments/${name}`;
    expect((await ask.pim("DELETE", scope, path)).status).to.equal(405);
    const made = await ask.pim("PUT", scope, path, { body: { properties: {} } });
    expect([made.status, made.body]).to.deep.equal([400, "Not implemented exception"]);
  });
});
