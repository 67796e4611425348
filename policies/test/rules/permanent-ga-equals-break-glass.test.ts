import { expect } from "chai";
import { UNKNOWN } from "pim-as-code/model";
import { assignment, breakGlass, ROLE, stack } from "../support/good";
import { told } from "../support/judge";

const ID = "permanent-ga-equals-break-glass";
const standing = { role: ROLE.global, schedule: { permanent: true } };

describe(ID, () => {
  it("allows break-glass accounts, and Global Administrators with an end", () => {
    expect(told(ID, [...stack(), assignment({ role: ROLE.global })])).to.be.empty;
    expect(told(ID, [...stack(), assignment(standing)], { breakGlass: ["alice@contoso.com"] })).to.be.empty;
  });

  it("denies every other permanent one", () => {
    expect(told(ID, [...stack(), assignment(standing)])).to.deep.equal([
      `violation ${ID}: alice@contoso.com as Global Administrator: permanent, and no break-glass account; allowed: break-glass accounts only; make it an eligibility; or, of an emergency access account, say breakGlass: true`,
    ]);
  });

  it("denies a break-glass account that is not among them", () => {
    expect(told(ID, [...stack(), breakGlass(3, { schedule: { duration: "P1D" } })])).to.deep.equal([
      `violation ${ID}: bg3@contoso.com as Global Administrator: a break-glass account, and not among the permanent ones; allowed: every break-glass account; assign the role permanently, or retire the account`,
    ]);
  });

  it("judges each line on its own when another is not known yet", () => {
    const unknown = assignment({ ...standing, principalId: UNKNOWN, principalName: UNKNOWN }, "somebody");
    const named = { breakGlass: ["bg1@contoso.com", "bg2@contoso.com"] };
    expect(
      told(ID, [...stack(), unknown, assignment(standing)], named).map((text) => text.split(": ").slice(0, 3)),
    ).to.deep.equal([
      [`advice ${ID}`, "somebody not known yet as Global Administrator", "not judged"],
      [
        `violation ${ID}`,
        "alice@contoso.com as Global Administrator",
        "permanent, and no break-glass account; allowed",
      ],
      [`advice ${ID}`, "Global Administrator", "not judged"],
    ]);
  });
});
