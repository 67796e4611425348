import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, breakGlass, personId, ROLE } from "../support/good";
import { told } from "../support/judge";

const ID = "no-permanent-active-privileged";
const alice = "alice@contoso.com as Exchange Administrator";
const broken = [assignment({ schedule: { permanent: true } })];
const complaint = `violation ${ID}: ${alice}: the active assignment is permanent; allowed: one with an end, and break-glass accounts as Global Administrator of the whole tenant; make it an eligibility, or give it schedule.duration or schedule.end`;
const waived = `advice ${ID}: ${alice}: waived until 2026-12-31 (mailbox migration; owner messaging@contoso.com): the active assignment is permanent`;
const waiver = {
  principal: "alice@contoso.com",
  reason: "mailbox migration",
  owner: "messaging@contoso.com",
  expires: "2026-12-31",
};
const withWaivers = (...waivers: object[]) => ({ waivers });

describe("a waiver", () => {
  it("turns the violation into a note with reason, owner and expiry", () => {
    expect(told(ID, broken, withWaivers(waiver))).to.deep.equal([waived]);
  });

  it("names the person by name or id, the role by name or id, or both", () => {
    const { principal: _, ...words } = waiver;
    for (const whom of [
      { principal: "ALICE@contoso.com" },
      { principal: personId(1).toUpperCase() },
      { role: "exchange administrator" },
      { role: ROLE.exchange },
      { principal: "alice@contoso.com", role: "Exchange Administrator" },
    ]) {
      expect(told(ID, broken, withWaivers({ ...words, ...whom })), JSON.stringify(whom)).to.deep.equal([waived]);
    }
  });

  it("is for nobody else and no other role", () => {
    for (const whom of [
      { principal: "bob@contoso.com" },
      { role: "Global Administrator" },
      { principal: "alice@contoso.com", role: "Global Administrator" },
      { principal: "bob@contoso.com", role: "Exchange Administrator" },
    ]) {
      const { principal: _, ...words } = waiver;
      expect(told(ID, broken, withWaivers({ ...words, ...whom })), JSON.stringify(whom)).to.deep.equal([complaint]);
    }
  });

  it("holds on its last day and not on the next", () => {
    const at = (moment: string) => told(ID, broken, withWaivers(waiver), new Date(moment));
    expect(at("2026-12-31T23:59:59Z")).to.deep.equal([waived]);
    expect(at("2027-01-01T00:00:00Z")).to.deep.equal([
      `${complaint}; the waiver (mailbox migration; owner messaging@contoso.com) expired on 2026-12-31: renew or drop it`,
    ]);
  });

  it("holds beside an expired one", () => {
    expect(told(ID, broken, withWaivers({ ...waiver, expires: "2026-01-31" }, waiver))).to.deep.equal([waived]);
  });

  it("covers what is said of a role as a whole", () => {
    const role = { ...waiver, principal: undefined, role: "Global Administrator" };
    expect(told("break-glass-count", [breakGlass(1)], withWaivers(role))).to.deep.equal([
      "advice break-glass-count: Global Administrator: waived until 2026-12-31 (mailbox migration; owner messaging@contoso.com): 1 break-glass account (bg1@contoso.com)",
    ]);
  });

  it("leaves open whether it is meant for somebody not known yet", () => {
    const unknown = [assignment({ principalId: UNKNOWN, principalName: undefined, schedule: { permanent: true } })];
    expect(told(ID, unknown, withWaivers(waiver))).to.deep.equal([
      `advice ${ID}: somebody not known yet as Exchange Administrator: not judged: principalId of alice-exchange is not known before the update`,
    ]);
    expect(told(ID, unknown, withWaivers({ ...waiver, role: "Global Administrator" }))[0]).to.match(/^violation /);
  });

  it("says reason, owner, expiry, and for whom", () => {
    const refused = (wrong: object) => () => told(ID, broken, withWaivers(wrong));
    expect(refused({ principal: "alice@contoso.com" })).to.throw(
      [
        `configuration of ${ID}: 3 mistakes`,
        "  - waivers[0].reason: is required (a string)",
        "  - waivers[0].owner: is required (a string)",
        "  - waivers[0].expires: is required (a string)",
      ].join("\n"),
    );
    expect(refused({ ...waiver, expires: "2026-02-30" })).to.throw(
      `configuration of ${ID}: waivers[0].expires: must be a date such as 2027-06-30, got "2026-02-30"`,
    );
    expect(refused({ ...waiver, owner: " " })).to.throw(`configuration of ${ID}: waivers[0].owner: must not be empty`);
    expect(refused({ ...waiver, principal: undefined })).to.throw(
      `configuration of ${ID}: waivers[0]: names neither principal nor role; say whom or what it is for, a rule as a whole cannot be waived`,
    );
    expect(refused({ ...waiver, until: "2027-01-01" })).to.throw(
      `configuration of ${ID}: waivers[0].until: unknown field; known fields: principal, role, reason, owner, expires`,
    );
  });
});
