import { expect } from "chai";
import {
  type Asker,
  asker,
  at,
  idOf,
  listed,
  message,
  requestBody,
  roles,
  schedulePath,
  signedIn,
  verdict,
} from "../ask";

const root = "/identity/conditionalAccess";
const policies = `${root}/policies`;
const contexts = `${root}/authenticationContextClassReferences`;

/** A policy that the service takes; `changes` spoil it. */
function policyBody(changes: Record<string, unknown> = {}, conditions: Record<string, unknown> = {}) {
  return {
    displayName: "Ask for more",
    state: "enabled",
    conditions: {
      users: { includeUsers: ["All"] },
      applications: { includeApplications: ["All"] },
      ...conditions,
    },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
    ...changes,
  };
}

describe("conditional access", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("keeps policies with all that the service shows of them", async () => {
    const made = await ask.send("POST", policies, policyBody());
    expect(made.status).to.equal(201);
    expect(at(made.body, "conditions", "clientAppTypes")).to.deep.equal(["all"]);
    expect(at(made.body, "conditions", "users", "excludeGroups")).to.deep.equal([]);
    expect(made.body).to.deep.include({ createdDateTime: "2027-03-01T08:00:00Z", modifiedDateTime: null });
    const path = `${policies}/${at(made.body, "id")}`;
    ask.tenant.clock.advance("PT1H");
    expect((await ask.send("PATCH", path, { state: "disabled" })).status).to.equal(204);
    expect((await ask.get(path)).body).to.deep.include({
      state: "disabled",
      displayName: "Ask for more",
      modifiedDateTime: "2027-03-01T09:00:00Z",
    });
    expect(listed(await ask.get(`${policies}?$filter=displayName eq 'Ask for more'`))).to.have.length(1);
    expect((await ask.send("DELETE", path)).status).to.equal(204);
    expect(verdict(await ask.get(path))).to.equal("404 Request_ResourceNotFound");
  });

  it("refuses policies that make no sense", async () => {
    const nobody = { users: { excludeUsers: ["All"] } };
    const nothing = { applications: {} };
    const both = {
      applications: { includeApplications: ["All"], includeAuthenticationContextClassReferences: ["c1"] },
    };
    const unpublished = { applications: { includeAuthenticationContextClassReferences: ["c2"] } };
    const unknown = { applications: { includeAuthenticationContextClassReferences: ["c9"] } };
    const nowhere = { locations: { includeLocations: ["nowhere"] } };
    for (const body of [
      policyBody({ displayName: null }),
      policyBody({ state: "on" }),
      policyBody({ grantControls: null }),
      policyBody({ colour: "red" }),
      ...[nobody, nothing, both, unpublished, unknown, nowhere].map((conditions) => policyBody({}, conditions)),
    ])
      expect(verdict(await ask.send("POST", policies, body)), JSON.stringify(body)).to.equal("400 BadRequest");
    expect(message(await ask.send("POST", policies, policyBody({}, both)))).to.match(/^1012: /);
  });

  it("keeps authentication contexts; a PATCH makes the one that is not there", async () => {
    const c7 = { displayName: "Seven", description: "The seventh", isAvailable: true };
    expect((await ask.send("PATCH", `${contexts}/c7`, c7)).status).to.equal(204);
    expect((await ask.get(`${contexts}/c7`)).body).to.deep.include({ id: "c7", ...c7 });
    await ask.send("PATCH", `${contexts}/c7`, { isAvailable: false });
    expect((await ask.get(`${contexts}/c7`)).body).to.deep.include({ displayName: "Seven", isAvailable: false });
    expect((await ask.send("POST", contexts, { id: "c8", displayName: "Eight" })).status).to.equal(200);
    expect(listed(await ask.get(`${contexts}?$select=id`))).to.deep.equal(
      ["c1", "c2", "c7", "c8"].map((id) => ({ id })),
    );
    expect((await ask.send("DELETE", `${contexts}/c7`)).status).to.equal(204);
  });

  it("refuses contexts beyond c99, twice the same, and to let go of what is in use", async () => {
    for (const [method, path, body] of [
      ["POST", contexts, { id: "c100" }],
      ["POST", contexts, { id: "c1" }],
      ["PATCH", `${contexts}/x`, {}],
      ["PATCH", `${contexts}/c3`, { isAvailable: "yes" }],
      ["PATCH", `${contexts}/c1`, { isAvailable: false }],
      ["DELETE", `${contexts}/c1`, undefined],
    ] as const)
      expect(verdict(await ask.send(method, path, body)), `${method} ${path}`).to.equal("400 BadRequest");
  });

  it("keeps named locations; a trusted one cannot be deleted", async () => {
    const office = {
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      displayName: "Office",
      isTrusted: true,
      ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "192.0.2.0/24" }],
    };
    const made = await ask.send("POST", `${root}/namedLocations`, office);
    expect(made.status).to.equal(201);
    expect(made.body).to.deep.include(office);
    const path = `${root}/namedLocations/${at(made.body, "id")}`;
    const guarded = policyBody(
      {},
      { locations: { includeLocations: ["All"], excludeLocations: [at(made.body, "id")] } },
    );
    expect((await ask.send("POST", policies, guarded)).status).to.equal(201);
    expect(verdict(await ask.send("DELETE", path))).to.equal("400 BadRequest");
    await ask.send("PATCH", path, { isTrusted: false });
    expect((await ask.send("DELETE", path)).status).to.equal(204);
    expect(verdict(await ask.send("POST", `${root}/namedLocations`, { displayName: "x" }))).to.equal("400 BadRequest");
  });

  it("is what makes an authentication context count: without a policy PIM asks for MFA instead", async () => {
    const person = await idOf(ask, "chiara.conti@contoso.com");
    const body = requestBody(person, roles.conditionalAccessAdministrator, {
      action: "selfActivate",
      isValidationOnly: true,
      scheduleInfo: { expiration: { type: "afterDuration", duration: "PT1H" } },
    });
    const activate = async (claims: { amr?: string[]; acrs?: string[] }) => {
      const answer = await ask.send("POST", schedulePath.assignment, body, signedIn(person, claims));
      return answer.status === 201 ? "201" : message(answer).replace(/&claims=.*/, "");
    };
    const context = 'The following policy rules failed: ["AcrsRule"]';
    const mfa = 'The following policy rules failed: ["MfaRule"]';
    expect(await activate({ amr: ["mfa"] })).to.equal(context);
    const list = await ask.get(`${policies}?$filter=startswith(displayName,'CA102')`);
    await ask.send("PATCH", `${policies}/${at(list.body, "value", 0, "id")}`, {
      state: "enabledForReportingButNotEnforced",
    });
    expect(await activate({ acrs: ["c1"] })).to.equal(mfa);
    expect(await activate({ amr: ["mfa"] })).to.equal("201");
  });

  it("is told of in the audit log", async () => {
    const made = await ask.send("POST", policies, policyBody());
    await ask.send("PATCH", `${contexts}/c2`, { isAvailable: true });
    await ask.send("DELETE", `${policies}/${at(made.body, "id")}`);
    const list = await ask.get("/auditLogs/directoryAudits?$filter=loggedByService eq 'Conditional Access'");
    expect(listed(list).map((event) => at(event, "activityDisplayName"))).to.deep.equal([
      "Delete Conditional Access policy",
      "Update AuthenticationContextClassReference",
      "Add Conditional Access policy",
    ]);
  });
});
