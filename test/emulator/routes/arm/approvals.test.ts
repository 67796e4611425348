import { expect } from "chai";
import { at, listed, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { activating, assigning, type PimAsker, type PimOptions, pimAsker } from "../../ask-pim";

const version = "2021-01-01-preview";
const name = "b2ababde-7452-6922-1dfa-2ad4aa4910df";

describe("approval of Azure roles", () => {
  let ask: PimAsker;
  let scope: string;
  let person: string;
  let approver: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
    person = await ask.person("jana.novak@contoso.com");
    approver = await ask.person("amira.haddad@contoso.com");
    await ask.change(scope, armRoles.reader, {
      id: "Approval_EndUser_Assignment",
      ruleType: "RoleManagementPolicyApprovalRule",
      setting: {
        isApprovalRequired: true,
        approvalStages: [{ primaryApprovers: [approver, person].map((id) => ({ id, userType: "User" })) }],
      },
    });
    await ask.request("Eligibility", scope, assigning(scope, person));
  });
  afterEach(() => ask.tenant.close());

  const activate = () => ask.request("Assignment", scope, activating(scope, person), { as: person, name });
  const approvals = (method: string, path = "", options: PimOptions = {}) =>
    ask.pim(method, "/", `roleAssignmentApprovals${path}`, { version, ...options });
  const decide = (as: string, properties: Record<string, unknown>, method = "PATCH") =>
    approvals(method, `/${name}/stages/${name}`, { as, body: { properties } });
  const approve = { reviewResult: "Approve", justification: "I trust this person." };
  const status = async () =>
    at((await ask.pim("GET", scope, `roleAssignmentScheduleRequests/${name}`)).body, "properties", "status");
  const active = () => ask.rows("/", "roleAssignmentScheduleInstances", "asTarget()", { as: person });

  it("holds an activation back, and names the approval by a path below the tenant", async () => {
    const { body } = await activate();
    expect(at(body, "properties")).to.include({
      status: "PendingApproval",
      approvalId: `/providers/Microsoft.Authorization/roleAssignmentApprovals/${name}`,
    });
    expect(await active()).to.deep.equal([]);
    expect(verdict(await ask.request("Assignment", scope, activating(scope, person), { as: person }))).to.equal(
      "400 PendingRoleAssignmentRequest",
    );
  });

  it("is told at the tenant and at the scope, with one stage of its own name", async () => {
    await activate();
    const id = `/providers/Microsoft.Authorization/roleAssignmentApprovals/${name}`;
    const stage = {
      id: `${id}/stages/${name}`,
      type: "Microsoft.Authorization/roleAssignmentApprovals/stages",
      name,
      properties: {
        displayName: "",
        status: "InProgress",
        assignedToMe: true,
        reviewResult: "NotReviewed",
        justification: "",
      },
    };
    const as = approver;
    expect((await approvals("GET", `/${name}`, { as })).body).to.deep.equal({
      id,
      type: "Microsoft.Authorization/roleAssignmentApprovals",
      name,
      properties: { stages: [stage] },
    });
    expect((await approvals("GET", `/${name}/stages`, { as })).body).to.deep.equal({ value: [stage] });
    expect((await approvals("GET", `/${name}/stages/${name}`, { as })).body).to.deep.equal(stage);
    const there = await ask.pim("GET", scope, `roleAssignmentApprovals/${name}`, { version });
    expect(at(there.body, "id")).to.equal(scope + id);
    const other = await ask.subscription("Contoso Payments");
    expect((await ask.pim("GET", other, `roleAssignmentApprovals/${name}`, { version })).status).to.equal(404);
  });

  it("is shown to whom it waits for", async () => {
    await activate();
    const filter = "asApprover()";
    const names = async (as: string) =>
      listed(await approvals("GET", "", { as, filter })).map((each) => at(each, "name"));
    expect(await names(approver)).to.deep.equal([name]);
    expect(await names(await ask.person("hana.sato@contoso.com"))).to.deep.equal([]);
    const requests = await ask.rows("/", "roleAssignmentScheduleRequests", filter, { as: approver });
    expect(requests.map((row) => at(row, "status"))).to.deep.equal(["PendingApproval"]);
  });

  for (const method of ["PATCH", "PUT"])
    it(`lets the activation through with a ${method} that approves`, async () => {
      await activate();
      ask.tenant.clock.advance("PT1H");
      const answer = await decide(approver, approve, method);
      expect(answer.status).to.equal(200);
      expect(at(answer.body, "properties")).to.deep.include({
        status: "Completed",
        reviewResult: "Approve",
        justification: "I trust this person.",
        reviewedDateTime: "2027-03-01T09:00:00Z",
        reviewedBy: {
          principalId: approver,
          principalType: "user",
          principalName: "Amira Haddad",
          userPrincipalName: "amira.haddad@contoso.com",
        },
      });
      expect(await status()).to.equal("Provisioned");
      expect((await active()).map((row) => at(row, "endDateTime"))).to.deep.equal(["2027-03-01T11:00:00Z"]);
    });

  it("ends the request where it is denied", async () => {
    await activate();
    await decide(approver, { reviewResult: "Deny", justification: "not today" });
    expect(await status()).to.equal("Denied");
    expect(await active()).to.deep.equal([]);
    expect(verdict(await decide(approver, approve))).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("is refused to oneself, to strangers, and without a reason", async () => {
    await activate();
    expect(verdict(await decide(person, approve))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await decide(await ask.person("hana.sato@contoso.com"), approve))).to.equal(
      "403 InsufficientPermissions",
    );
    expect(verdict(await decide(approver, { reviewResult: "Approve" }))).to.equal(
      "400 RoleAssignmentRequestPolicyValidationFailed",
    );
    expect(verdict(await decide(approver, { reviewResult: "Perhaps" }))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(await status()).to.equal("PendingApproval");
  });

  it("times out after a day", async () => {
    await activate();
    ask.tenant.clock.advance("P1D");
    expect(await status()).to.equal("TimedOut");
    const stage = await approvals("GET", `/${name}/stages/${name}`);
    expect(at(stage.body, "properties", "status")).to.equal("Expired");
    expect(verdict(await activate())).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("can be withdrawn by cancelling the request", async () => {
    await activate();
    expect(
      (await ask.pim("POST", scope, `roleAssignmentScheduleRequests/${name}/cancel`, { as: person })).status,
    ).to.equal(200);
    expect(await status()).to.equal("Canceled");
  });
});
