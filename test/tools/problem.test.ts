import { expect } from "chai";
import { loadTool } from "./load-tool";

interface ProblemModule {
  Problem: new (what: string, more?: { why?: string; cure?: string }) => Error;
  explain(error: unknown): string;
}

describe("a problem", () => {
  let problem: ProblemModule;
  before(async () => {
    problem = await loadTool<ProblemModule>("problem.mjs");
  });

  it("says what, why and the cure, and no stack", () => {
    const error = new problem.Problem("npm ci failed", { why: "no network\nat all\n", cure: "connect" });
    expect(problem.explain(error)).to.equal(
      "error: npm ci failed\n  why:  no network\n        at all\n  cure: connect",
    );
  });

  it("tells an unforeseen error by its message alone", () => {
    expect(problem.explain(new TypeError("x is not a function"))).to.equal("error: x is not a function");
    expect(problem.explain("text")).to.equal("error: text");
  });
});
