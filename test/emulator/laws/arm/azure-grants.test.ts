import { expect } from "chai";
import { message, verdict } from "../../ask";
import { armRoles } from "../../ask-arm";
import { activating, assigning, lasting, type PimAsker, pimAsker, roleId } from "../../ask-pim";

describe("PIM for Azure resources allows", () => {
  let ask: PimAsker;
  let scope: string;
  let person: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
    person = await ask.person("jana.novak@contoso.com");
  });
  afterEach(() => ask.tenant.close());

  it("an eligibility after a duration that is not told: as long as the settings allow", async () => {
    const untold = { scheduleInfo: { expiration: { type: "AfterDuration" } } };
    expect(verdict(await ask.request("Assignment", scope, assigning(scope, person, untold)))).to.equal(
      "400 InvalidRoleAssignmentRequest",
    );
    await ask.request("Eligibility", scope, assigning(scope, person, untold));
    const filter = `principalId eq '${person}' and roleDefinitionId eq '${roleId(scope, armRoles.reader)}'`;
    const [year] = await ask.rows(scope, "roleEligibilitySchedules", filter);
    expect(year).to.have.property("endDateTime", "2028-02-29T08:00:00Z");
  });

  it("activation below the scope of the eligibility", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person));
    const below = `${scope}/resourceGroups/rg-web`;
    const answer = await ask.request("Assignment", below, activating(below, person), { as: person });
    expect(verdict(answer)).to.equal("201");
    const [active] = await ask.rows("/", "roleAssignmentScheduleInstances", "asTarget()", { as: person });
    expect(active).to.include({ scope: below, assignmentType: "Activated" });
  });

  it("activation of what a group is eligible for, under the member's own id", async () => {
    const member = await ask.person("adele.vance@contoso.com");
    await ask.request("Eligibility", scope, assigning(scope, await ask.person("All Helpdesk")));
    const helper = await ask.person("kofi.mensah@contoso.com");
    expect(message(await ask.request("Assignment", scope, activating(scope, member), { as: member }))).to.contain(
      "EligibilityRule",
    );
    const answer = await ask.request("Assignment", scope, activating(scope, helper), { as: helper });
    expect(verdict(answer)).to.equal("201");
  });

  it("PIM to take over what was given past it: role assignment and instance keep their name", async () => {
    const gustav = await ask.person("gustav.holm@contoso.com");
    const own = `principalId eq '${gustav}' and atScope()`;
    const origin = async () => {
      const [row] = await ask.rows(scope, "roleAssignmentScheduleInstances", own);
      return row as { originRoleAssignmentId: string; roleAssignmentScheduleId: string };
    };
    const before = await origin();
    const update = assigning(scope, gustav, {
      requestType: "AdminUpdate",
      roleDefinitionId: roleId(scope, armRoles.owner),
    });
    expect(verdict(await ask.request("Assignment", scope, update))).to.equal("201");
    const after = await origin();
    expect(after.originRoleAssignmentId).to.equal(before.originRoleAssignmentId);
    expect(after.roleAssignmentScheduleId).not.to.equal(before.roleAssignmentScheduleId);
  });

  it("an administrator to give back what has ended, and not what nobody had", async () => {
    await ask.request("Eligibility", scope, assigning(scope, person, lasting("P1D")));
    ask.tenant.clock.advance("P2D");
    const renew = assigning(scope, person, { requestType: "AdminRenew" });
    expect(verdict(await ask.request("Eligibility", scope, renew))).to.equal("201");
  });
});
