import { expect } from "chai";
import fc from "fast-check";
import { addDuration, canonicalDuration, duration, explain, minutesOf } from "../../src/model";

const complaint = (text: string) =>
  explain(duration, text)
    .complaints.map(({ message }) => message)
    .join();

describe("duration", () => {
  it("is written in its shortest form", () => {
    expect(explain(duration, "PT60M").value).to.equal("PT1H");
    expect(explain(duration, "PT24H").value).to.equal("P1D");
    expect(explain(duration, "P0DT90M").value).to.equal("PT1H30M");
  });

  it("refuses months and years and gives the day form as cure", () => {
    expect(complaint("P3M")).to.contain("write P90D");
    expect(complaint("P12M")).to.contain("write P365D");
    expect(complaint("P1Y")).to.contain("write P365D");
    expect(complaint("P2W")).to.contain("write P14D");
  });

  it("refuses what is no duration, zero, seconds and signs", () => {
    for (const text of ["", "90", "P", "PT", "P0D", "PT0M", "PT30S", "-P1D", "P1.5D", "30 days, 0:00:00", "p1d"]) {
      expect(complaint(text), text).not.to.equal("");
    }
  });

  it("keeps its length when it is made canonical, and stays canonical", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(40), fc.nat(90), (days, hours, minutes) => {
        fc.pre(days + hours + minutes > 0);
        const text = `P${days}DT${hours}H${minutes}M`;
        const canonical = canonicalDuration(text);
        expect(minutesOf(canonical)).to.equal(minutesOf(text));
        expect(canonicalDuration(canonical)).to.equal(canonical);
        expect(explain(duration, canonical).value).to.equal(canonical);
      }),
    );
  });

  it("counts days as 24 hours, whatever the clocks of a country do", () => {
    expect(addDuration(new Date("2026-03-28T12:00:00Z"), "P2D").toISOString()).to.equal("2026-03-30T12:00:00.000Z");
  });
});
