import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, roles, signedIn, verdict } from "../ask";
import { definition, path, query, type Reviewing, reviewing, roleScope } from "./reviewing";

const root = "/identityGovernance/accessReviews";
const amira = "amira.haddad@contoso.com";
const bruno = "bruno.keller@contoso.com";
const dmitri = "dmitri.volkov@contoso.com";
const zoe = "zoe.martin@contoso.com";

describe("people in an access review", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const as = async (name: string) => signedIn(await idOf(ask, name));
  const by = async (...names: string[]) =>
    Promise.all(names.map(async (name) => ({ query: `/users/${await idOf(ask, name)}`, queryType: "MicrosoftGraph" })));
  const contacted = async (review: Reviewing) =>
    listed(await ask.get(`${await review.instance()}/contactedReviewers`)).map((one) => at(one, "displayName"));
  const verdicts = async (review: Reviewing) =>
    Object.fromEntries(
      (await review.decisions()).map((item) => [at(item, "principal", "displayName"), at(item, "decision")]),
    );

  it("review themselves where nobody is named, and only themselves", async () => {
    const review = await reviewing(ask, definition());
    expect(verdict(await review.decide(amira, amira, "Approve"))).to.equal("204");
    expect(verdict(await review.decide(amira, bruno, "Approve"))).to.equal("403 Authorization_RequestDenied");
    expect(verdict(await review.decide(zoe, zoe, "Approve"))).to.equal("404 ResourceNotFound");
    expect(await contacted(review)).to.have.members(["Amira Haddad", "Bruno Keller", "Dmitri Volkov"]);
  });

  it("say why they approve, where the review wants a reason", async () => {
    const review = await reviewing(ask, definition({ reviewers: await by(zoe) }));
    expect(verdict(await review.decide(zoe, amira, "Approve", ""))).to.equal("400 BadRequest");
    expect(verdict(await review.decide(zoe, amira, "Perhaps"))).to.equal("400 BadRequest");
    expect(verdict(await review.decide(zoe, amira, "Deny", ""))).to.equal("204");
    expect(await review.about(amira)).to.deep.include({ decision: "Deny", reviewedDateTime: "2027-03-01T08:00:00Z" });
    expect(at(await review.about(amira), "reviewedBy", "userPrincipalName")).to.equal(zoe);
    expect(verdict(await review.decide(zoe, amira, "NotReviewed"))).to.equal("204");
    expect(await review.about(amira)).to.deep.include({ decision: "NotReviewed", reviewedDateTime: null });
  });

  it("are the members of a group, the owners of the reviewed group, or the fallback where there is none", async () => {
    const approvers = await idOf(ask, "Security Approvers");
    const helpdesk = await idOf(ask, "Tier 1 Helpdesk");
    const ofGroup = { scope: query(`/groups/${helpdesk}/transitiveMembers`) };
    const members = { query: `/groups/${approvers}/transitiveMembers`, queryType: "MicrosoftGraph" };
    expect(await contacted(await reviewing(ask, definition({ reviewers: [members] })))).to.have.members([
      "Amira Haddad",
      "Bruno Keller",
    ]);
    const owners = { query: "./owners", queryType: "MicrosoftGraph" };
    expect(await contacted(await reviewing(ask, definition({ ...ofGroup, reviewers: [owners] })))).to.deep.equal([
      "Amira Haddad",
    ]);
    const manager = { query: "./manager", queryType: "MicrosoftGraph", queryRoot: "decisions" };
    const fallback = { ...ofGroup, reviewers: [manager], fallbackReviewers: await by(zoe) };
    expect(await contacted(await reviewing(ask, definition(fallback)))).to.deep.equal(["Zoe Martin"]);
  });

  it("find what waits for them, and nothing else", async () => {
    const review = await reviewing(ask, definition({ reviewers: await by(zoe) }));
    const count = async (url: string, name: string) => listed(await ask.get(url, await as(name))).length;
    const mine = "filterByCurrentUser(on='reviewer')";
    const instance = await review.instance();
    const urls: readonly (readonly [string, number])[] = [
      [`${path}/${mine}`, 1],
      [`${path}/${review.id}/instances/${mine}`, 1],
      [`${instance}/decisions/${mine}`, 3],
      [`/beta${root}/decisions/${mine}`, 3],
      ["/beta/me/pendingAccessReviewInstances", 1],
    ];
    for (const [url, wanted] of urls) {
      expect(await count(url, zoe), url).to.equal(wanted);
      expect(await count(url, dmitri), url).to.equal(0);
    }
    expect(verdict(await ask.get(`${path}/filterByCurrentUser(on='owner')`))).to.equal("400 BadRequest");
    ask.tenant.clock.advance("P4D");
    expect(await count("/beta/me/pendingAccessReviewInstances", zoe)).to.equal(0);
  });

  it("decide about many at once, by person, by resource or all", async () => {
    const review = await reviewing(ask, definition({ reviewers: await by(zoe) }));
    const instance = await review.instance();
    const batch = async (body: object, name = zoe) =>
      verdict(
        await ask.send("POST", `${instance}/batchRecordDecisions`, { justification: "team", ...body }, await as(name)),
      );
    expect(await batch({ decision: "Approve", principalId: await idOf(ask, bruno) })).to.equal("204");
    expect(await verdicts(review)).to.include({ "Bruno Keller": "Approve", "Amira Haddad": "NotReviewed" });
    expect(await batch({ decision: "Deny", resourceId: roles.securityAdministrator })).to.equal("204");
    expect(Object.values(await verdicts(review))).to.deep.equal(["Deny", "Deny", "Deny"]);
    expect(await batch({ decision: "Deny" }, dmitri)).to.equal("403 Authorization_RequestDenied");
    expect(verdict(await ask.send("POST", `${instance}/resetDecisions`))).to.equal("204");
    expect(Object.values(await verdicts(review))).to.deep.equal(Array(3).fill("NotReviewed"));
    const all = `/beta${root}/decisions/filterByCurrentUser(on='reviewer')/recordAllDecisions`;
    const body = { decision: "DontKnow", principalId: await idOf(ask, amira) };
    expect(verdict(await ask.send("POST", all, body, await as(zoe)))).to.equal("204");
    expect(await verdicts(review)).to.include({ "Bruno Keller": "NotReviewed", "Amira Haddad": "DontKnow" });
  });

  it("are recommended to keep access when they signed in within thirty days, and can take that over", async () => {
    const review = await reviewing(ask, definition({ reviewers: await by(zoe) }));
    expect(await review.about(amira)).to.include({ recommendation: "Approve" });
    expect(at(await review.about(amira), "principal", "lastUserSignInDateTime")).to.match(
      /^2\/\d+\/2027 \d+:00:00 AM \+00:00$/,
    );
    await review.decide(zoe, dmitri, "Deny");
    const accept = async (of: Reviewing) =>
      verdict(await ask.send("POST", `${await of.instance()}/acceptRecommendations`, undefined, await as(zoe)));
    expect(await accept(review)).to.equal("204");
    expect(await verdicts(review)).to.deep.equal({
      "Amira Haddad": "Approve",
      "Bruno Keller": "Approve",
      "Dmitri Volkov": "Deny",
    });
    ask.tenant.clock.advance("P40D");
    const later = await reviewing(ask, definition({ reviewers: await by(zoe) }));
    expect(await later.about(amira)).to.include({ recommendation: "Deny" });
    expect(await accept(later)).to.equal("204");
    expect(await verdicts(later)).to.include({ "Amira Haddad": "Deny" });
    const silent = await reviewing(ask, definition({}, { recommendationsEnabled: false }));
    expect(await silent.about(amira)).to.include({ recommendation: "NoInfoAvailable" });
  });

  it("lose what they hold through nobody else: groups hold roles too, and service principals are reviewed where the scope says so", async () => {
    const helpdesk = await reviewing(ask, definition({ scope: roleScope(roles.helpdeskAdministrator) }));
    const group = await helpdesk.about("Tier 1 Helpdesk");
    expect(at(group, "principal")).to.deep.equal({
      id: at(group, "principal", "id"),
      displayName: "Tier 1 Helpdesk",
      type: "group",
    });
    expect(group).to.include({ recommendation: "NoInfoAvailable" });
    const robots = await reviewing(
      ask,
      definition({ scope: roleScope(roles.userAdministrator, "/servicePrincipals") }),
    );
    expect((await robots.decisions()).map((item) => at(item, "principal", "displayName"))).to.deep.equal([
      "HR Provisioning",
    ]);
  });

  it("leave a group when they are denied, unless a rule or another group keeps them in it", async () => {
    const denyAll = { defaultDecisionEnabled: true, defaultDecision: "Deny", autoApplyDecisionsEnabled: true };
    const results = async (group: string, relation: string) => {
      const scope = query(`/groups/${await idOf(ask, group)}/${relation}`);
      const review = await reviewing(ask, definition({ scope }, denyAll));
      await ask.send("POST", `${await review.instance()}/stop`);
      return new Set((await review.decisions()).map((item) => at(item, "applyResult")));
    };
    expect([...(await results("Sales", "members"))]).to.deep.equal(["AppliedSuccessfully"]);
    expect(listed(await ask.get(`/groups/${await idOf(ask, "Sales")}/members`))).to.deep.equal([]);
    expect([...(await results("Business", "transitiveMembers"))]).to.deep.equal(["ApplyNotSupported"]);
    expect([...(await results("All Helpdesk", "members"))]).to.deep.equal(["ApplyNotSupported"]);
    expect([...(await results("CORP Domain Admins", "members"))]).to.deep.equal(["ApplyNotSupported"]);
  });

  it("who are guests are reviewed in every group that the enumeration finds, one instance each", async () => {
    const announcements = await idOf(ask, "Company Announcements");
    const guest = await idOf(ask, "kim.partner_fabrikam.com#EXT#@contoso.com");
    await ask.send("POST", `/groups/${announcements}/members/$ref`, {
      "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${guest}`,
    });
    const review = await reviewing(
      ask,
      definition({
        scope: query("./members/microsoft.graph.user/?$filter=(userType eq 'Guest')"),
        instanceEnumerationScope: query("/groups?$filter=(groupTypes/any(c:c+eq+'Unified'))"),
        reviewers: await by(zoe),
      }),
    );
    expect(await review.instances()).to.have.length(1);
    expect(at((await review.instances())[0], "scope", "query")).to.equal(
      `/v1.0/groups/${announcements}/members/microsoft.graph.user/?$count=true&$filter=(userType eq 'Guest')`,
    );
    expect((await review.decisions()).map((item) => at(item, "principal", "displayName"))).to.deep.equal([
      "Kim Partner",
    ]);
  });

  it("decide in stages, and what the first lets through waits for the second", async () => {
    const stage = async (id: string, name: string, more = {}) => ({
      stageId: id,
      durationInDays: 2,
      recommendationsEnabled: false,
      reviewers: await by(name),
      ...more,
    });
    const first = await stage("1", amira, { decisionsThatWillMoveToNextStage: ["Approve"] });
    const second = await stage("2", zoe, { dependsOn: ["1"] });
    const review = await reviewing(
      ask,
      definition({ stageSettings: [first, second] }, { autoApplyDecisionsEnabled: true }),
    );
    const stages = async () => listed(await ask.get(`${await review.instance()}/stages`));
    expect((await stages()).map((one) => at(one, "status"))).to.deep.equal(["InProgress", "NotStarted"]);
    await review.decide(amira, bruno, "Approve");
    await review.decide(amira, dmitri, "Deny");
    expect(verdict(await review.decide(zoe, bruno, "Deny"))).to.equal("403 Authorization_RequestDenied");
    ask.tenant.clock.advance("P2D");
    expect((await stages()).map((one) => at(one, "status"))).to.deep.equal(["Completed", "InProgress"]);
    expect(verdict(await review.decide(amira, dmitri, "Approve"))).to.equal("400 BadRequest");
    expect(await verdicts(review)).to.deep.equal({
      "Amira Haddad": "NotReviewed",
      "Bruno Keller": "NotReviewed",
      "Dmitri Volkov": "Deny",
    });
    expect(verdict(await review.decide(zoe, bruno, "Deny"))).to.equal("204");
    const [, last] = await stages();
    const stop = await ask.send("POST", `${await review.instance()}/stages/${String(at(last, "id"))}/stop`);
    expect(verdict(stop)).to.equal("204");
    expect((await review.decisions()).map((item) => at(item, "applyResult"))).to.have.members([
      "New",
      "AppliedSuccessfully",
      "AppliedSuccessfully",
    ]);
  });
});
