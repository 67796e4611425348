import { expect } from "chai";
import { type Asker, asker, at, listed, roles, verdict } from "../ask";

const assignments = "/policies/roleManagementPolicyAssignments";
const scoped = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'";

describe("reading role settings", () => {
  let ask: Asker;
  before(() => {
    ask = asker();
  });
  after(() => ask.tenant.close());

  it("wants scope and scope type on both lists: MissingProvider", async () => {
    for (const query of ["", "?$filter=scopeId eq '/'", `?$filter=roleDefinitionId eq '${roles.globalAdministrator}'`])
      for (const path of [assignments, "/policies/roleManagementPolicies"])
        expect(
          verdict(await ask.get(`${path}${path === assignments ? query : query.replace("roleDefinitionId", "id")}`)),
        ).to.equal("400 MissingProvider");
  });

  it("gives every role its seventeen rules in two pages", async () => {
    let next: unknown = `${assignments}?${scoped}&$expand=policy($expand=rules)`;
    const found: unknown[] = [];
    let pages = 0;
    while (typeof next === "string") {
      const page = await ask.get(next);
      found.push(...listed(page));
      next = at(page.body, "@odata.nextLink");
      pages += 1;
    }
    const definitions = listed(await ask.get("/roleManagement/directory/roleDefinitions?$top=999&$select=id"));
    expect(found.map((each) => at(each, "roleDefinitionId"))).to.have.members(
      definitions.map((each) => at(each, "id")),
    );
    expect(found.every((each) => at(each, "policy", "rules", "length") === 17)).to.equal(true);
    expect(pages).to.equal(2);
  });

  it("filters by role and by policy", async () => {
    const byRole = await ask.get(`${assignments}?${scoped} and roleDefinitionId eq '${roles.helpdeskAdministrator}'`);
    const policyId = at(byRole.body, "value", 0, "policyId");
    const byPolicy = await ask.get(`${assignments}?${scoped} and policyId eq '${policyId}'`);
    expect(listed(byPolicy)).to.deep.equal(listed(byRole)).and.have.length(1);
    expect(at(byRole.body, "value", 0, "id")).to.equal(`${policyId}_${roles.helpdeskAdministrator}`);
  });

  it("answers in the word it was asked with: Directory or DirectoryRole", async () => {
    const answer = await ask.get(
      `${assignments}?$filter=scopeId eq '/' and scopeType eq 'Directory'&$top=1&$expand=policy`,
    );
    const [first] = listed(answer);
    expect(first).to.include({ scopeType: "Directory" });
    expect(String(at(first, "policy", "id"))).to.match(/^Directory_/);
    expect(verdict(await ask.get(`${assignments}/${at(first, "id")}`))).to.equal("200");
    const role = await ask.get(`${assignments}/${String(at(first, "id")).replace("Directory_", "DirectoryRole_")}`);
    expect(at(role.body, "scopeType")).to.equal("DirectoryRole");
  });

  it("shows one policy with everything, its rules, its effective rules, and one rule", async () => {
    const policy = at((await ask.get(`${assignments}?${scoped}&$top=1`)).body, "value", 0, "policyId");
    const path = `/policies/roleManagementPolicies/${policy}`;
    const whole = (await ask.get(`${path}?$expand=*`)).body;
    expect(at(whole, "rules", "length")).to.equal(17);
    expect(at(whole, "effectiveRules", "length")).to.equal(17);
    expect(at((await ask.get(`${path}?$expand=rules($select=id)`)).body, "rules", 0)).to.deep.equal({
      "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
      id: "Expiration_Admin_Eligibility",
    });
    expect(listed(await ask.get(`${path}/effectiveRules`))).to.have.length(17);
    expect((await ask.get(`${path}/rules/Expiration_EndUser_Assignment`)).body).to.include({ maximumDuration: "PT8H" });
  });

  it("does not know other tenants' policies", async () => {
    expect(verdict(await ask.get("/policies/roleManagementPolicies/DirectoryRole_x_y"))).to.equal(
      "404 ResourceNotFound",
    );
  });

  it("has no settings for groups yet", async () => {
    const answer = await ask.get(`${assignments}?$filter=scopeId eq '${ask.tenant.tenantId}' and scopeType eq 'Group'`);
    expect(listed(answer)).to.deep.equal([]);
  });
});
