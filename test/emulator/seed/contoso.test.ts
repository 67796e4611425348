import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, roles } from "../ask";

describe("Contoso on its first day", () => {
  let ask: Asker;
  before(() => {
    ask = asker();
  });
  after(() => ask.tenant.close());
  const holders = (role: string) => ask.tenant.holders().filter(({ roleName }) => roleName === role);

  it("has two break-glass accounts and twelve more standing Global Administrators, a guest and two synced among them", async () => {
    const standing = holders("Global Administrator");
    expect(
      standing.every(
        ({ state, end, outsidePim, principalType }) =>
          state === "active" && end === null && outsidePim && principalType === "user",
      ),
    ).to.equal(true);
    expect(standing.filter(({ principalName }) => /^Break Glass 0[12]$/.test(principalName))).to.have.length(2);
    expect(standing).to.have.length(14);
    const ids = standing.map(({ principalId }) => principalId);
    const people = listed(
      await ask.send("POST", "/directoryObjects/getByIds?$select=userType,onPremisesSyncEnabled,displayName", { ids }),
    );
    expect(people.filter((person) => at(person, "userType") === "Guest")).to.have.length(1);
    expect(people.filter((person) => at(person, "onPremisesSyncEnabled") === true)).to.have.length(2);
  });

  it("has standing Exchange and Helpdesk Administrators, one of them also through a group", () => {
    expect(holders("Exchange Administrator").filter(({ state }) => state === "active")).to.have.length(3);
    const helpdesk = holders("Helpdesk Administrator");
    expect(helpdesk.filter(({ principalType }) => principalType === "user")).to.have.length(4);
    expect(helpdesk.filter(({ principalType }) => principalType === "group")).to.have.length(1);
  });

  it("has eligible, time-bound, and scoped holders, and a disabled one", () => {
    const all = ask.tenant.holders();
    expect(all.filter(({ state, end }) => state === "eligible" && end !== null)).to.not.have.length(0);
    expect(all.filter(({ state, end }) => state === "active" && end !== null)).to.not.have.length(0);
    expect(all.filter(({ scope }) => scope.startsWith("/administrativeUnits/"))).to.not.have.length(0);
    expect(all.filter(({ userPrincipalName }) => userPrincipalName === "former.admin@contoso.com")).to.have.length(1);
  });

  it("has two people, and two service principals, of one name", async () => {
    expect(listed(await ask.get("/users?$filter=displayName eq 'John Smith'"))).to.have.length(2);
    expect(listed(await ask.get("/servicePrincipals?$filter=displayName eq 'Reporting'"))).to.have.length(2);
  });

  it("lets pim-deploy, a Privileged Role Administrator, call", async () => {
    expect(ask.tenant.deployerId).to.equal(await idOf(ask, "pim-deploy"));
    expect(holders("Privileged Role Administrator").map(({ principalId }) => principalId)).to.include(
      ask.tenant.deployerId,
    );
  });

  it("has groups of every kind", async () => {
    const groups = listed(await ask.get("/groups?$top=999"));
    const some = (test: (group: unknown) => boolean) => expect(groups.some(test)).to.equal(true);
    some((group) => at(group, "isAssignableToRole") === true);
    some((group) => at(group, "onPremisesSyncEnabled") === true);
    some((group) => JSON.stringify(at(group, "groupTypes")) === '["DynamicMembership"]');
    some((group) => JSON.stringify(at(group, "groupTypes")) === '["Unified"]');
  });

  it("has three groups that PIM manages: eligible members and owners, one membership for a time, one that is approved", async () => {
    const root = "/identityGovernance/privilegedAccess/group";
    const held = async (group: string, schedules: string) =>
      listed(await ask.get(`${root}/${schedules}?$filter=groupId eq '${await idOf(ask, group)}'`));
    expect(await held("Database Operators", "eligibilitySchedules")).to.have.length(2);
    expect((await held("Payroll", "eligibilitySchedules")).map((each) => at(each, "accessId"))).to.deep.equal([
      "member",
      "owner",
    ]);
    const [, forATime] = await held("Database Operators", "assignmentScheduleInstances");
    expect(at(forATime, "endDateTime")).to.equal("2027-03-31T08:00:00Z");
    const filter = `scopeId eq '${await idOf(ask, "Payroll")}' and scopeType eq 'Group' and roleDefinitionId eq 'member'`;
    const policy = await ask.get(
      `/policies/roleManagementPolicyAssignments?$filter=${filter}&$expand=policy($expand=rules)`,
    );
    expect(JSON.stringify(policy.body)).to.contain('"isApprovalRequired":true');
  });

  it("has configured four roles", async () => {
    const path = "/policies/roleManagementPolicies?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$top=999";
    expect(listed(await ask.get(path)).filter((policy) => at(policy, "lastModifiedDateTime") !== null)).to.have.length(
      4,
    );
  });

  it("keeps its ids: they are the same in every fresh tenant", async () => {
    expect(ask.tenant.tenantId).to.equal("d00b602b-8735-47ff-8aaf-92cf2e9c7b89");
    expect(await idOf(ask, "bg-01@contoso.com")).to.equal("5be84bc0-8be6-49cd-b021-77cc5e927920");
    expect(holders("Global Administrator")[0]?.roleId).to.equal(roles.globalAdministrator);
  });
});
