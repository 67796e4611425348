import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, breakGlass, eligibility, ROLE } from "../support/good";
import { told } from "../support/judge";

const ID = "no-permanent-active-privileged";
const permanent = { schedule: { permanent: true } };
const complaint = (title: string) =>
  `violation ${ID}: ${title}: the active assignment is permanent; allowed: one with an end, and break-glass accounts as Global Administrator of the whole tenant; make it an eligibility, or give it schedule.duration or schedule.end`;

describe(ID, () => {
  it("allows an active assignment with an end, and any eligibility", () => {
    expect(told(ID, [assignment(), assignment({ schedule: { end: "2027-01-01T00:00:00Z" } })])).to.be.empty;
    expect(told(ID, [eligibility(permanent)])).to.be.empty;
  });

  it("denies a permanent one", () => {
    expect(told(ID, [assignment(permanent)])).to.deep.equal([complaint("alice@contoso.com as Exchange Administrator")]);
  });

  it("names the object id where nobody looked the name up", () => {
    const { principalName: _, ...nameless } = assignment(permanent).props;
    expect(told(ID, [{ ...assignment(), props: nameless }])).to.deep.equal([
      complaint("a0000000-0000-4000-8000-000000000001 as Exchange Administrator"),
    ]);
  });

  it("allows break-glass accounts, declared or configured, as Global Administrator of the whole tenant", () => {
    expect(told(ID, [breakGlass(1)])).to.be.empty;
    const unmarked = assignment({ role: ROLE.global, ...permanent });
    expect(told(ID, [unmarked], { breakGlass: ["ALICE@contoso.com"] })).to.be.empty;
    expect(told(ID, [unmarked])).to.deep.equal([complaint("alice@contoso.com as Global Administrator")]);
  });

  it("denies a break-glass account another role, or another scope", () => {
    expect(told(ID, [breakGlass(1, { role: ROLE.exchange })])).to.deep.equal([
      complaint("bg1@contoso.com as Exchange Administrator"),
    ]);
    const scoped = { directoryScope: "/administrativeUnits/b0000000-0000-4000-8000-000000000001" };
    expect(told(ID, [breakGlass(1, scoped)])).to.deep.equal([complaint("bg1@contoso.com as Global Administrator")]);
  });

  it("leaves roles above maxTier alone", () => {
    expect(told(ID, [assignment({ role: ROLE.guestInviter, ...permanent })])).to.be.empty;
    expect(told(ID, [assignment({ role: ROLE.guestInviter, ...permanent })], { maxTier: 2 })).to.deep.equal([
      complaint("alice@contoso.com as Guest Inviter"),
    ]);
  });

  it("does not judge a custom role until somebody classes it", () => {
    const custom = assignment({ role: ROLE.custom, roleName: "Tape Librarian", ...permanent });
    expect(told(ID, [custom])).to.deep.equal([
      `advice ${ID}: alice@contoso.com as Tape Librarian: not judged: nobody has classed this custom role; give its tier in customRoles`,
    ]);
    expect(told(ID, [custom], { customRoles: { [ROLE.custom]: 2 } })).to.be.empty;
    expect(told(ID, [custom], { customRoles: { [ROLE.custom.toUpperCase()]: 1 } })).to.deep.equal([
      complaint("alice@contoso.com as Tape Librarian"),
    ]);
  });

  it("does not judge what is not known yet, and judges what is", () => {
    expect(told(ID, [assignment({ schedule: { end: UNKNOWN } })])).to.deep.equal([
      `advice ${ID}: alice@contoso.com as Exchange Administrator: not judged: schedule of alice-exchange is not known before the update`,
    ]);
    expect(told(ID, [assignment({ principalId: UNKNOWN, principalName: UNKNOWN, ...permanent })])).to.deep.equal([
      complaint("somebody not known yet as Exchange Administrator"),
    ]);
  });
});
