/** How a collection is read: all of it, or what belongs to one key. */
export interface Reading<Row, Target> {
  all(): Promise<readonly Row[]>;
  some(target: Target): Promise<readonly Row[]>;
  keyOfRow(row: Row): string;
  keyOf(target: Target): string;
}

/**
 * A collection of the tenant, read once per process and shared by all who ask. Our own writes make the key they touch
 * dirty: that key is read by a filtered request, the rest stays as it was read.
 */
export class Collection<Row, Target> {
  readonly #reading: Reading<Row, Target>;
  /** Rows by key; undefined until somebody asks. */
  #rows: Promise<Map<string, readonly Row[]>> | undefined;
  readonly #dirty = new Set<string>();
  /** Counts the writes of each key, so that a read begun before a write does not count as having seen it. */
  readonly #writes = new Map<string, number>();

  constructor(reading: Reading<Row, Target>) {
    this.#reading = reading;
  }

  /** The rows of one key: from the shared read, or read now where our own writes touched it. */
  async find(target: Target): Promise<readonly Row[]> {
    const key = this.#reading.keyOf(target);
    if (this.#dirty.has(key)) return this.direct(target);
    return (await this.#shared()).get(key) ?? [];
  }

  /** The rows of one key, read now. */
  async direct(target: Target): Promise<readonly Row[]> {
    const writes = this.#writes.get(this.#reading.keyOf(target));
    const rows = await this.#reading.some(target);
    return this.saw(target, rows, writes);
  }

  /** Takes over what a filtered read showed, unless a write went out since `writes`; gives back the rows of the key. */
  async saw(target: Target, shown: readonly Row[], writes: number | undefined): Promise<readonly Row[]> {
    const key = this.#reading.keyOf(target);
    const rows = shown.filter((row) => this.#reading.keyOfRow(row) === key);
    if (this.#writes.get(key) !== writes) return rows;
    this.#dirty.delete(key);
    (await this.#rows?.catch(() => undefined))?.set(key, rows);
    return rows;
  }

  /** True when we have written this key and seen it since. */
  hasSeenOwnWrite(target: Target): boolean {
    const key = this.#reading.keyOf(target);
    return this.#writes.has(key) && !this.#dirty.has(key);
  }

  /** Every row. Read again where our own writes touched any. */
  async all(): Promise<Row[]> {
    const rows = this.#dirty.size > 0 ? await this.readAgain() : await this.#shared();
    return [...rows.values()].flat();
  }

  /** Reads the whole collection now, for us and all who ask later. */
  async readAgain(): Promise<Map<string, readonly Row[]>> {
    const before = new Map(this.#writes);
    const reading = this.#read();
    const rows = await reading;
    this.#rows = reading;
    for (const [key, writes] of this.#writes) {
      // what was written since the reading began, it may not show, even where a read of the key alone has shown it
      if (writes === before.get(key)) this.#dirty.delete(key);
      else this.#dirty.add(key);
    }
    return rows;
  }

  /** Said before a write goes out: what was read of this key no longer counts. The answer goes to `saw` with what is seen after it. */
  touch(target: Target): number {
    const key = this.#reading.keyOf(target);
    const writes = (this.#writes.get(key) ?? 0) + 1;
    this.#dirty.add(key);
    this.#writes.set(key, writes);
    return writes;
  }

  #shared(): Promise<Map<string, readonly Row[]>> {
    this.#rows ??= this.#read().catch((error) => {
      // the next one who asks tries again
      this.#rows = undefined;
      throw error;
    });
    return this.#rows;
  }

  async #read(): Promise<Map<string, readonly Row[]>> {
    const byKey = new Map<string, Row[]>();
    for (const row of await this.#reading.all()) {
      const key = this.#reading.keyOfRow(row);
      const rows = byKey.get(key);
      if (rows === undefined) byKey.set(key, [row]);
      else rows.push(row);
    }
    return byKey;
  }
}
