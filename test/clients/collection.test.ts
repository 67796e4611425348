import { expect } from "chai";
import fc from "fast-check";
import { Collection } from "../../src/clients/collection";

interface Row {
  readonly key: string;
  readonly value: number;
}

/** A store that counts its reads. */
class Store {
  readonly values = new Map<string, number>();
  lists = 0;
  filtered = 0;

  collection(): Collection<Row, string> {
    return new Collection<Row, string>({
      all: async () => {
        this.lists += 1;
        return [...this.values].map(([key, value]) => ({ key, value }));
      },
      some: async (key) => {
        this.filtered += 1;
        return [...this.values].flatMap(([known, value]) => (known === key ? [{ key, value }] : []));
      },
      keyOfRow: ({ key }) => key,
      keyOf: (key) => key,
    });
  }
}

describe("Collection", () => {
  it("reads once for all who ask at the same time and later", async () => {
    const store = new Store();
    store.values.set("a", 1);
    const collection = store.collection();
    await Promise.all([collection.find("a"), collection.find("b"), collection.all()]);
    expect(await collection.find("a")).to.deep.equal([{ key: "a", value: 1 }]);
    expect(store).to.include({ lists: 1, filtered: 0 });
  });

  it("reads a key again that we have written, and no other", async () => {
    const store = new Store();
    store.values.set("a", 1).set("b", 1);
    const collection = store.collection();
    await collection.find("a");
    collection.touch("a");
    store.values.set("a", 2).set("b", 2);
    expect(await collection.find("a")).to.deep.equal([{ key: "a", value: 2 }]);
    expect(await collection.find("a")).to.deep.equal([{ key: "a", value: 2 }]);
    expect(await collection.find("b")).to.deep.equal([{ key: "b", value: 1 }]);
    expect(store).to.include({ lists: 1, filtered: 1 });
  });

  it("does not take a read for current that began before the write", async () => {
    const store = new Store();
    const collection = store.collection();
    await collection.find("a");
    const early = collection.direct("a");
    collection.touch("a");
    store.values.set("a", 2);
    await early;
    expect(collection.hasSeenOwnWrite("a")).to.equal(false);
    expect(await collection.find("a")).to.deep.equal([{ key: "a", value: 2 }]);
    expect(collection.hasSeenOwnWrite("a")).to.equal(true);
  });

  it("does not let a list that began before the write hide what was seen after it", async () => {
    const values = new Map<string, number>();
    const rowsOf = () => [...values].map(([key, value]) => ({ key, value }));
    let answer: () => void = () => undefined;
    let slow = false;
    const collection = new Collection<Row, string>({
      all: async () => {
        const rows = rowsOf();
        if (slow) await new Promise<void>((resolve) => (answer = resolve));
        return rows;
      },
      some: async (key) => rowsOf().filter((row) => row.key === key),
      keyOfRow: ({ key }) => key,
      keyOf: (key) => key,
    });
    await collection.find("a");
    slow = true;
    const early = collection.readAgain();
    collection.touch("a");
    values.set("a", 1);
    await collection.direct("a");
    answer();
    await early;
    expect(await collection.find("a")).to.deep.equal([{ key: "a", value: 1 }]);
  });

  it("tries again after a list that failed", async () => {
    let tries = 0;
    const collection = new Collection<Row, string>({
      all: async () => {
        tries += 1;
        if (tries === 1) throw new Error("down");
        return [{ key: "a", value: 1 }];
      },
      some: async () => [],
      keyOfRow: ({ key }) => key,
      keyOf: (key) => key,
    });
    const first = await collection.find("a").catch((error: Error) => error.message);
    expect(first).to.equal("down");
    expect(await collection.find("a")).to.have.length(1);
  });

  it("always shows our own writes, and lists again only for them", async () => {
    const key = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("write" as const), key, value: fc.option(fc.integer(), { nil: undefined }) }),
      fc.record({ kind: fc.constantFrom("find" as const, "direct" as const), key }),
      fc.record({ kind: fc.constantFrom("all" as const, "again" as const), key }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const store = new Store();
        store.values.set("a", 0);
        const collection = store.collection();
        const rows = (only: string) =>
          [...store.values].flatMap(([known, value]) => (known === only ? [{ key: known, value }] : []));
        for (const one of steps) {
          if (one.kind === "write") {
            collection.touch(one.key);
            if (one.value === undefined) store.values.delete(one.key);
            else store.values.set(one.key, one.value);
          } else if (one.kind === "again") {
            await collection.readAgain();
          } else if (one.kind === "all") {
            expect(new Set(await collection.all())).to.deep.equal(
              new Set([...store.values].map(([known, value]) => ({ key: known, value }))),
            );
          } else {
            const seen = one.kind === "find" ? await collection.find(one.key) : await collection.direct(one.key);
            expect(seen).to.deep.equal(rows(one.key));
          }
        }
        const asked = steps.filter(({ kind }) => kind !== "write").length;
        expect(store.lists + store.filtered).to.be.at.most(asked);
      }),
      { numRuns: 300 },
    );
  });
});
