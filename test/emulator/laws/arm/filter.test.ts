import { expect } from "chai";
import fc from "fast-check";
import { readFilter } from "../../../../src/emulator/laws/arm/filter";

const words = { functions: ["atScope", "assignedTo"], properties: ["principalId", "resourceType"], supported: "these" };
const read = (text: string, more: object = {}) => {
  const { functions, equals } = readFilter({ query: new URLSearchParams({ $filter: text }) }, { ...words, ...more });
  return [...functions, ...equals];
};

describe("a filter of Azure Resource Manager", () => {
  it("is empty where there is none", () => {
    expect(read("")).to.deep.equal([]);
  });

  for (const text of [
    "atScope() and principalId eq 'x'",
    "(principalId eq 'x') and (ATSCOPE( ))",
    "((atscope() AND principalid EQ 'x'))",
  ])
    it(`reads ${text}, in any order, case and parentheses`, () => {
      expect(read(text)).to.have.deep.members([
        ["atscope", ""],
        ["principalid", ["x"]],
      ]);
    });

  it("reads arguments in quotes and without", () => {
    expect(read("assignedTo('a b')")).to.deep.equal([["assignedto", "a b"]]);
    expect(read("assignedTo(1-2)")).to.deep.equal([["assignedto", "1-2"]]);
  });

  it("reads values of one property joined by or", () => {
    expect(read("resourceType eq 'a' or resourceType eq 'b'")).to.deep.equal([["resourcetype", ["a", "b"]]]);
  });

  it("reads bare values only where the list takes them", () => {
    expect(() => read("principalId eq 1-2")).to.throw("is not supported");
    expect(read("principalId eq 1-2", { bareValues: true })).to.deep.equal([["principalid", ["1-2"]]]);
  });

  for (const text of [
    "nothing()",
    "name eq 'x'",
    "principalId ne 'x'",
    "principalId eq 'x' or resourceType eq 'y'",
    "atScope(",
    "(atScope()",
    "'",
  ])
    it(`refuses ${text}`, () => {
      expect(() => read(text)).to.throw("is not supported");
    });

  it("gives any text in quotes back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(`principalId eq '${text.replaceAll("'", "''")}'`)).to.deep.equal([["principalid", [text]]]);
      }),
    );
  });
});
