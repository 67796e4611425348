import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, verdict } from "../ask";
import { personSignedIn, tokenAnswer } from "./sign-in";

const graph = "https://graph.microsoft.com";
const login = "svc-legacysync@contoso.com";

describe("the log of sign-ins", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const signIns = async (filter = `userPrincipalName eq '${login}'`) =>
    listed(await ask.get(`/auditLogs/signIns?$filter=${filter}`));
  const activity = async () => {
    const shown = await ask.get(`/users/${await idOf(ask, login)}?$select=signInActivity`);
    return at(shown.body, "signInActivity");
  };

  it("tells who signed in to what, newest first, for thirty days", async () => {
    await personSignedIn(ask, login, graph);
    ask.tenant.clock.advance("P1D");
    await personSignedIn(ask, login, "https://management.azure.com");
    const [last, first] = await signIns();
    expect(first).to.deep.include({
      createdDateTime: "2027-03-01T08:00:00Z",
      userDisplayName: "Legacy Sync Admin",
      appId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      resourceDisplayName: "Microsoft Graph",
      isInteractive: true,
    });
    expect(at(last, "resourceDisplayName")).to.equal("Windows Azure Service Management API");
    const path = `/auditLogs/signIns/${at(first, "id")}`;
    expect((await ask.get(path)).body).to.deep.include(first);
    expect(await signIns("createdDateTime ge 2027-03-02T00:00:00Z")).to.deep.equal([last]);
    ask.tenant.clock.advance("P30D");
    expect(await signIns()).to.deep.equal([last]);
    expect(verdict(await ask.get(path))).to.equal("404 Request_ResourceNotFound");
  });

  it("shows in the user, whose account is stale no more", async () => {
    const stale = async () => {
      const id = `DirectoryRole_${ask.tenant.tenantId}_StaleSignInAlert`;
      const path = `/beta/identityGovernance/roleManagementAlerts/alerts/${id}/alertIncidents`;
      return listed(await ask.get(path)).some((each) => at(each, "assigneeUserPrincipalName") === login);
    };
    expect(await stale()).to.equal(true);
    await personSignedIn(ask, login, graph);
    expect(await stale()).to.equal(false);
    expect(await activity()).to.deep.include({
      lastSignInDateTime: "2027-03-01T08:00:00Z",
      lastSignInRequestId: at((await signIns())[0], "id"),
    });
  });

  it("leaves no trace in the audit log, nor of a refusal", async () => {
    await personSignedIn(ask, login, graph);
    const wrong = { grant_type: "password", username: login, password: "wrong", scope: `${graph}/.default` };
    const client = { client_id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46" };
    expect((await tokenAnswer(ask, { ...wrong, ...client })).status).to.equal(400);
    expect(listed(await ask.get("/auditLogs/directoryAudits"))).to.deep.equal([]);
    expect(await signIns()).to.have.length(1);
  });
});
