import { expect } from "chai";
import { checkPaths, matches, wantedBy } from "../../../src/emulator/odata/filter";
import { parseFilter } from "../../../src/emulator/odata/filter-parse";

const ada = {
  displayName: "Ada O'Neil",
  accountEnabled: true,
  groupTypes: ["Unified", "DynamicMembership"],
  createdDateTime: "2026-05-01T00:00:00Z",
  manager: null,
  level: 3,
  scheduleInfo: { expiration: { type: "noExpiration" } },
};
const passes = (filter: string) => matches(parseFilter(filter), ada);

describe("$filter", () => {
  it("compares texts without case, with doubled quotes", () => {
    expect(passes("displayName eq 'ada o''neil'")).to.equal(true);
    expect(passes("displayName ne 'ada o''neil'")).to.equal(false);
  });

  it("compares numbers, booleans, null and dates", () => {
    expect(passes("level ge 3 and level lt 4 and accountEnabled eq true and manager eq null")).to.equal(true);
    expect(passes("createdDateTime gt 2026-04-30T23:00:00-01:00")).to.equal(false);
    expect(passes("createdDateTime ge 2026-05-01T02:00:00+02:00")).to.equal(true);
  });

  it("binds and before or, not before both, parentheses first", () => {
    expect(passes("level eq 3 or level eq 4 and level eq 5")).to.equal(true);
    expect(passes("(level eq 3 or level eq 4) and level eq 5")).to.equal(false);
    expect(passes("not (level eq 4) and NOT(level eq 5)")).to.equal(true);
  });

  it("knows startswith, endswith, contains and in", () => {
    expect(
      passes("startswith(displayName,'ada') and endswith(displayName, 'NEIL') and contains(displayName,'o''')"),
    ).to.equal(true);
    expect(passes("level in (1, 2, 3)")).to.equal(true);
    expect(passes("displayName in ('x','y')")).to.equal(false);
  });

  it("looks into collections and complex properties", () => {
    expect(passes("groupTypes/any(c:c eq 'unified')")).to.equal(true);
    expect(passes("not groupTypes/any(c:c eq 'Other') and groupTypes/any()")).to.equal(true);
    expect(passes("groupTypes/all(c:startswith(c,'U'))")).to.equal(false);
    expect(passes("scheduleInfo/expiration/type eq 'noExpiration'")).to.equal(true);
  });

  it("refuses what it cannot read with a 400 that shows the place", () => {
    for (const filter of [
      "displayName eq",
      "eq 'x'",
      "displayName is 'x'",
      "(level eq 1",
      "level eq 1)",
      "level eq x",
      "displayName eq 'x",
      "level in ()",
      "startswith(displayName,3)",
      "",
    ])
      expect(() => parseFilter(filter), filter).to.throw(/^Invalid filter clause/);
  });

  it("takes fifteen values in one in, not sixteen", () => {
    const values = (count: number) => Array.from({ length: count }, (_, index) => `'${index}'`).join(",");
    expect(() => parseFilter(`id in (${values(15)})`)).to.not.throw();
    expect(() => parseFilter(`id in (${values(16)})`)).to.throw("16. Max allowed: 15");
  });

  it("refuses a property that the type does not have", () => {
    const known = new Set(["displayName", "groupTypes"]);
    const check = (filter: string) => () => checkPaths(parseFilter(filter), known, "microsoft.graph.group");
    expect(check("displayName eq 'x' and groupTypes/any(c:c eq 'y')")).to.not.throw();
    expect(check("displayName eq 'x' or bogus eq 1")).to.throw("'bogus' on type 'microsoft.graph.group'");
  });

  it("names the properties that a list may narrow itself by, and none from or and not", () => {
    const wanted = wantedBy(parseFilter("a eq 'x' and b in ('y','z') and (c eq 1 or d eq 2) and not (e eq 3)"));
    expect([...wanted]).to.deep.equal([
      ["a", ["x"]],
      ["b", ["y", "z"]],
    ]);
  });
});
