import { expect } from "chai";
import fc from "fast-check";
import { nextStart } from "../../../src/emulator/laws/access-review/recurrence";
import { type Asker, asker, at, idOf, listed, message, roles, verdict } from "../ask";
import { definition, monthly, path, query, reviewing, roleScope } from "./reviewing";

const root = "/identityGovernance/accessReviews";

describe("the definition of an access review", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  const post = async (changes = {}, settings = {}) =>
    verdict(await ask.send("POST", path, definition(changes, settings)));
  const range = { type: "noEnd", startDate: "2027-04-01" };

  it("needs a name, a scope, settings with a length, and knows its properties", async () => {
    for (const name of ["displayName", "scope", "settings"])
      expect(await post({ [name]: undefined }), name).to.equal("400 BadRequest");
    expect(await post({}, { instanceDurationInDays: undefined })).to.equal("400 BadRequest");
    expect(await post({ colour: "red" })).to.equal("400 BadRequest");
    expect(await post({}, { colour: "red" })).to.equal("400 BadRequest");
    expect(await post({}, { autoApplyDecisionsEnabled: "yes" })).to.equal("400 BadRequest");
    expect(await post({}, { defaultDecision: "Perhaps" })).to.equal("400 BadRequest");
    expect(await post({}, { recommendationLookBackDuration: "P1M" })).to.equal("400 BadRequest");
    expect(await post({}, { applyActions: [{ "@odata.type": "#microsoft.graph.other" }] })).to.equal("400 BadRequest");
  });

  it("is about roles and groups that exist, and reviewed by people who exist", async () => {
    const nobody = "00000000-0000-4000-8000-000000000001";
    expect(await post({ scope: roleScope(nobody) })).to.equal("400 BadRequest");
    expect(await post({ scope: query(`/groups/${nobody}/members`) })).to.equal("400 BadRequest");
    expect(await post({ scope: query("/planets") })).to.equal("400 BadRequest");
    expect(await post({ scope: query("./members") })).to.equal("400 BadRequest");
    expect(await post({ reviewers: [query(`/users/${nobody}`)] })).to.equal("400 BadRequest");
    expect(await post({ reviewers: [query(`/users/${await idOf(ask, "zoe.martin@contoso.com")}/owners`)] })).to.equal(
      "400 BadRequest",
    );
    expect(await post({ reviewers: [{ query: "./manager", queryType: "Other" }] })).to.equal("400 BadRequest");
  });

  it("recurs by weeks or months, and an instance is shorter than its interval", async () => {
    const every = (pattern: object, days: number) =>
      post({}, { instanceDurationInDays: days, recurrence: { pattern, range } });
    expect(await every({ type: "weekly", interval: 1 }, 6)).to.equal("201");
    expect(await every({ type: "weekly", interval: 1 }, 7)).to.equal("400 BadRequest");
    expect(await every({ type: "absoluteMonthly", interval: 1 }, 29)).to.equal("201");
    expect(await every({ type: "absoluteMonthly", interval: 3 }, 91)).to.equal("400 BadRequest");
    expect(await every({ type: "daily", interval: 1 }, 1)).to.equal("400 BadRequest");
    expect(await every({ type: "weekly", interval: 0 }, 1)).to.equal("400 BadRequest");
    const reversed = { type: "endDate", startDate: "2027-04-01", endDate: "2027-03-01" };
    expect(await post({}, { recurrence: { ...monthly, range: reversed } })).to.equal("400 BadRequest");
    const answer = await ask.send("POST", path, definition({}, { recurrence: monthly }));
    expect(at(answer.body, "settings", "recurrence", "pattern")).to.deep.equal({
      type: "absoluteMonthly",
      interval: 1,
      month: 0,
      dayOfMonth: 1,
      daysOfWeek: [],
      firstDayOfWeek: "sunday",
      index: "first",
    });
  });

  it("is replaced whole by PUT, but for its scope; PATCH there is none", async () => {
    const review = await reviewing(
      ask,
      definition({ descriptionForReviewers: "Look closely" }, { recurrence: monthly }),
    );
    const url = `${path}/${review.id}`;
    expect(verdict(await ask.send("PATCH", url, { displayName: "Other" }))).to.equal("405 Request_BadRequest");
    const other = definition({ scope: roleScope(roles.userAdministrator) });
    expect(message(await ask.send("PUT", url, other))).to.equal("The property 'scope' cannot be changed.");
    const put = await ask.send("PUT", url, definition({ displayName: "Other" }, { recurrence: monthly }));
    expect(verdict(put)).to.equal("204");
    expect((await ask.get(url)).body).to.deep.include({ displayName: "Other", descriptionForReviewers: null });
    ask.tenant.clock.advance("P32D");
    expect(await review.instances()).to.have.length(1);
    expect(verdict(await ask.send("PUT", `${path}/nobody`, definition()))).to.equal("404 ResourceNotFound");
  });

  it("is found by the text of its query or by its status; what reviews memberships or the inactive is not found by query", async () => {
    const group = await idOf(ask, "Sales");
    const inactive = {
      ...query(`/groups/${group}/members`),
      "@odata.type": "#microsoft.graph.accessReviewInactiveUsersQueryScope",
      inactiveDuration: "P30D",
    };
    await reviewing(ask, definition({ displayName: "one", scope: query(`/groups/${group}/transitiveMembers`) }));
    await reviewing(ask, definition({ displayName: "two", scope: inactive }));
    await reviewing(ask, definition({ displayName: "three" }));
    const names = async (options: string) => {
      const answer = await ask.get(`${path}?${options}`);
      return listed(answer).map((each) => at(each, "displayName"));
    };
    const contains = `contains(scope/microsoft.graph.accessReviewQueryScope/query, '/groups/${group}')`;
    expect(await names(`$filter=${contains}`)).to.deep.equal(["one"]);
    expect(await names("$filter=status eq 'InProgress'&$orderby=displayName")).to.deep.equal(["one", "three", "two"]);
    expect(await names("$top=1&$skip=1")).to.deep.equal(["two"]);
    expect(at((await ask.get(path)).body, "@odata.count")).to.equal(3);
    const [expanded] = listed(await ask.get(`${path}?$expand=instances($expand=decisions)&$select=id`));
    expect(at(expanded, "instances", 0, "decisions")).to.have.length(3);
    const next = at((await ask.get(`${path}?$top=2&$skip=1`)).body, "@odata.nextLink");
    expect(next).to.equal(undefined);
  });

  it("is kept in reports of the past, and the policy of reviews in beta", async () => {
    const body = {
      displayName: "Last quarter",
      decisions: ["approve", "deny"],
      reviewHistoryPeriodStartDateTime: "2027-01-01T00:00:00Z",
      reviewHistoryPeriodEndDateTime: "2027-03-31T00:00:00Z",
      scopes: [query(`${root}/definitions?$filter=contains(scope/query, '/groups')`)],
    };
    const made = await ask.send("POST", `${root}/historyDefinitions`, body);
    expect(made.body).to.deep.include({ status: "requested", decisions: ["approve", "deny"] });
    const wrong = { ...body, reviewHistoryPeriodEndDateTime: "2026-03-31T00:00:00Z" };
    expect(verdict(await ask.send("POST", `${root}/historyDefinitions`, wrong))).to.equal("400 BadRequest");
    ask.tenant.clock.advance("PT1M");
    const url = `${root}/historyDefinitions/${String(at(made.body, "id"))}`;
    expect((await ask.get(url)).body).to.include({ status: "done" });
    const [instance] = listed(await ask.get(`${url}/instances`));
    expect(instance).to.include({ status: "done", downloadUri: null });
    const uri = await ask.send("POST", `${url}/instances/${String(at(instance, "id"))}/generateDownloadUri()`);
    expect(listed(await ask.get(`${url}/instances`))[0]).to.include({ downloadUri: at(uri.body, "downloadUri") });
    const policy = "/beta/policies/accessReviewPolicy";
    expect((await ask.get(policy)).body).to.include({ isGroupOwnerManagementEnabled: false });
    expect(verdict(await ask.send("PATCH", policy, { isGroupOwnerManagementEnabled: true }))).to.equal("204");
    expect((await ask.get(`/beta${root}/policy`)).body).to.include({ isGroupOwnerManagementEnabled: true });
  });

  it("tells the audit log when it is made, decided, ended and applied", async () => {
    const zoe = await idOf(ask, "zoe.martin@contoso.com");
    const review = await reviewing(ask, definition({ reviewers: [query(`/users/${zoe}`)] }));
    await review.decide("zoe.martin@contoso.com", "dmitri.volkov@contoso.com", "Deny");
    await ask.send("POST", `${await review.instance()}/stop`);
    await ask.send("POST", `${await review.instance()}/applyDecisions`);
    const events = listed(await ask.get("/auditLogs/directoryAudits?$filter=loggedByService eq 'Access Reviews'"));
    expect(events.map((event) => at(event, "activityDisplayName")).reverse()).to.deep.equal([
      "Create access review",
      "Deny decision",
      "Access review ended",
      "Apply decision",
    ]);
  });

  it("starts each instance on the grid of its recurrence, never before the one before is over", () => {
    const day = 86_400_000;
    const start = Date.parse("2027-01-31T00:00:00Z");
    fc.assert(
      fc.property(
        fc.constantFrom("weeks" as const, "months" as const),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 31 }),
        fc.integer({ min: 0, max: 4000 }),
        (unit, count, dayOfMonth, days) => {
          const recurrence = {
            start,
            every: { unit, count },
            dayOfMonth: unit === "months" ? dayOfMonth : 0,
            until: null,
            times: null,
          };
          const after = start + days * day;
          const next = nextStart(recurrence, 1, after);
          const later = nextStart(recurrence, 2, (next ?? 0) + 1);
          expect(next).to.be.at.least(after);
          const gap = ((later ?? 0) - (next ?? 0)) / day;
          const longest = unit === "weeks" ? 7 * count : 31 * count;
          expect(gap).to.be.within(unit === "weeks" ? longest : 28 * count, longest);
        },
      ),
    );
  });
});
