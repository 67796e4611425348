import { expect } from "chai";
import { at, listed } from "../../ask";
import { armRoles } from "../../ask-arm";
import { type PimAsker, pimAsker, roleId } from "../../ask-pim";

describe("settings of Azure roles, by their assignment,", () => {
  let ask: PimAsker;
  let scope: string;

  beforeEach(async () => {
    ask = pimAsker();
    scope = await ask.subscription("Contoso Webshop");
  });
  afterEach(() => ask.tenant.close());

  it("are assigned to their role under a name of both, in the singular", async () => {
    const path = "roleManagementPolicyAssignments";
    const filter = `roleDefinitionId eq '${roleId(scope, armRoles.owner)}'`;
    const [assignment, ...more] = listed(await ask.pim("GET", scope, path, { filter }));
    expect(more).to.deep.equal([]);
    const name = `${armRoles.owner}_${armRoles.owner}`;
    expect(assignment).to.deep.include({
      name,
      id: `${scope}/providers/Microsoft.Authorization/roleManagementPolicyAssignment/${name}`,
      type: "Microsoft.Authorization/roleManagementPolicyAssignment",
    });
    expect(at(assignment, "properties")).to.include({
      policyId: `${scope}/providers/Microsoft.Authorization/roleManagementPolicies/${armRoles.owner}`,
      roleDefinitionId: roleId(scope, armRoles.owner),
    });
    expect(at(assignment, "properties", "effectiveRules")).to.have.length(17);
    expect((await ask.pim("GET", scope, `${path}/${name}`)).body).to.deep.equal(assignment);
    const [old] = listed(await ask.pim("GET", scope, path, { filter, version: "2020-10-01-preview" }));
    expect(at(old, "properties")).not.to.have.property("effectiveRules");
  });

  it("are listed for every role, custom ones too, with ids that can be read", async () => {
    const all = listed(await ask.pim("GET", scope, "roleManagementPolicyAssignments"));
    expect(all.length).to.be.greaterThan(900);
    const names = all.map((each) =>
      at(each, "properties", "policyAssignmentProperties", "roleDefinition", "displayName"),
    );
    expect(names).to.include("Contoso Virtual Machine Restarter");
  });
});
