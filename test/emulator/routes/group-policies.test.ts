import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, verdict } from "../ask";

describe("settings of a group", () => {
  let ask: Asker;
  let group: string;

  beforeEach(async () => {
    ask = asker();
    group = await idOf(ask, "Sales");
  });
  afterEach(() => ask.tenant.close());

  const policyOf = async (access: string): Promise<string> => {
    const filter = `scopeId eq '${group}' and scopeType eq 'Group' and roleDefinitionId eq '${access}'`;
    const list = listed(
      await ask.get(`/policies/roleManagementPolicyAssignments?$filter=${filter}&$expand=policy($expand=rules)`),
    );
    expect(list).to.have.length(1);
    expect(at(list[0], "id")).to.equal(`${String(at(list[0], "policyId"))}_${access}`);
    expect(at(list[0], "policy", "rules")).to.have.length(17);
    return String(at(list[0], "policyId"));
  };
  const rule = "Expiration_EndUser_Assignment";
  const shorter = {
    "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
    id: rule,
    isExpirationRequired: true,
    maximumDuration: "PT2H",
  };

  it("are two, for members and for owners, and let nothing last for ever", async () => {
    const list = listed(
      await ask.get(`/policies/roleManagementPolicies?$filter=scopeId eq '${group}' and scopeType eq 'Group'`),
    );
    expect(list.map((policy) => at(policy, "displayName"))).to.deep.equal(["Group", "Group"]);
    const id = await policyOf("member");
    expect(id).to.match(new RegExp(`^Group_${group}_[0-9a-f-]{36}$`));
    for (const level of ["Eligibility", "Assignment"]) {
      const found = await ask.get(`/policies/roleManagementPolicies/${id}/rules/Expiration_Admin_${level}`);
      expect(found.body).to.include({ isExpirationRequired: true });
    }
    expect(await policyOf("owner")).to.not.equal(id);
  });

  it("get a new id with every change, of a rule or of many; the old one is gone", async () => {
    const before = await policyOf("member");
    const path = (id: string) => `/policies/roleManagementPolicies/${id}`;
    expect(verdict(await ask.send("PATCH", `${path(before)}/rules/${rule}`, shorter))).to.equal("204");
    const between = await policyOf("member");
    expect(between).to.not.equal(before);
    expect(verdict(await ask.get(path(before)))).to.equal("404 ResourceNotFound");
    const patched = await ask.send("PATCH", path(between), { rules: [{ ...shorter, maximumDuration: "PT1H" }] });
    expect(patched.status).to.equal(200);
    expect(at(patched.body, "id")).to.equal(await policyOf("member"));
    const now = await ask.get(`${path(await policyOf("member"))}/rules/${rule}`);
    expect(now.body).to.include({ maximumDuration: "PT1H" });
  });

  it("keep members and owners apart", async () => {
    const owners = await policyOf("owner");
    await ask.send("PATCH", `/policies/roleManagementPolicies/${await policyOf("member")}/rules/${rule}`, shorter);
    const owner = await ask.get(`/policies/roleManagementPolicies/${await policyOf("owner")}/rules/${rule}`);
    expect(owner.body).to.include({ maximumDuration: "PT8H" });
    expect(await policyOf("owner"), "the group is PIM's now, under new ids").to.not.equal(owners);
  });

  it("never mix with those of directory roles", async () => {
    await ask.send("PATCH", `/policies/roleManagementPolicies/${await policyOf("member")}/rules/${rule}`, shorter);
    const list = await ask.get(
      "/policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'&$top=999",
    );
    expect(listed(list).every((each) => at(each, "scopeId") === "/")).to.equal(true);
    const other = (await policyOf("member")).replace(/^Group_[^_]+/, `DirectoryRole_${ask.tenant.tenantId}`);
    expect(verdict(await ask.get(`/policies/roleManagementPolicies/${other}`))).to.equal("404 ResourceNotFound");
  });
});
