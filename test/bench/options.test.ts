import { expect } from "chai";
import { readOptions } from "../../bench/options";

describe("the options of npm run bench", () => {
  it("are 100 and 500 resources, five pairs, tables on stdout", () => {
    const expected = { sizes: [100, 500], rounds: 5, up: true, json: false, check: false, write: false };
    expect(readOptions([])).to.deep.equal(expected);
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
