import { expect } from "chai";
import * as fc from "fast-check";
import type { Measurement, Round } from "../../bench/sample";
import { costs, median, verdicts } from "../../bench/verdict";

const round = (ours: number, equal: number, tiny = 1): Round => ({
  up: { ours: { seconds: ours }, equal: { seconds: equal } },
  preview: { ours: { seconds: ours }, equal: { seconds: equal }, tiny: { seconds: tiny } },
  refresh: { ours: { seconds: ours }, equal: { seconds: equal } },
});
const of = (...rounds: Round[]): Measurement => ({ size: 100, rounds });
const ratios = (measurement: Measurement) =>
  verdicts(measurement).map(({ step, floor, ratio, holds }) => `${step} ${floor} ${ratio.toFixed(2)} ${holds}`);

describe("the verdict of a measurement", () => {
  it("holds each step against the limits of the house", () => {
    expect(ratios(of(round(1.4, 1, 0.8)))).to.deep.equal([
      "up equal 1.40 true",
      "preview equal 1.40 false",
      "preview tiny 1.75 true",
      "refresh equal 1.40 false",
    ]);
  });

  it("lets a limit hold that is just reached", () => {
    expect(ratios(of(round(1.25, 1, 0.625))).filter((one) => one.endsWith("false"))).to.deep.equal([]);
  });

  it("takes the median of the pairs' ratios: a pair that was slowed as a whole changes nothing", () => {
    const [up] = verdicts(of(round(1.1, 1), round(11, 10), round(1.2, 1)));
    expect(up).to.include({ ratio: 1.1, lowest: 1.1, highest: 1.2, ours: 1.2, theirs: 1 });
  });

  it("leaves out what was not measured", () => {
    expect(verdicts(of({ up: {}, preview: {}, refresh: {} }))).to.deep.equal([]);
  });

  it("compares processor time where both sides know theirs", () => {
    const measurement = of({
      up: { ours: { seconds: 1, processor: 3 }, equal: { seconds: 1, processor: 2 } },
      preview: { ours: { seconds: 1, processor: 3 }, equal: { seconds: 1 } },
      refresh: {},
    });
    expect(verdicts(measurement).map(({ processor }) => processor)).to.deep.equal([1.5, undefined]);
  });

  it("tells the most requests and the largest process of any round", () => {
    const sample = (reads: number, megabytes: number): Round => ({
      up: {},
      preview: {},
      refresh: {
        ours: { seconds: 1, requests: { reads, writes: 0, pages: 1 }, memory: { megabytes, process: "program" } },
      },
    });
    expect(costs(of(sample(3, 200), sample(4, 100))).at(-1)).to.deep.equal({
      size: 100,
      step: "refresh",
      requests: { reads: 4, writes: 0, pages: 1 },
      ours: { megabytes: 200, process: "program" },
      equal: undefined,
    });
  });
});

describe("a median", () => {
  it("is the middle one, or halfway between the two in the middle", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).to.deep.equal([2, 2.5, 7]);
  });

  it("has as many values below as above", () =>
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).to.be.at.most(values.length / 2);
      }),
    ));
});
