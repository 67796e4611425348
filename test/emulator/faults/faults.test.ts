import { expect } from "chai";
import type { FaultRule } from "../../../src/emulator";
import { Faults } from "../../../src/emulator/faults/faults";

const rule = (aim: Partial<FaultRule> = {}): FaultRule => ({ on: "* **", ...aim, fault: "truncate" }) as FaultRule;

/** Which of `count` equal requests are hit. */
function hits(
  faults: readonly FaultRule[],
  { seed = "a", count = 10, method = "GET", path = "/v1.0/users" } = {},
): number[] {
  const decided = new Faults();
  decided.plan({ seed, faults });
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.filter(() => decided.hit({ method, path }, "truncate") !== undefined);
}

describe("rules of faults", () => {
  it("hit every request that they match without more words", () => {
    expect(hits([rule()], { count: 3 })).to.deep.equal([1, 2, 3]);
  });

  it("hit the first ones, or the ones counted, of those that match", () => {
    expect(hits([rule({ first: 2 })])).to.deep.equal([1, 2]);
    expect(hits([rule({ nth: [3, 5] })])).to.deep.equal([3, 5]);
  });

  it("hit by chance, about as often as said, and the same ones for the same seed", () => {
    const by = (seed: string) => hits([rule({ chance: 0.2 })], { seed, count: 1000 });
    expect(by("a")).to.deep.equal(by("a")).and.not.deep.equal(by("b"));
    expect(by("a").length).to.be.within(150, 250);
  });

  it("match method and path without case and query, one star within a segment, two across", () => {
    const matches = (on: string, path: string, method = "GET") =>
      hits([rule({ on })], { path, method, count: 1 }).length === 1;
    expect(matches("GET /v1.0/users", "/v1.0/Users?$top=1")).to.equal(true);
    expect(matches("GET /v1.0/users", "/v1.0/users/1")).to.equal(false);
    expect(matches("GET /v1.0/*", "/v1.0/users")).to.equal(true);
    expect(matches("GET /v1.0/*", "/v1.0/users/1")).to.equal(false);
    expect(matches("GET /v1.0/**", "/v1.0/users/1")).to.equal(true);
    expect(matches("POST **", "/v1.0/users")).to.equal(false);
    expect(matches("* **/users", "/beta/users", "PATCH")).to.equal(true);
  });

  it("count on although an earlier rule has hit", () => {
    const faults = [rule({ first: 1 }), rule({ nth: [2] })];
    expect(hits(faults)).to.deep.equal([1, 2]);
  });
});
