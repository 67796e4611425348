import type { Clock } from "./clock";
import type { Database } from "./store/database";
import { formatTime } from "./time";

/** A request as the tenant saw it. */
export interface RequestRecord {
  readonly sequence: number;
  /** Tenant time, ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Path with query, version included. */
  readonly path: string;
  readonly status: number;
  /** Followed a nextLink. */
  readonly page: boolean;
  /** Of a kind that changes state; a `$batch` is a write when one of its items is. */
  readonly write: boolean;
  /** Number of items of a `$batch`. */
  readonly batch?: number;
}

/** One change of state. `before` is null for what is new, `after` for what is gone. */
export interface ChangeRecord {
  readonly sequence: number;
  readonly at: string;
  /** `sequence` of the request that caused it; absent for the seed and for what ended by itself. */
  readonly request?: number;
  /** Object id of who caused it; `timeActor` for what ended by itself, `seedActor` for what was there from the start. */
  readonly actor: string;
  /** "assignment", "eligibility", "policy", "roleDefinition", "request", "link", "user", "group" … */
  readonly family: string;
  /** What identifies the thing: of a schedule kind, principal, role, scope. */
  readonly key: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Stands for the seed where the journal names who caused a change. */
export const seedActor = "seed";
/** Stands for the passing of time. */
export const timeActor = "time";

const keptRequests = 50_000;
/** Rows fetched at once when reading backwards. */
const chunk = 128;

/** What was asked and what changed, counted in the file, all processes together. */
export class Journal {
  readonly #database: Database;
  readonly #clock: Clock;
  #current: number | undefined;
  #actor = seedActor;
  #made = 0;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Opens the record of a writing request, so that its changes can name it; `close` it with its status. */
  open(record: Omit<RequestRecord, "sequence" | "at" | "status">): number {
    this.#current = this.log({ ...record, status: 0 });
    this.#made = 0;
    return this.#current;
  }

  close(sequence: number, status: number): void {
    this.#database.run("UPDATE request_log SET status = ? WHERE sequence = ?", status, sequence);
    this.#current = undefined;
  }

  /** The writing request came to nothing; what changes from now on is not its doing. */
  abandon(): void {
    this.#current = undefined;
  }

  /** Who causes the changes from now on. */
  by(actor: string): void {
    this.#actor = actor;
  }

  /** Something new for each id of one request; the same run of calls gives the same words. */
  nextWord(): string {
    this.#made += 1;
    return `${this.#current ?? "seed"}/${this.#made}`;
  }

  log(record: Omit<RequestRecord, "sequence" | "at">): number {
    const sequence = this.#database.run(
      "INSERT INTO request_log (at, method, path, status, page, write, batch) VALUES (?, ?, ?, ?, ?, ?, ?)",
      this.#clock.ms(),
      record.method,
      record.path,
      record.status,
      record.page ? 1 : 0,
      record.write ? 1 : 0,
      record.batch ?? null,
    );
    if (sequence % 1000 === 0)
      this.#database.run("DELETE FROM request_log WHERE sequence <= ?", sequence - keptRequests);
    return sequence;
  }

  change(family: string, key: readonly string[], before: unknown, after: unknown, at: number = this.#clock.ms()): void {
    this.#database.run(
      "INSERT INTO changes (at, request, actor, family, key, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
      at,
      this.#current ?? null,
      this.#actor,
      family,
      JSON.stringify(key),
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
    );
  }

  requests(since: number): RequestRecord[] {
    return this.#database
      .all<RequestRow>("SELECT * FROM request_log WHERE sequence > ? ORDER BY sequence", since)
      .map(({ batch, at, page, write, ...row }) => ({
        ...row,
        at: formatTime(at),
        page: page === 1,
        write: write === 1,
        ...(batch === null ? {} : { batch }),
      }));
  }

  changes(since: number): ChangeRecord[] {
    return this.#database
      .all<ChangeRow>("SELECT * FROM changes WHERE sequence > ? ORDER BY sequence", since)
      .map(toChange);
  }

  /** When a thing of that key came last, in ms, and by whom. */
  lastAdded(family: string, key: readonly string[]): { at: number; actor: string } | undefined {
    const sql =
      "SELECT at, actor FROM changes WHERE family = ? AND key = ? AND before IS NULL ORDER BY at DESC LIMIT 1";
    return this.#database.one<{ at: number; actor: string }>(sql, family, JSON.stringify(key));
  }

  /** The nearest earlier change of a family that the same request made; changes of one request lie side by side. */
  neighbour({ sequence, request }: ChangeRecord, family: string): ChangeRecord | undefined {
    const row = this.#database.one<ChangeRow>(
      "SELECT * FROM changes WHERE sequence < ? AND sequence >= ? AND request = ? AND family = ? ORDER BY sequence DESC LIMIT 1",
      sequence,
      sequence - 10,
      request ?? null,
      family,
    );
    return row && toChange(row);
  }

  /** Newest first: what happened at or after `from` (ms), without the seed, and before the sequence `below`. */
  *changesBack(from: number, below = Number.MAX_SAFE_INTEGER): Generator<ChangeRecord> {
    const sql = `SELECT * FROM changes WHERE sequence < ? AND at >= ? AND actor <> '${seedActor}' ORDER BY sequence DESC LIMIT ?`;
    let last = below;
    for (;;) {
      const rows = this.#database.all<ChangeRow>(sql, last, from, chunk);
      yield* rows.map(toChange);
      last = rows.at(-1)?.sequence ?? last;
      if (rows.length < chunk) return;
    }
  }
}

function toChange({ request, at, key, before, after, ...row }: ChangeRow): ChangeRecord {
  return {
    ...row,
    at: formatTime(at),
    ...(request === null ? {} : { request }),
    key: JSON.parse(key) as string[],
    before: before === null ? null : JSON.parse(before),
    after: after === null ? null : JSON.parse(after),
  };
}

interface RequestRow {
  sequence: number;
  at: number;
  method: string;
  path: string;
  status: number;
  page: number;
  write: number;
  batch: number | null;
}

interface ChangeRow {
  sequence: number;
  at: number;
  request: number | null;
  actor: string;
  family: string;
  key: string;
  before: string | null;
  after: string | null;
}
