import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { azureRoles } from "../../../../src/data";
import { guidOf } from "../../../../src/emulator/ids";
import { type Asker, asker, listed, verdict } from "../../ask";
import { armRoles, armWords, subscriptionNamed } from "../../ask-arm";

const provider = "/providers/Microsoft.Authorization";
const count = (most: number) => [...Array(most).keys()];

describe("limits of Azure roles", () => {
  const folder = mkdtempSync(join(tmpdir(), "limits-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A tenant with a group and a subscription "Full" in the management group "full", and what else Azure holds. */
  const tenantWith = (azure: object): Asker => {
    const file = join(folder, "seed.json");
    const seed = {
      tenant: { displayName: "Full", domain: "full.example" },
      groups: [{ displayName: "Everybody" }],
      servicePrincipals: [{ displayName: "deploy" }],
      deployer: "deploy",
      azure: {
        managementGroups: [{ name: "full" }],
        subscriptions: [
          {
            displayName: "Full",
            managementGroup: "full",
            resourceGroups: count(5).map((each) => ({ name: `g${each}` })),
          },
        ],
        ...azure,
      },
    };
    writeFileSync(file, JSON.stringify(seed));
    return asker({ seed: file });
  };
  const assign = ({ send }: Asker, deployer: string, scope: string, role: string) =>
    armWords({ send }).send("PUT", `${scope}${provider}/roleAssignments/${guidOf(scope, role)}`, {
      properties: { principalId: deployer, roleDefinitionId: `${provider}/roleDefinitions/${role}` },
    });

  it("are 500 role assignments at a management group; what lies below does not count", async () => {
    const assignments = azureRoles
      .slice(0, 500)
      .map(({ name: role }) => ({ role, principal: "Everybody", at: "full" }));
    const ask = tenantWith({ assignments });
    const group = "/providers/Microsoft.Management/managementGroups/full";
    const { deployerId } = ask.tenant;
    expect(verdict(await assign(ask, deployerId, group, armRoles.owner))).to.equal("400 RoleAssignmentLimitExceeded");
    const below = await subscriptionNamed(armWords(ask), "Full");
    expect((await assign(ask, deployerId, below, armRoles.owner)).status).to.equal(201);
    const [first] = listed(await armWords(ask).get(`${group}${provider}/roleAssignments?$filter=atScope()`));
    await armWords(ask).send("DELETE", String(Reflect.get(Object(first), "id")));
    expect((await assign(ask, deployerId, group, armRoles.owner)).status).to.equal(201);
    ask.tenant.close();
  });

  it("are 4,000 role assignments in a subscription, its groups included", async () => {
    const assignments = count(5).flatMap((group) =>
      azureRoles.slice(0, 800).map(({ name: role }) => ({ role, principal: "Everybody", at: `Full/g${group}` })),
    );
    const ask = tenantWith({ assignments });
    const subscription = await subscriptionNamed(armWords(ask), "Full");
    const refused = await assign(ask, ask.tenant.deployerId, subscription, armRoles.owner);
    expect(verdict(refused)).to.equal("400 RoleAssignmentLimitExceeded");
    ask.tenant.close();
  });

  it("are 5,000 custom roles in a tenant", async () => {
    const ask = tenantWith({
      roles: count(5000).map((each) => ({ name: `Role ${each}`, actions: ["*"], at: ["Full"] })),
    });
    const subscription = await subscriptionNamed(armWords(ask), "Full");
    const permissions = [{ actions: ["*/read"] }];
    const refused = await armWords(ask).send(
      "PUT",
      `${subscription}${provider}/roleDefinitions/${guidOf("one more")}`,
      {
        properties: { roleName: "One more", assignableScopes: [subscription], permissions },
      },
    );
    expect(verdict(refused)).to.equal("400 RoleDefinitionLimitExceeded");
    ask.tenant.close();
  });
});
