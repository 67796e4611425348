import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, requestBody, roles, schedulePath, signedIn, verdict } from "../ask";

describe("the directory", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("finds a user by id, by UPN, and by UPN in parentheses, whatever the case of the path", async () => {
    const id = await idOf(ask, "bg-01@contoso.com");
    for (const path of [
      `/users/${id}`,
      "/Users/BG-01@contoso.com",
      "/users('bg-01@contoso.com')",
      `/users/${id.toUpperCase()}`,
    ])
      expect(at((await ask.get(path)).body, "id"), path).to.equal(id);
    expect(verdict(await ask.get("/users/nobody@contoso.com"))).to.equal("404 Request_ResourceNotFound");
  });

  it("finds service principals by app id, as name and as alternate key", async () => {
    const [robot] = listed(await ask.get("/servicePrincipals?$filter=displayName eq 'Patch Robot'"));
    const appId = at(robot, "appId");
    expect(
      listed(await ask.get(`/servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '${appId}')`)),
    ).to.deep.equal([robot]);
    expect(listed(await ask.get(`/servicePrincipals?$filter=appId eq '${appId}'`))).to.deep.equal([robot]);
    expect(at((await ask.get(`/servicePrincipals(appId='${appId}')`)).body, "id")).to.equal(at(robot, "id"));
  });

  it("gives objects of several kinds by ids, typed, unknown ones silently missing", async () => {
    const ids = [
      await idOf(ask, "bg-01@contoso.com"),
      await idOf(ask, "Sales"),
      await idOf(ask, "pim-deploy"),
      "00000000-1111-2222-3333-444444444444",
    ];
    const all = await ask.send("POST", "/directoryObjects/getByIds", { ids });
    expect(listed(all).map((each) => at(each, "@odata.type"))).to.have.members([
      "#microsoft.graph.user",
      "#microsoft.graph.group",
      "#microsoft.graph.servicePrincipal",
    ]);
    const users = await ask.send("POST", "/directoryObjects/getByIds?$select=id,userType", {
      ids,
      types: ["user", "directoryObjectPartnerReference"],
    });
    expect(listed(users)).to.deep.equal([{ "@odata.type": "#microsoft.graph.user", id: ids[0], userType: "Member" }]);
  });

  it("takes a thousand ids, not more, and only GUIDs", async () => {
    const ids = Array.from(
      { length: 1001 },
      (_, index) => `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`,
    );
    expect(verdict(await ask.send("POST", "/directoryObjects/getByIds", { ids: ids.slice(1) }))).to.equal("200");
    expect(verdict(await ask.send("POST", "/directoryObjects/getByIds", { ids }))).to.equal("400 Request_BadRequest");
    expect(verdict(await ask.send("POST", "/directoryObjects/getByIds", { ids: ["me"] }))).to.equal(
      "400 Request_BadRequest",
    );
  });

  it("counts getByIds as reading", async () => {
    await ask.send("POST", "/directoryObjects/getByIds", { ids: [] });
    expect(ask.tenant.requests().at(-1)).to.include({ method: "POST", write: false, status: 200 });
  });

  it("shows members, owners, members of members, and whose member one is", async () => {
    const business = await idOf(ask, "Business");
    const names = async (path: string) => listed(await ask.get(path)).map((each) => at(each, "displayName"));
    expect(await names(`/groups/${business}/members`)).to.deep.equal(["Sales", "Finance"]);
    expect(await names(`/groups/${business}/owners`)).to.deep.equal(["Paula Meyer"]);
    expect(await names(`/groups/${business}/transitiveMembers`)).to.include.members([
      "Sales",
      "Lena Fischer",
      "John Smith",
    ]);
    expect(await names("/users/lena.fischer@contoso.com/memberOf")).to.have.members(["Sales", "Sales Europe"]);
  });

  it("tells an application that it is nobody, and a person who they are", async () => {
    expect(verdict(await ask.get("/me"))).to.equal("400 BadRequest");
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    expect(at((await ask.get("/me", signedIn(zoe))).body, "id")).to.equal(zoe);
    expect(at((await ask.get("/me", { Authorization: "Bearer zoe.martin@contoso.com" })).body, "id")).to.equal(zoe);
  });

  it("knows itself and its licence", async () => {
    expect(at((await ask.get("/organization")).body, "value", 0)).to.include({
      id: ask.tenant.tenantId,
      displayName: "Contoso",
    });
    expect(at((await ask.get("/subscribedSkus")).body, "value", 0, "servicePlans", 0, "servicePlanName")).to.equal(
      "AAD_PREMIUM_P2",
    );
  });

  it("makes, changes and deletes a group; its roles go with it", async () => {
    const owner = await idOf(ask, "amira.haddad@contoso.com");
    const body = {
      displayName: "New",
      mailEnabled: false,
      mailNickname: "new",
      securityEnabled: true,
      isAssignableToRole: true,
    };
    const created = await ask.send("POST", "/beta/groups", {
      ...body,
      "owners@odata.bind": [`http://x/beta/directoryObjects/${owner}`],
    });
    expect(verdict(created)).to.equal("201");
    const id = String(at(created.body, "id"));
    expect(listed(await ask.get(`/groups/${id}/owners`))).to.have.length(1);
    expect(verdict(await ask.send("PATCH", `/groups/${id}`, { displayName: "Newer" }))).to.equal("204");
    expect(verdict(await ask.send("PATCH", `/groups/${id}`, { isAssignableToRole: false }))).to.equal(
      "400 Request_BadRequest",
    );
    await ask.send("POST", schedulePath.eligibility, requestBody(id, roles.userAdministrator));
    expect(ask.tenant.holders().filter(({ principalName }) => principalName === "Newer")).to.have.length(1);
    expect(verdict(await ask.send("DELETE", `/groups/${id}`))).to.equal("204");
    expect(verdict(await ask.get(`/groups/${id}`))).to.equal("404 Request_ResourceNotFound");
    expect(ask.tenant.holders().filter(({ principalId }) => principalId === id)).to.have.length(0);
  });

  it("refuses what a directory refuses", async () => {
    const user = { accountEnabled: true, displayName: "Z", mailNickname: "z", passwordProfile: { password: "p" } };
    const cases: readonly [string, unknown][] = [
      ["/users", { ...user, userPrincipalName: "zoe.martin@contoso.com" }],
      ["/users", { ...user, userPrincipalName: "no address" }],
      ["/users", { displayName: "no more" }],
      ["/users", { ...user, userPrincipalName: "z@contoso.com", accountEnabled: "true" }],
      ["/users", { ...user, userPrincipalName: "z@contoso.com", displayName: 5 }],
      [
        "/groups",
        { displayName: "g", mailEnabled: false, mailNickname: "g", securityEnabled: false, isAssignableToRole: true },
      ],
      ["/servicePrincipals", { appId: "none" }],
      [
        `/groups/${await idOf(ask, "Security Approvers")}/members/$ref`,
        { "@odata.id": `/groups/${await idOf(ask, "Sales")}` },
      ],
      [`/groups/${await idOf(ask, "All Helpdesk")}/members/$ref`, { "@odata.id": "/users/zoe.martin@contoso.com" }],
      [`/groups/${await idOf(ask, "Sales")}/members/$ref`, { "@odata.id": "/users/lena.fischer@contoso.com" }],
    ];
    for (const [path, body] of cases)
      expect(verdict(await ask.send("POST", path, body)), JSON.stringify(body)).to.equal("400 Request_BadRequest");
    expect(verdict(await ask.send("POST", "/users", { ...user, colour: "red" }))).to.equal("400 BadRequest");
  });

  it("never keeps a password", async () => {
    const body = {
      accountEnabled: true,
      displayName: "P",
      mailNickname: "p",
      userPrincipalName: "p@contoso.com",
      passwordProfile: { password: "hunter2!" },
    };
    await ask.send("POST", "/users", body);
    await ask.send("PATCH", "/users/p@contoso.com", { passwordProfile: { password: "hunter3!" } });
    expect(JSON.stringify([await ask.get("/beta/users?$top=999"), ask.tenant.changes()])).to.not.contain("hunter");
  });
});
