import { expect } from "chai";
import { type Asker, asker, at, idOf, message, requestBody, roles, schedulePath, verdict } from "../ask";

describe("malformed schedule requests", () => {
  let ask: Asker;
  let person: string;
  before(async () => {
    ask = asker();
    person = await idOf(ask, "zoe.martin@contoso.com");
  });
  after(() => ask.tenant.close());

  const post = (changes: Record<string, unknown>) =>
    ask.send("POST", schedulePath.eligibility, requestBody(person, roles.exchangeAdministrator, changes));
  const expiring = (expiration: unknown, startDateTime?: unknown) =>
    post({ scheduleInfo: { expiration, ...(startDateTime === undefined ? {} : { startDateTime }) } });

  it("refuses durations that Edm.Duration does not have", async () => {
    for (const duration of ["P6M", "P1W", "P1Y", "30 days, 0:00:00", "", 30, null]) {
      const answer = await expiring({ type: "afterDuration", duration });
      expect(verdict(answer), String(duration)).to.equal("400 InvalidRoleAssignmentRequest");
      expect(message(answer)).to.match(/^The role assignment request is invalid\./);
    }
  });

  it("refuses dates without a zone, or that are no dates", async () => {
    for (const date of ["2027-05-01T00:00:00", "2027-05-01", "soon", 5]) {
      expect(verdict(await expiring({ type: "afterDateTime", endDateTime: date }))).to.equal(
        "400 InvalidRoleAssignmentRequest",
      );
      expect(verdict(await expiring({ type: "noExpiration" }, date))).to.equal("400 InvalidRoleAssignmentRequest");
    }
  });

  it("refuses an end before the start, in the past, or without its type", async () => {
    const schedules = [
      {
        expiration: { type: "afterDateTime", endDateTime: "2027-03-10T00:00:00Z" },
        startDateTime: "2027-03-11T00:00:00Z",
      },
      { expiration: { type: "afterDateTime", endDateTime: "2026-03-10T00:00:00Z" } },
      { expiration: { type: "afterDuration", duration: "PT0S" } },
      { expiration: { endDateTime: "2027-03-10T00:00:00Z" } },
      { expiration: { type: "noExpiration" }, recurrence: { pattern: {} } },
    ];
    for (const scheduleInfo of schedules)
      expect(verdict(await post({ scheduleInfo })), JSON.stringify(scheduleInfo)).to.equal(
        "400 InvalidRoleAssignmentRequestSchedule",
      );
    expect(verdict(await post({ scheduleInfo: null }))).to.equal("400 InvalidRoleAssignmentRequestSchedule");
  });

  it("refuses less than five minutes between start and end", async () => {
    expect(verdict(await expiring({ type: "afterDuration", duration: "PT4M59S" }))).to.equal(
      "400 ActiveDurationTooShort",
    );
  });

  it("wants exactly one scope, well-formed and existing", async () => {
    expect(verdict(await post({ directoryScopeId: null }))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await post({ appScopeId: "/" }))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await post({ directoryScopeId: "tenant" }))).to.equal("400 InvalidRoleAssignmentRequest");
    expect(verdict(await post({ directoryScopeId: `/administrativeUnits/${person}` }))).to.equal(
      "404 Request_ResourceNotFound",
    );
  });

  it("wants GUIDs, a known action, and objects where objects belong", async () => {
    for (const changes of [
      { principalId: "zoe" },
      { roleDefinitionId: "Global Administrator" },
      { ticketInfo: "1" },
      { justification: 5 },
      { scheduleInfo: "P1D" },
    ])
      expect(verdict(await post(changes)), JSON.stringify(changes)).to.equal("400 InvalidRoleAssignmentRequest");
    for (const changes of [{ action: "grant" }, { action: 1 }, { colour: "red" }])
      expect(verdict(await post(changes)), JSON.stringify(changes)).to.equal("400 BadRequest");
  });

  it("ignores the nulls and read-only properties that clients send along", async () => {
    const nulls = {
      "@odata.type": "#microsoft.graph.unifiedRoleEligibilityScheduleRequest",
      createdBy: null,
      status: null,
      id: null,
    };
    expect(verdict(await post({ ...nulls, isValidationOnly: true }))).to.equal("201");
  });

  it("answers broken JSON with the service's 400, never with a stack", async () => {
    for (const body of ["{", "[1,", '"text"', "null", "[]", "<html>"]) {
      const answer = await ask.send("POST", schedulePath.eligibility, body);
      expect(verdict(answer), body).to.equal("400 BadRequest");
      expect(JSON.stringify(answer.body)).to.not.match(/\bat .+:\d+/);
    }
    expect(verdict(await ask.send("POST", schedulePath.eligibility))).to.equal("400 BadRequest");
  });

  it("carries the ids of the request in an error", async () => {
    const answer = await ask.send("POST", schedulePath.eligibility, "{", { "client-request-id": "abc" });
    expect(at(answer.body, "error", "innerError", "client-request-id")).to.equal("abc");
    expect(at(answer.body, "error", "innerError", "request-id")).to.equal(answer.headers.get("request-id"));
    expect(at(answer.body, "error", "innerError", "date")).to.equal("2027-03-01T08:00:00");
  });
});
