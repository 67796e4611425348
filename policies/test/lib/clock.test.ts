import { expect } from "chai";
import { now } from "../../lib";

describe("the pack's clock", () => {
  it("is the machine's", () => {
    const before = Date.now();
    expect(now({}).getTime()).to.be.within(before, Date.now());
  });

  it("is PIM_POLICY_CLOCK where that is set", () => {
    expect(now({ PIM_POLICY_CLOCK: "2027-01-01" }).toISOString()).to.equal("2027-01-01T00:00:00.000Z");
    expect(now({ PIM_POLICY_CLOCK: "2027-01-01T10:00:00+02:00" }).toISOString()).to.equal("2027-01-01T08:00:00.000Z");
  });

  it("refuses what is no moment", () => {
    expect(() => now({ PIM_POLICY_CLOCK: "tomorrow" })).to.throw(
      'PIM_POLICY_CLOCK must be a date or a time with offset such as 2026-12-31 or 2026-12-31T18:00:00Z, got "tomorrow"',
    );
  });
});
