import { expect } from "chai";
import * as fc from "fast-check";
import { formatTime, parseDuration, parseTime } from "../../src/emulator/time";

describe("time of the embedded tenant", () => {
  it("prints no fraction where there is none", () => {
    expect(formatTime(Date.UTC(2026, 11, 22))).to.equal("2026-12-22T00:00:00Z");
    expect(formatTime(Date.UTC(2026, 11, 22, 1, 2, 3, 450))).to.equal("2026-12-22T01:02:03.45Z");
  });

  it("reads back every instant it prints", async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => parseTime(formatTime(ms)) === ms),
    );
  });

  it("takes dates with a zone and refuses those without", () => {
    expect(parseTime("2027-01-01T02:00:00+02:00")).to.equal(Date.UTC(2027, 0, 1));
    for (const text of ["2027-01-01", "2027-01-01T00:00:00", "2027-13-01T00:00:00Z", "tomorrow", 5, null])
      expect(parseTime(text), String(text)).to.equal(undefined);
  });

  it("takes days, hours, minutes and seconds as Edm.Duration, nothing else", () => {
    expect(parseDuration("P1DT2H3M4.5S")).to.equal(((24 + 2) * 60 + 3) * 60_000 + 4500);
    expect(parseDuration("PT0S")).to.equal(0);
    for (const text of ["P6M", "P1W", "P1Y", "P", "PT", "P1DT", "30 days, 0:00:00", "-P1D", "p30d", "", 30])
      expect(parseDuration(text), String(text)).to.equal(undefined);
  });
});
