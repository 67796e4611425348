import { expect } from "chai";
import { sectionOf, writeSection } from "../../bench/page";

describe("the page of benchmarks", () => {
  const page = "# Benchmarks\n\nWhat is measured.\n";

  it("gets a section at its end for a size that it does not have", () => {
    const written = writeSection(page, 100, "first");
    expect(written).to.equal(`${page}\n<!-- measured: 100 -->\nfirst\n<!-- end: 100 -->\n`);
  });

  it("gets the new section in place of the old one, all else untouched", () => {
    const both = writeSection(writeSection(page, 100, "old"), 500, "other");
    expect(writeSection(both, 100, "new")).to.equal(both.replace("old", "new"));
  });

  it("takes 100 and 1000 for two sizes", () => {
    const both = writeSection(writeSection(page, 1000, "large"), 100, "small");
    expect(both).to.contain("large").and.to.contain("small");
  });

  it("tells when, where, how often and how busy", () => {
    const about = { date: "2026-11-22", machine: "2 cores", rounds: 1, load: "0.5 before, 2.0 after" };
    expect(sectionOf(100, about, "TABLES")).to.equal(
      "## 100 resources\n\n2026-11-22 · 2 cores · one pair · load 0.5 before, 2.0 after\n\nTABLES",
    );
  });
});
