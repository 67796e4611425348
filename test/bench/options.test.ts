import { expect } from "chai";
import { readOptions } from "../../bench/options";

describe("the options of npm run bench", () => {
  it("are 100 and 500 resources, five pairs, tables on stdout", () => {
    const expected = { sizes: [100, 500], rounds: 5, up: true, tenant: false, json: false, check: false, write: false };
    expect(readOptions([])).to.deep.equal(expected);
  });

  it("are three sizes of tenant where the tenant is measured", () => {
    expect(readOptions(["--tenant"]).sizes).to.deep.equal([10, 1000, 10_000]);
  });

  it("take other sizes and rounds", () => {
    expect(readOptions(["--sizes", "10,2000", "--rounds", "1", "--no-up", "--check"])).to.deep.include({
      sizes: [10, 2000],
      rounds: 1,
      up: false,
      check: true,
    });
  });
});
