import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, roles, verdict } from "../ask";

const typeOf = (kind: string) => `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`;
const expiration = (changes: Record<string, unknown>) => ({
  "@odata.type": typeOf("Expiration"),
  id: "Expiration_Admin_Eligibility",
  ...changes,
});
const mfa = (...enabledRules: string[]) => ({
  "@odata.type": typeOf("Enablement"),
  id: "Enablement_EndUser_Assignment",
  enabledRules,
});
const context = (isEnabled: boolean, claimValue = "c1") => ({
  "@odata.type": typeOf("AuthenticationContext"),
  id: "AuthenticationContext_EndUser_Assignment",
  isEnabled,
  claimValue,
});
const approval = (setting: unknown) => ({
  "@odata.type": typeOf("Approval"),
  id: "Approval_EndUser_Assignment",
  setting,
});

describe("changing role settings", () => {
  let ask: Asker;
  let policy: string;

  beforeEach(async () => {
    ask = asker();
    const path = `/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${roles.exchangeAdministrator}'`;
    policy = String(at((await ask.get(path)).body, "value", 0, "policyId"));
  });
  afterEach(() => ask.tenant.close());

  const patch = (...rules: unknown[]) => ask.send("PATCH", `/policies/roleManagementPolicies/${policy}`, { rules });
  const patchRule = (rule: { id: string; [property: string]: unknown }) =>
    ask.send("PATCH", `/policies/roleManagementPolicies/${policy}/rules/${rule.id}`, rule);
  const ruleOf = async (id: string) => (await ask.get(`/policies/roleManagementPolicies/${policy}/rules/${id}`)).body;

  it("answers a rule with 204, a policy with 200 and the policy without rules", async () => {
    expect(verdict(await patchRule(expiration({ isExpirationRequired: true, maximumDuration: "P90D" })))).to.equal(
      "204",
    );
    const answer = await patch(expiration({ maximumDuration: "P30D" }));
    expect(answer.body).to.include({
      id: policy,
      scopeType: "DirectoryRole",
      lastModifiedDateTime: "2027-03-01T08:00:00Z",
    });
    expect(at(answer.body, "rules")).to.equal(undefined);
  });

  it("merges by rule id and by property, and leaves the other rules alone", async () => {
    const before = listed(await ask.get(`/policies/roleManagementPolicies/${policy}/rules`));
    await patch(expiration({ maximumDuration: "P30D" }));
    const after = listed(await ask.get(`/policies/roleManagementPolicies/${policy}/rules`));
    expect(await ruleOf("Expiration_Admin_Eligibility")).to.include({
      isExpirationRequired: false,
      maximumDuration: "P30D",
    });
    expect(after.filter((rule, index) => JSON.stringify(rule) !== JSON.stringify(before[index]))).to.have.length(1);
    expect(after).to.have.length(17);
  });

  it("wants the derived type, and the right one", async () => {
    expect(verdict(await patchRule({ id: "Expiration_Admin_Eligibility" }))).to.equal("400 BadRequest");
    expect(verdict(await patch({ ...expiration({}), "@odata.type": typeOf("Enablement") }))).to.equal(
      "400 InvalidPolicy",
    );
    expect(verdict(await patch(expiration({ enabledRules: [] })))).to.equal("400 BadRequest");
    expect(verdict(await patch({ "@odata.type": typeOf("Expiration"), id: "Expiration_Nobody" }))).to.equal(
      "400 InvalidPolicy",
    );
    expect(verdict(await ask.send("PATCH", `/policies/roleManagementPolicies/${policy}/rules/Nothing`, {}))).to.equal(
      "404 ResourceNotFound",
    );
  });

  it("refuses required expiration without a maximum: InvalidPolicy", async () => {
    expect(verdict(await patchRule(expiration({ isExpirationRequired: true })))).to.equal("400 InvalidPolicy");
    expect(verdict(await patchRule(expiration({ isExpirationRequired: true, maximumDuration: null })))).to.equal(
      "400 InvalidPolicy",
    );
  });

  it("refuses values that a property cannot take, and changes nothing then", async () => {
    const spoilt = [
      { maximumDuration: "P6M" },
      { maximumDuration: "P1W" },
      { maximumDuration: 30 },
      { isExpirationRequired: "true" },
    ];
    for (const changes of spoilt)
      expect(verdict(await patchRule(expiration(changes))), JSON.stringify(changes)).to.equal("400 BadRequest");
    expect(verdict(await patchRule(mfa("Password")))).to.equal("400 BadRequest");
    expect(verdict(await patch(expiration({ maximumDuration: "P30D" }), mfa("Password")))).to.equal("400 BadRequest");
    expect(await ruleOf("Expiration_Admin_Eligibility")).to.include({ maximumDuration: "P365D" });
  });

  it("refuses activations of more than a day", async () => {
    const rule = { "@odata.type": typeOf("Expiration"), id: "Expiration_EndUser_Assignment" };
    expect(verdict(await patchRule({ ...rule, maximumDuration: "P2D" }))).to.equal("400 InvalidPolicy");
    expect(verdict(await patchRule({ ...rule, maximumDuration: "PT1H45M" }))).to.equal("204");
  });

  it("refuses MFA while a context is enabled, but takes a context while MFA is on", async () => {
    expect(verdict(await patchRule(context(true)))).to.equal("204");
    expect(verdict(await patchRule(mfa("MultiFactorAuthentication")))).to.equal("400 MfaAndAcrsConflict");
    expect(verdict(await patch(mfa("MultiFactorAuthentication"), context(true)))).to.equal("400 MfaAndAcrsConflict");
    expect(verdict(await patch(mfa("MultiFactorAuthentication"), context(false)))).to.equal("200");
    expect(verdict(await patch(mfa("Justification"), context(true)))).to.equal("200");
  });

  it("takes contexts c1 to c99 only", async () => {
    for (const claim of ["c0", "c100", "", "mfa"])
      expect(verdict(await patchRule(context(true, claim))), claim).to.equal("400 InvalidPolicy");
    expect(verdict(await patchRule(context(true, "c99")))).to.equal("204");
  });

  it("keeps an approval setting whole, with one stage, whatever part was sent", async () => {
    const group = await idOf(ask, "Security Approvers");
    const approver = { "@odata.type": "#microsoft.graph.groupMembers", groupId: group };
    await patch(approval({ isApprovalRequired: true, approvalStages: [{ primaryApprovers: [approver] }] }));
    const setting = at(await ruleOf("Approval_EndUser_Assignment"), "setting");
    expect(setting).to.include({
      isApprovalRequired: true,
      approvalMode: "SingleStage",
      isRequestorJustificationRequired: true,
    });
    expect(at(setting, "approvalStages", 0)).to.include({ approvalStageTimeOutInDays: 1, isEscalationEnabled: false });
    expect(at(setting, "approvalStages", 0, "primaryApprovers", 0)).to.deep.equal({
      ...approver,
      description: "Security Approvers",
    });
    await patch(approval({ isApprovalRequired: false, approvalStages: [] }));
    expect(at(await ruleOf("Approval_EndUser_Assignment"), "setting", "approvalStages", "length")).to.equal(1);
  });

  it("takes the older shape of an approver and refuses unknown ones: InvalidPolicy", async () => {
    const person = await idOf(ask, "amira.haddad@contoso.com");
    const by = (approver: unknown) =>
      patch(approval({ isApprovalRequired: true, approvalStages: [{ primaryApprovers: [approver] }] }));
    expect(verdict(await by({ id: person, isBackup: false, description: "Amira" }))).to.equal("200");
    expect(
      at(await ruleOf("Approval_EndUser_Assignment"), "setting", "approvalStages", 0, "primaryApprovers", 0),
    ).to.deep.equal({
      "@odata.type": "#microsoft.graph.singleUser",
      userId: person,
      description: "Amira",
    });
    for (const approver of [
      { userId: "00000000-1111-2222-3333-444444444444" },
      { groupId: person },
      { userId: ask.tenant.tenantId },
      {},
    ])
      expect(verdict(await by(approver)), JSON.stringify(approver)).to.equal("400 InvalidPolicy");
    expect(verdict(await by("Amira"))).to.equal("400 BadRequest");
  });

  it("records what changed, rule by rule, and nothing when nothing did", async () => {
    const since = ask.tenant.changes().at(-1)?.sequence ?? 0;
    await patch(expiration({ maximumDuration: "P30D" }));
    await patch(expiration({ maximumDuration: "P30D" }));
    const changes = ask.tenant.changes(since);
    expect(changes).to.have.length(1);
    expect(changes[0]).to.include({ family: "policy" });
    expect(at(changes[0]?.before, 0, "maximumDuration")).to.equal("P365D");
    expect(at(changes[0]?.after, 0, "maximumDuration")).to.equal("P30D");
  });
});
