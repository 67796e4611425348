import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, eligibility, ROLE } from "../support/good";
import { TODAY, told } from "../support/judge";

const ID = "eligible-assignment-expires";
const alice = "alice@contoso.com as";

describe(ID, () => {
  it("allows an eligibility within the role's maximum, and any active assignment", () => {
    expect(told(ID, [eligibility(), eligibility({ schedule: { duration: "P365D" } })])).to.be.empty;
    expect(told(ID, [eligibility({ role: ROLE.global, schedule: { duration: "P90D" } })])).to.be.empty;
    expect(told(ID, [assignment({ schedule: { permanent: true } })])).to.be.empty;
  });

  it("denies a permanent one of the control plane", () => {
    expect(told(ID, [eligibility({ schedule: { permanent: true } })])).to.deep.equal([
      `violation ${ID}: ${alice} Exchange Administrator: the eligibility is permanent; allowed: at most P365D; set schedule: { duration: "P365D" }`,
    ]);
  });

  it("denies one of more than a year", () => {
    expect(told(ID, [eligibility({ schedule: { duration: "P366D" } })])).to.deep.equal([
      `violation ${ID}: ${alice} Exchange Administrator: eligible for P366D; allowed: at most P365D; set schedule: { duration: "P365D" }`,
    ]);
  });

  it("advises less for the most powerful roles", () => {
    expect(told(ID, [eligibility({ role: ROLE.global, schedule: { duration: "P180D" } })])).to.deep.equal([
      `advice ${ID}: ${alice} Global Administrator: eligible for P180D; allowed: at most P90D; set schedule: { duration: "P90D" }`,
    ]);
    expect(told(ID, [eligibility({ role: ROLE.privilegedRole, schedule: { duration: "P91D" } })])).to.have.lengthOf(1);
  });

  it("only advises on roles outside the control plane", () => {
    expect(told(ID, [eligibility({ role: ROLE.guestInviter, schedule: { permanent: true } })])).to.deep.equal([
      `advice ${ID}: ${alice} Guest Inviter: the eligibility is permanent; allowed: at most P365D; set schedule: { duration: "P365D" }`,
    ]);
  });

  it("takes a custom role for one of the control plane until it is classed", () => {
    const custom = [eligibility({ role: ROLE.custom, schedule: { permanent: true } })];
    expect(told(ID, custom).map((text) => text.split(" ")[0])).to.deep.equal(["violation"]);
    expect(told(ID, custom, { customRoles: { [ROLE.custom]: 2 } }).map((text) => text.split(" ")[0])).to.deep.equal([
      "advice",
    ]);
  });

  it("measures an end from the start: as said, as the service told, else from today", () => {
    const end = "2027-11-23T09:00:00Z";
    expect(told(ID, [eligibility({ schedule: { end } })])).to.deep.equal([
      `violation ${ID}: ${alice} Exchange Administrator: eligible until ${end}; allowed: at most P365D; set schedule: { duration: "P365D" }`,
    ]);
    expect(told(ID, [eligibility({ schedule: { end, start: "2026-11-24T00:00:00Z" } })])).to.be.empty;
    expect(told(ID, [eligibility({ schedule: { end }, start: "2026-12-01T00:00:00Z" })])).to.be.empty;
    expect(told(ID, [eligibility({ schedule: { end } })], {}, new Date(TODAY.getTime() + 86_400_000))).to.be.empty;
  });

  it("takes other maximums from its configuration", () => {
    const half = { roles: { "Exchange Administrator": "P90D" } };
    expect(told(ID, [eligibility()], half)).to.deep.equal([
      `advice ${ID}: ${alice} Exchange Administrator: eligible for P180D; allowed: at most P90D; set schedule: { duration: "P90D" }`,
    ]);
    expect(told(ID, [eligibility()], { maximum: "P30D", roles: {} })).to.deep.equal([
      `violation ${ID}: ${alice} Exchange Administrator: eligible for P180D; allowed: at most P30D; set schedule: { duration: "P30D" }`,
    ]);
  });

  it("does not judge a schedule that is not known yet", () => {
    expect(told(ID, [eligibility({ schedule: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: ${alice} Exchange Administrator: not judged: schedule of alice-exchange-eligible is not known before the update`,
    ]);
  });
});
