import { expect } from "chai";
import { type Answer, type Asker, asker, at, idOf, listed, message, verdict } from "../ask";
import type { Pilot } from "./plane";
import { azure, entra, groups } from "./planes";

/** A row of the documents' test plan: https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-deployment-plan */
type Row = readonly [role: string, behaviour: string, expected: unknown, actual: unknown];

describe("a pilot on all three planes", () => {
  let ask: Asker;
  beforeEach(() => {
    ask = asker();
  });
  afterEach(() => ask.tenant.close());

  it("goes as the test plan expects: settings, eligibility, approval, expiry, review, alert, audit trail", async () => {
    const person = await idOf(ask, "zoe.martin@contoso.com");
    const approver = await idOf(ask, "amira.haddad@contoso.com");
    const rows: Row[] = [];
    for (const pilot of [entra, groups, azure]) rows.push(...(await play(pilot, person, approver)));
    const told = (column: 2 | 3) => rows.map((row) => `${row[0]}: ${row[1]}: ${JSON.stringify(row[column])}`);
    expect(told(3)).to.deep.equal(told(2));
  });

  async function play(pilot: Pilot, person: string, approver: string): Promise<Row[]> {
    const plane = await pilot(ask, person, approver);
    const rows: Row[] = [];
    const row = (behaviour: string, expected: unknown, actual: unknown) =>
      rows.push([plane.role, behaviour, expected, actual]);
    const { clock } = ask.tenant;
    // what the plane before has left ends at this very moment
    clock.advance("PT1S");
    const start = clock.now();
    const settings = await plane.configure();
    row(
      "settings are taken",
      true,
      settings.every(({ status }) => status < 300),
    );
    row("the person becomes eligible", true, (await plane.makeEligible()).status < 300);
    row("eligible is not active", [true, false], [await plane.isEligible(), await plane.isActive()]);
    row("requires MFA", "MfaRule", failed(await plane.activate({ mfa: false, ticket: true })));
    row("requires a ticket", "TicketingRule", failed(await plane.activate({ mfa: true, ticket: false })));
    row("waits for approval", true, (await plane.activate({ mfa: true, ticket: true })).status < 300);
    row("waits for approval: status", ["PendingApproval", false], [await plane.status(), await plane.isActive()]);
    row("nobody approves for himself", true, (await plane.decide("person", "Approve")).status >= 400);
    row("an approver can approve", true, (await plane.decide("approver", "Approve")).status < 300);
    row("is active after approval", true, await plane.isActive());
    clock.advance("PT59M");
    row("is active for the time that was set", true, await plane.isActive());
    clock.advance("PT1M");
    row("the role expires after the preset time", [false, true], [await plane.isActive(), await plane.isEligible()]);
    row("a denied request", true, (await plane.activate({ mfa: true, ticket: true })).status < 300);
    row("a denied request is denied", true, (await plane.decide("approver", "Deny")).status < 300);
    row("a denied request gives nothing", ["Denied", false], [await plane.status(), await plane.isActive()]);
    await plane.review();
    row("a review takes nothing before it ends", true, await plane.isReviewed());
    clock.advance("P3D");
    row("a review takes from who was denied", false, await plane.isReviewed());
    row("the audit trail", plane.trail, await trail(start));
    if (!(await plane.isEligible())) row("eligible again", true, (await plane.makeEligible()).status < 300);
    clock.advance("P30D");
    row("the eligibility expires after the configured time", false, await plane.isEligible());
    if (plane.alert !== undefined) {
      const before = await plane.alert.incidents();
      row("a role given past PIM", true, (await plane.alert.provoke()).status < 300);
      row("an alert tells of it", before + 1, await plane.alert.incidents());
    }
    return rows;
  }

  /** What the audit log tells of PIM, oldest first. */
  async function trail(since: Date): Promise<unknown[]> {
    const filter = `loggedByService eq 'PIM' and activityDateTime ge ${since.toISOString()}`;
    const events = listed(await ask.get(`/auditLogs/directoryAudits?$filter=${filter}&$top=999`));
    return events.map((event) => at(event, "activityDisplayName")).reverse();
  }
});

/** The rule that a refusal names. */
function failed(answer: Answer): string {
  const [rule = `${verdict(answer)} ${message(answer)}`] = /\w+Rule/.exec(message(answer)) ?? [];
  return rule;
}
