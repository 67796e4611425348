import { expect } from "chai";
import fc from "fast-check";
import { Gate } from "../../src/clients/gate";

describe("Gate", () => {
  it("lets no more through than it has places, everybody in the end, in their order", async () => {
    const worker = fc.record({ turns: fc.nat(3), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(worker, { maxLength: 20 }), async (places, workers) => {
        const gate = new Gate(places);
        const entered: number[] = [];
        let inside = 0;
        let most = 0;
        const results = await Promise.allSettled(
          workers.map(({ turns, fails }, index) =>
            gate.through(async () => {
              entered.push(index);
              inside += 1;
              most = Math.max(most, inside);
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              inside -= 1;
              if (fails) throw new Error("failed");
            }),
          ),
        );
        expect(most).to.be.at.most(places);
        expect(entered).to.deep.equal(workers.map((_, index) => index));
        expect(results.map(({ status }) => status === "rejected")).to.deep.equal(workers.map(({ fails }) => fails));
      }),
    );
  });
});
