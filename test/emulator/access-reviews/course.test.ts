import { expect } from "chai";
import { type Asker, asker, at, idOf, listed, roles, verdict } from "../ask";
import { definition, holders, monthly, path, query, reviewing, roleScope } from "./reviewing";

const amira = "amira.haddad@contoso.com";
const bruno = "bruno.keller@contoso.com";
const dmitri = "dmitri.volkov@contoso.com";
const zoe = "zoe.martin@contoso.com";

describe("the course of an access review", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const userReviewer = async (name: string) => [
    { query: `/users/${await idOf(ask, name)}`, queryType: "MicrosoftGraph" },
  ];

  it("is made without dates, and runs at once when it is asked for again", async () => {
    const made = await ask.send("POST", path, definition());
    expect(made.status).to.equal(201);
    expect(made.body).to.include({ status: "NotStarted", createdDateTime: null, lastModifiedDateTime: null });
    const read = await ask.get(`${path}/${String(at(made.body, "id"))}`);
    expect(read.body).to.include({ status: "InProgress", createdDateTime: "2027-03-01T08:00:00Z" });
  });

  it("asks about everybody who holds the role, active and eligible, each once", async () => {
    const review = await reviewing(ask, definition());
    const names = (await review.decisions()).map((item) => at(item, "principal", "displayName"));
    expect(names).to.have.members(["Amira Haddad", "Bruno Keller", "Dmitri Volkov"]);
    expect(await review.about(amira)).to.deep.include({
      decision: "NotReviewed",
      applyResult: "New",
      resource: { id: roles.securityAdministrator, displayName: "Security Administrator", type: "directoryRole" },
    });
  });

  it("asks about the active or the eligible alone where its query says so", async () => {
    const about = async (kind: string, filter: string) => {
      const text = `/roleManagement/directory/${kind}?$expand=principal&$filter=(${filter}isof(principal,'microsoft.graph.user') and roleDefinitionId eq '${roles.securityAdministrator}')`;
      const review = await reviewing(ask, definition({ scope: query(text) }));
      return (await review.decisions()).map((item) => at(item, "principal", "displayName"));
    };
    expect(await about("roleEligibilityScheduleInstances", "")).to.have.members(["Dmitri Volkov"]);
    expect(await about("roleAssignmentScheduleInstances", "assignmentType eq 'Assigned' and ")).to.have.members([
      "Amira Haddad",
      "Bruno Keller",
    ]);
  });

  it("takes from those who were denied, when it ends, what they hold", async () => {
    const settings = { autoApplyDecisionsEnabled: true };
    const review = await reviewing(ask, definition({ reviewers: await userReviewer(amira) }, settings));
    expect(verdict(await review.decide(amira, dmitri, "Deny"))).to.equal("204");
    expect(verdict(await review.decide(amira, bruno, "Approve"))).to.equal("204");
    ask.tenant.clock.advance("P2DT23H59M");
    expect(holders(ask, roles.securityAdministrator)).to.include("Dmitri Volkov eligible");
    ask.tenant.clock.advance("PT1M");
    expect(listed(await ask.get(`${path}/${review.id}/instances`))[0]).to.include({ status: "Applied" });
    expect(holders(ask, roles.securityAdministrator)).to.deep.equal(["Amira Haddad active", "Bruno Keller active"]);
    expect(await review.about(dmitri)).to.include({
      applyResult: "AppliedSuccessfully",
      appliedDateTime: "2027-03-04T08:00:00Z",
    });
    expect(await review.about(bruno)).to.include({ applyResult: "New", appliedDateTime: null });
    expect(await review.about(amira)).to.include({ decision: "NotReviewed", applyResult: "New" });
    const removed = ask.tenant.changes().find(({ family, after }) => family === "eligibility" && after === null);
    expect(removed).to.include({ at: "2027-03-04T08:00:00Z" });
  });

  it("decides by itself about those nobody decided on, as its default says", async () => {
    const settings = { defaultDecisionEnabled: true, defaultDecision: "Deny", autoApplyDecisionsEnabled: true };
    const review = await reviewing(ask, definition({ reviewers: await userReviewer(zoe) }, settings));
    await review.decide(zoe, amira, "Approve");
    await review.decide(zoe, bruno, "DontKnow");
    ask.tenant.clock.advance("P3D");
    expect(await review.about(dmitri)).to.deep.include({ decision: "Deny", applyResult: "AppliedSuccessfully" });
    expect(at(await review.about(dmitri), "reviewedBy", "displayName")).to.equal("AAD Access Reviews");
    expect(holders(ask, roles.securityAdministrator)).to.deep.equal(["Amira Haddad active", "Bruno Keller active"]);
  });

  it("leaves everything as it is without a default and without a decision", async () => {
    const before = holders(ask, roles.securityAdministrator);
    const review = await reviewing(ask, definition({}, { autoApplyDecisionsEnabled: true }));
    ask.tenant.clock.advance("P30D");
    expect((await review.decisions()).map((item) => at(item, "decision"))).to.deep.equal(Array(3).fill("NotReviewed"));
    expect(holders(ask, roles.securityAdministrator)).to.deep.equal(before);
  });

  it("waits for somebody to apply it where it does not apply by itself", async () => {
    const review = await reviewing(ask, definition({ reviewers: await userReviewer(amira) }));
    await review.decide(amira, dmitri, "Deny");
    const instance = await review.instance();
    expect(verdict(await ask.send("POST", `${instance}/applyDecisions`))).to.equal("400 BadRequest");
    expect(verdict(await ask.send("POST", `${instance}/stop`))).to.equal("204");
    expect(verdict(await review.decide(amira, bruno, "Deny"))).to.equal("400 BadRequest");
    expect(holders(ask, roles.securityAdministrator)).to.include("Dmitri Volkov eligible");
    expect(verdict(await ask.send("POST", `${instance}/applyDecisions`))).to.equal("204");
    expect(holders(ask, roles.securityAdministrator)).to.not.include("Dmitri Volkov eligible");
    expect(at(await review.about(dmitri), "appliedBy", "displayName")).to.equal("pim-deploy");
    expect(verdict(await ask.send("POST", `${instance}/applyDecisions`))).to.equal("400 BadRequest");
  });

  it("says so when what was denied is gone already", async () => {
    const review = await reviewing(ask, definition({ reviewers: await userReviewer(amira) }));
    await review.decide(amira, bruno, "Deny");
    const [assignment] = listed(
      await ask.get(`/roleManagement/directory/roleAssignments?$filter=principalId eq '${await idOf(ask, bruno)}'`),
    );
    await ask.send("DELETE", `/roleManagement/directory/roleAssignments/${String(at(assignment, "id"))}`);
    await ask.send("POST", `${await review.instance()}/stop`);
    await ask.send("POST", `${await review.instance()}/applyDecisions`);
    expect(await review.about(bruno)).to.include({ applyResult: "AppliedSuccessfullyButObjectNotFound" });
  });

  it("comes back with its recurrence, and sees who holds the role then, however far the clock jumps", async () => {
    const review = await reviewing(ask, definition({}, { recurrence: monthly }));
    expect(await review.instances()).to.deep.equal([]);
    // Chiara's eligibility of another role ends in May; Patti's assignment in March.
    ask.tenant.clock.advance("P100D");
    const starts = (await review.instances()).map((instance) => at(instance, "startDateTime"));
    expect(starts).to.deep.equal(["2027-04-01T00:00:00Z", "2027-05-01T00:00:00Z", "2027-06-01T00:00:00Z"]);
    expect((await review.instances()).map((instance) => at(instance, "status"))).to.deep.equal(
      Array(3).fill("Completed"),
    );
    expect((await ask.get(`${path}/${review.id}`)).body).to.include({ status: "InProgress" });
    const role = roles.conditionalAccessAdministrator;
    const other = await reviewing(
      ask,
      definition(
        { scope: roleScope(role) },
        { recurrence: { ...monthly, range: { type: "numbered", numberOfOccurrences: 2, startDate: "2027-07-01" } } },
      ),
    );
    ask.tenant.clock.advance("P1Y");
    expect(await other.instances()).to.have.length(2);
    expect((await ask.get(`${path}/${other.id}`)).body).to.include({ status: "Completed" });
  });

  it("sees who belongs to a group at its time, however far the clock jumps", async () => {
    const group = await idOf(ask, "Sales");
    const made = await ask.send("POST", "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests", {
      accessId: "member",
      groupId: group,
      principalId: await idOf(ask, zoe),
      action: "adminAssign",
      justification: "a reason",
      scheduleInfo: { startDateTime: null, expiration: { type: "afterDuration", duration: "P10D" } },
    });
    expect(verdict(made)).to.equal("201");
    const recurrence = { pattern: { type: "weekly", interval: 1 }, range: { type: "noEnd", startDate: "2027-03-02" } };
    const review = await reviewing(ask, definition({ scope: query(`/groups/${group}/members`) }, { recurrence }));
    ask.tenant.clock.advance("P30D");
    const sizes = [];
    for (const index of [0, 1, 2]) sizes.push((await review.decisions(index)).length);
    expect(sizes).to.deep.equal([4, 4, 3]);
  });

  it("in one jump of the clock gives what it gives day by day", async () => {
    const run = async (steps: readonly string[]) => {
      const one = asker();
      const settings = {
        recurrence: monthly,
        defaultDecisionEnabled: true,
        defaultDecision: "Recommendation",
        autoApplyDecisionsEnabled: true,
      };
      const review = await reviewing(one, definition({}, settings));
      for (const step of steps) {
        one.tenant.clock.advance(step);
        await one.get(`${path}/${review.id}`);
      }
      const all = [await review.instances(), await review.decisions(), holders(one, roles.securityAdministrator)];
      one.tenant.close();
      return JSON.stringify(all);
    };
    expect(await run(["P60D"])).to.equal(await run(Array(60).fill("P1D")));
  });

  it("is gone with its instances when it is deleted, and starts nothing more when it is stopped", async () => {
    const review = await reviewing(ask, definition({}, { recurrence: monthly }));
    ask.tenant.clock.advance("P32D");
    expect(await review.instances()).to.have.length(1);
    expect(verdict(await ask.send("POST", `${path}/${review.id}/stop`))).to.equal("204");
    ask.tenant.clock.advance("P90D");
    expect((await review.instances()).map((instance) => at(instance, "status"))).to.deep.equal(["Completed"]);
    const instance = await review.instance();
    expect(verdict(await ask.send("DELETE", `${path}/${review.id}`))).to.equal("204");
    expect(verdict(await ask.get(`${path}/${review.id}`))).to.equal("404 ResourceNotFound");
    expect(verdict(await ask.get(instance))).to.equal("404 ResourceNotFound");
  });
});
