import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { eligibility, ROLE, settings } from "../support/good";
import { told } from "../support/judge";

const ID = "activation-requires-mfa-or-context";
const complaint = (problem: string, role = "Exchange Administrator") =>
  `violation ${ID}: settings of ${role}: ${problem}; allowed: mfa or an authentication context; add mfa to activation.require, or set activation.authenticationContext`;
const waiver = { role: "Helpdesk Administrator", reason: "table", owner: "identity", expires: "2027-06-30" };

describe(ID, () => {
  it("allows mfa, and an authentication context instead", () => {
    expect(told(ID, [settings()])).to.be.empty;
    expect(told(ID, [settings({ require: ["justification"], authenticationContext: "c1" })])).to.be.empty;
    expect(told(ID, [settings({ require: undefined, authenticationContext: "c1" })])).to.be.empty;
  });

  it("denies activation without either", () => {
    expect(told(ID, [settings({ require: ["justification", "ticket"] })])).to.deep.equal([
      complaint("activation takes justification and ticket"),
    ]);
    expect(told(ID, [settings({ require: [], authenticationContext: "none" })])).to.deep.equal([
      complaint("activation takes nothing"),
    ]);
  });

  it("denies settings that leave it open", () => {
    const open = complaint("activation.require is not declared");
    expect(told(ID, [settings({ require: undefined })])).to.deep.equal([open]);
    expect(told(ID, [settings({}, { activation: undefined })])).to.deep.equal([open]);
  });

  it("leaves roles above maxTier alone", () => {
    expect(told(ID, [settings({ require: [] }, { role: ROLE.guestInviter })])).to.be.empty;
  });

  it("does not judge a custom role until somebody classes it", () => {
    const custom = [settings({ require: [] }, { role: ROLE.custom })];
    expect(told(ID, custom)).to.deep.equal([
      `advice ${ID}: settings of ${ROLE.custom}: not judged: nobody has classed this custom role; give its tier in customRoles`,
    ]);
    expect(told(ID, custom, { customRoles: { [ROLE.custom]: 0 } })).to.deep.equal([
      complaint("activation takes nothing", ROLE.custom),
    ]);
  });

  it("excepts the help desk only where the configuration says so", () => {
    const helpdesk = [settings({ require: ["ticket"] }, { role: ROLE.helpdesk })];
    expect(told(ID, helpdesk)).to.deep.equal([complaint("activation takes ticket", "Helpdesk Administrator")]);
    expect(told(ID, helpdesk, { helpdeskException: true })).to.be.empty;
    expect(told(ID, [settings({ require: ["ticket"] })], { helpdeskException: true })).to.have.lengthOf(1);
  });

  it("honours a waiver as long as no guest holds the role", () => {
    const helpdesk = settings({ require: ["ticket"] }, { role: ROLE.helpdesk });
    const member = eligibility({ role: ROLE.helpdesk });
    const waived = `advice ${ID}: settings of Helpdesk Administrator: waived until 2027-06-30 (table; owner identity): activation takes ticket`;
    expect(told(ID, [helpdesk, member], { waivers: [waiver] })).to.deep.equal([waived]);
    const guest = eligibility({ role: ROLE.helpdesk, userType: "guest", principalName: "eve@fabrikam.com" });
    const guests = complaint(
      "activation takes ticket, and guests hold the role (eve@fabrikam.com as Helpdesk Administrator)",
      "Helpdesk Administrator",
    );
    expect(told(ID, [helpdesk, member, guest], { waivers: [waiver] })).to.deep.equal([
      waived,
      `${guests}; the waiver (table; owner identity) does not hold here`,
    ]);
    expect(told(ID, [helpdesk, eligibility({ userType: "guest" })], { waivers: [waiver] })).to.deep.equal([waived]);
  });

  it("does not judge what is not known yet, and does not need to know the approvers", () => {
    expect(told(ID, [settings({ require: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: settings of Exchange Administrator: not judged: activation.require of exchange-settings is not known before the update`,
    ]);
    expect(told(ID, [settings({ approval: { required: true, approvers: UNKNOWN } })])).to.be.empty;
  });
});
