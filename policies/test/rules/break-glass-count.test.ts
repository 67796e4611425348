import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { breakGlass, eligibility, personId, ROLE, settings, stack } from "../support/good";
import { told } from "../support/judge";

const ID = "break-glass-count";

describe(ID, () => {
  it("allows two to four accounts", () => {
    expect(told(ID, stack())).to.be.empty;
    expect(
      told(
        ID,
        [1, 2, 3, 4].map((number) => breakGlass(number)),
      ),
    ).to.be.empty;
  });

  it("denies one", () => {
    expect(told(ID, [breakGlass(1)])).to.deep.equal([
      `violation ${ID}: Global Administrator: 1 break-glass account (bg1@contoso.com); allowed: 2 to 4; declare them with breakGlass: true`,
    ]);
  });

  it("denies none where the stack has Global Administrators or their settings", () => {
    const none = `violation ${ID}: Global Administrator: 0 break-glass accounts; allowed: 2 to 4; declare them with breakGlass: true`;
    expect(told(ID, [eligibility({ role: ROLE.global })])).to.deep.equal([none]);
    expect(told(ID, [settings({}, { role: ROLE.global })])).to.deep.equal([none]);
  });

  it("does not judge a stack that has to do with neither", () => {
    expect(told(ID, [eligibility()])).to.deep.equal([
      `advice ${ID}: Global Administrator: not judged: this stack declares neither that role nor a break-glass account`,
    ]);
  });

  it("denies five", () => {
    expect(
      told(
        ID,
        [1, 2, 3, 4, 5].map((number) => breakGlass(number)),
      ),
    ).to.deep.equal([
      `violation ${ID}: Global Administrator: 5 break-glass accounts (bg1@contoso.com, bg2@contoso.com, bg3@contoso.com, bg4@contoso.com, bg5@contoso.com); allowed: 2 to 4; retire those that nobody needs`,
    ]);
  });

  it("counts an account once, whether a line or the configuration names it, by name or id", () => {
    const named = { breakGlass: ["BG1@contoso.com", personId(102), "bg3@contoso.com"], min: 3, max: 3 };
    expect(told(ID, [...stack(), breakGlass(1, { role: ROLE.exchange })], named)).to.be.empty;
    expect(told(ID, stack(), { min: 3, max: 3 })).to.deep.equal([
      `violation ${ID}: Global Administrator: 2 break-glass accounts (bg1@contoso.com, bg2@contoso.com); allowed: exactly 3; declare them with breakGlass: true`,
    ]);
  });

  it("does not judge while it is not known who a break-glass account is", () => {
    expect(told(ID, [breakGlass(1), breakGlass(2, { principalId: UNKNOWN })])).to.deep.equal([
      `advice ${ID}: Global Administrator: not judged: principalId of bg2 is not known before the update`,
    ]);
    expect(told(ID, [...stack(), eligibility({ principalId: UNKNOWN })])).to.be.empty;
  });
});
