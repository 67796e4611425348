import { expect } from "chai";
import { Patience } from "../../src/clients/patience";
import { ReadBacks } from "../../src/clients/read-backs";

/** A world in which number `n` appears at time `n` (ms), and every look is counted. */
function world() {
  const state = { time: 0, ones: 0, lists: 0 };
  const transport = {
    pause: async (ms: number) => {
      const due = state.time + ms;
      await new Promise((turn) => setImmediate(turn));
      state.time = Math.max(state.time, due);
    },
  };
  const seen = (target: number) => (state.time >= target ? target : undefined);
  const readBacks = new ReadBacks<number, number | undefined>(
    {
      one: async (target) => {
        state.ones += 1;
        return seen(target);
      },
      all: async () => {
        state.lists += 1;
        return seen;
      },
    },
    transport,
  );
  const wait = (target: number, timeout: string) =>
    readBacks.wait(target, (shown) => shown !== undefined, new Patience(transport, timeout));
  return { state, wait };
}

describe("ReadBacks", () => {
  it("looks at once", async () => {
    const { state, wait } = world();
    expect(await wait(0, "PT1M")).to.deep.equal({ accepted: true, seen: 0 });
    expect(state).to.deep.equal({ time: 0, ones: 1, lists: 0 });
  });

  it("reads one list for all of more than twenty", async () => {
    const { state, wait } = world();
    await Promise.all(Array.from({ length: 50 }, () => wait(0, "PT1M")));
    expect(state.lists).to.equal(1);
  });

  it("looks with growing pauses until it sees", async () => {
    const { state, wait } = world();
    expect((await wait(60_000, "PT2M")).accepted).to.equal(true);
    expect(state.ones).to.be.within(6, 14);
    expect(state.time).to.be.within(60_000, 72_000);
  });

  it("stops when the patience ends, and says what it saw", async () => {
    const { state, wait } = world();
    expect(await wait(600_000, "PT1M")).to.deep.equal({ accepted: false, seen: undefined });
    expect(state.time).to.be.within(59_000, 61_000);
  });

  it("serves a short and a long wait from the same looks", async () => {
    const { state, wait } = world();
    const [short, long] = await Promise.all([wait(600_000, "PT30S"), wait(40_000, "PT5M")]);
    expect(short.accepted).to.equal(false);
    expect(long.accepted).to.equal(true);
    expect(state.time).to.be.within(40_000, 52_000);
  });

  it("looks for a newcomer at once while others pause", async () => {
    const { state, wait } = world();
    const slow = wait(50_000, "PT5M");
    await new Promise((turn) => setImmediate(turn));
    const before = state.time;
    expect((await wait(0, "PT5M")).accepted).to.equal(true);
    expect(state.time - before).to.be.below(15_000);
    expect((await slow).accepted).to.equal(true);
  });

  it("tells everybody when a look fails", async () => {
    const readBacks = new ReadBacks<number, number>(
      { one: () => Promise.reject(new Error("down")), all: () => Promise.reject(new Error("down")) },
      { pause: async () => undefined },
    );
    const patience = () => new Patience({ pause: async () => undefined }, "PT1M");
    const results = await Promise.allSettled(
      Array.from({ length: 25 }, (_, index) => readBacks.wait(index, () => true, patience())),
    );
    expect(results.every(({ status }) => status === "rejected")).to.equal(true);
  });
});
