import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, breakGlass, eligibility, ROLE, settings, stack } from "../support/good";
import { told } from "../support/judge";

const ID = "break-glass-permanent-active-ga";
const UNIT = "/administrativeUnits/b0000000-0000-4000-8000-000000000001";
const complaint = (problem: string, account = "bg1@contoso.com") =>
  `violation ${ID}: ${account} as Global Administrator: ${problem}; allowed: an active, permanent assignment of the whole tenant; declare it as EntraRoleAssignment with schedule: { permanent: true }`;

describe(ID, () => {
  it("allows accounts that hold the role actively and permanently", () => {
    expect(told(ID, [...stack(), breakGlass(1, { role: ROLE.exchange })])).to.be.empty;
    expect(told(ID, [assignment(), settings()])).to.be.empty;
  });

  it("denies an assignment that ends", () => {
    expect(told(ID, [breakGlass(1, { schedule: { duration: "P365D" } })])).to.deep.equal([
      complaint("the break-glass account's assignment ends"),
    ]);
  });

  it("denies an assignment of a part of the tenant", () => {
    expect(told(ID, [breakGlass(1, { directoryScope: UNIT })])).to.deep.equal([
      complaint(`the break-glass account holds the role only in ${UNIT}`),
    ]);
  });

  it("denies an account that is only eligible", () => {
    const eligible = eligibility({ role: ROLE.global, principalName: "bg1@contoso.com" });
    expect(told(ID, [eligible], { breakGlass: ["bg1@contoso.com"] })).to.deep.equal([
      complaint("the break-glass account is only eligible"),
    ]);
  });

  it("denies an account that does not hold the role", () => {
    const absent = "the break-glass account does not hold the role in this stack";
    expect(told(ID, [breakGlass(1, { role: ROLE.exchange })])).to.deep.equal([complaint(absent)]);
    expect(told(ID, stack(), { breakGlass: ["bg9@contoso.com"] })).to.deep.equal([
      complaint(absent, "bg9@contoso.com"),
    ]);
  });

  it("does not judge what is not known yet", () => {
    expect(told(ID, [breakGlass(1), breakGlass(2, { schedule: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: bg2@contoso.com as Global Administrator: not judged: schedule of bg2 is not known before the update`,
    ]);
    expect(told(ID, [breakGlass(1), breakGlass(2, { principalId: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: Global Administrator: not judged: principalId of bg2 is not known before the update`,
    ]);
  });
});
