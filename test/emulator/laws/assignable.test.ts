import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, verdict } from "../ask";

describe("who can be assigned what", () => {
  let ask: Asker;
  const post = async (
    family: "assignment" | "eligibility",
    principal: string,
    changes = {},
    role: string = roles.userAdministrator,
  ) => verdict(await ask.send("POST", schedulePath[family], requestBody(principal, role, changes)));

  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("takes users, guests and disabled ones too", async () => {
    for (const upn of ["zoe.martin@contoso.com", "omar.consultant_northwind.com#EXT#@contoso.com"])
      expect(await post("eligibility", await idOf(ask, upn)), upn).to.equal("201");
    expect(await post("eligibility", await idOf(ask, "former.admin@contoso.com"))).to.equal("201");
  });

  it("takes groups only when they were made for roles", async () => {
    expect(await post("eligibility", await idOf(ask, "Security Approvers"))).to.equal("201");
    for (const name of ["Sales", "All Helpdesk", "CORP Domain Admins"])
      expect(await post("eligibility", await idOf(ask, name)), name).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("takes service principals as active, not as eligible", async () => {
    const robot = await idOf(ask, "Patch Robot");
    expect(await post("assignment", robot)).to.equal("201");
    expect(await post("eligibility", robot)).to.equal("400 InvalidRoleAssignmentRequest");
  });

  it("does not know strangers, nor roles that do not exist", async () => {
    const stranger = "00000000-1111-2222-3333-444444444444";
    expect(await post("eligibility", stranger)).to.equal("404 SubjectNotFound");
    expect(await post("eligibility", await idOf(ask, "zoe.martin@contoso.com"), {}, stranger)).to.equal(
      "404 RoleNotFound",
    );
  });

  it("knows a new user only once it has been replicated", async () => {
    ask.tenant.close();
    ask = asker({ lag: 60_000 });
    const created = await ask.send("POST", "/users", {
      accountEnabled: true,
      displayName: "New Hire",
      mailNickname: "new.hire",
      userPrincipalName: "new.hire@contoso.com",
      passwordProfile: { password: "not kept" },
    });
    const id = String(at(created.body, "id"));
    expect(await post("eligibility", id)).to.equal("404 SubjectNotFound");
    expect(verdict(await ask.get(`/users/${id}`))).to.equal("404 Request_ResourceNotFound");
    ask.tenant.clock.advance("PT1M");
    expect(await post("eligibility", id)).to.equal("201");
    const path = `/roleManagement/directory/roleEligibilitySchedules?$filter=principalId eq '${id}'`;
    expect(listed(await ask.get(path))).to.have.length(0);
    ask.tenant.clock.advance("PT1M");
    expect(listed(await ask.get(path))).to.have.length(1);
  });

  it("assigns at the tenant, an administrative unit, and an application, each apart", async () => {
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    const unit = at(
      (await ask.get("/directory/administrativeUnits?$filter=displayName eq 'Executives'")).body,
      "value",
      0,
      "id",
    );
    const app = at((await ask.get("/applications?$top=1")).body, "value", 0, "id");
    const scopes = ["/", `/administrativeUnits/${unit}`, `/${app}`];
    for (const directoryScopeId of scopes) expect(await post("assignment", zoe, { directoryScopeId })).to.equal("201");
    expect(
      await post("assignment", zoe, { directoryScopeId: `/ADMINISTRATIVEUNITS/${String(unit).toUpperCase()}` }),
    ).to.equal("400 RoleAssignmentExists");
    const instances = listed(
      await ask.get(`/roleManagement/directory/roleAssignmentScheduleInstances?$filter=principalId eq '${zoe}'`),
    );
    expect(instances.map((instance) => at(instance, "directoryScopeId"))).to.have.members(scopes);
    expect(new Set(instances.map((instance) => at(instance, "id"))).size).to.equal(3);
  });
});
