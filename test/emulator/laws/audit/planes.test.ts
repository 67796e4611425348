import { expect } from "chai";
import { at, idOf, listed, signedIn } from "../../ask";
import { armRoles, armWords } from "../../ask-arm";
import { activating, assigning, type PimAsker, pimAsker } from "../../ask-pim";

const groups = "/identityGovernance/privilegedAccess/group";
const types = (event: unknown) => (at(event, "targetResources") as unknown[]).map((target) => at(target, "type"));

describe("the audit log on the other planes of PIM", () => {
  let ask: PimAsker;
  beforeEach(() => {
    ask = pimAsker();
  });
  afterEach(() => ask.tenant.close());

  const told = async (category: string) =>
    listed(await ask.get(`/auditLogs/directoryAudits?$filter=category eq '${category}' and loggedByService eq 'PIM'`));
  const activities = async (category: string) =>
    (await told(category)).map((event) => at(event, "activityDisplayName")).reverse();

  it("tells of members of groups in the words for roles, the group in fourth place", async () => {
    const [person, group] = [await idOf(ask, "zoe.martin@contoso.com"), await idOf(ask, "Sales")];
    const common = { accessId: "member", principalId: person, groupId: group, justification: "a reason" };
    const eligible = { expiration: { type: "afterDuration", duration: "P10D" } };
    await ask.send("POST", `${groups}/eligibilityScheduleRequests`, {
      ...common,
      action: "adminAssign",
      scheduleInfo: eligible,
    });
    const active = { expiration: { type: "afterDuration", duration: "PT2H" } };
    const activation = { ...common, action: "selfActivate", scheduleInfo: active };
    await ask.send("POST", `${groups}/assignmentScheduleRequests`, activation, signedIn(person));
    ask.tenant.clock.advance("PT3H");
    expect(await activities("GroupManagement")).to.deep.equal([
      "Add eligible member to role in PIM requested (timebound)",
      "Add eligible member to role in PIM completed (timebound)",
      "Add member to role requested (PIM activation)",
      "Add member to role completed (PIM activation)",
      "Remove member from role (PIM activation expired)",
    ]);
    const [last] = await told("GroupManagement");
    expect(types(last)).to.deep.equal(["Role", "Request", "User", "Group", "Other"]);
    expect(at(last, "targetResources", 0, "displayName")).to.equal("Member");
    expect(at(last, "targetResources", 3, "displayName")).to.equal("Sales");
    const directory = "category eq 'GroupManagement' and loggedByService eq 'Core Directory'";
    const links = listed(await ask.get(`/auditLogs/directoryAudits?$filter=${directory}`));
    expect(links.map((event) => at(event, "activityDisplayName"))).to.deep.equal([
      "Remove member from group",
      "Add member to group",
    ]);
    expect(at(links, 0, "initiatedBy", "app", "displayName")).to.equal("MS-PIM");
  });

  it("tells of Azure roles, the scope in fourth place", async () => {
    const scope = await ask.subscription("Contoso Webshop");
    const person = await ask.person("jana.novak@contoso.com");
    const made = await ask.request("Eligibility", scope, assigning(scope, person));
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    const activated = await ask.request("Assignment", scope, activating(scope, person), { as: person });
    expect(activated.status, JSON.stringify(activated.body)).to.equal(201);
    const roleDefinitionId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${armRoles.contributor}`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/11111111-2222-4333-8444-555555555555`;
    await armWords(ask).send("PUT", path, { properties: { roleDefinitionId, principalId: person } });
    expect(await activities("ResourceManagement")).to.deep.equal([
      "Add eligible member to role in PIM requested (timebound)",
      "Add eligible member to role in PIM completed (timebound)",
      "Add member to role requested (PIM activation)",
      "Add member to role completed (PIM activation)",
      "Add member to role outside of PIM (permanent)",
    ]);
    const [last] = await told("ResourceManagement");
    expect(types(last)).to.deep.equal(["Role", "Request", "User", "Other", "Other"]);
    expect(at(last, "targetResources", 0, "displayName")).to.equal("Contributor");
    expect(at(last, "targetResources", 3)).to.deep.include({ id: scope, displayName: "Contoso Webshop" });
  });
});
