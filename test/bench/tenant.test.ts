import { expect } from "chai";
import { growthOf, holds, measureTenant, tenantTable } from "../../bench/tenant";

const rate = (small: number, large: number, filtered = true) => ({
  family: "users",
  filtered,
  perSecond: new Map([
    [10, small],
    [10_000, large],
  ]),
});

describe("the benchmark of the embedded tenant", function () {
  this.timeout(60_000);

  it("says how many times as long a request takes in a large tenant", () => {
    expect(growthOf(rate(1000, 500))).to.equal(2);
    expect(holds(rate(1000, 500))).to.equal(true);
    expect(holds(rate(1000, 499))).to.equal(false);
    expect(holds(rate(1000, 1, false))).to.equal(undefined);
  });

  it("prints a row for each family, and what does not hold in bold", () => {
    expect(tenantTable([rate(1000, 100), rate(1000, 100, false)])).to.equal(
      [
        "| requests a second | 10 | 10000 | growth | at most 2 |",
        "| --- | --- | --- | --- | --- |",
        "| users | 1000 | 100 | 10.00 | **no** |",
        "| users | 1000 | 100 | 10.00 |  |",
      ].join("\n"),
    );
  });

  it("asks every family of a real tenant, and each answers", async () => {
    const rates = await measureTenant([10], () => undefined, 1);
    expect(rates.length).to.be.greaterThan(10);
    for (const { family, perSecond } of rates) expect(perSecond.get(10), family).to.be.greaterThan(0);
  });
});
