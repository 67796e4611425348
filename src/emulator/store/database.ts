import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

const { DatabaseSync: Connection } = loadSqlite();

const chunk = 128;
/** How long a process waits for another's write, in ms. */
const patience = 20_000;

/**
 * One SQLite file, shared by any number of processes. Statements are prepared once. WAL and a busy timeout let readers and
 * writers wait for each other instead of failing; `synchronous = NORMAL` keeps the file readable after a kill.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#connection = new Connection(file);
    this.#connection.exec(`PRAGMA busy_timeout = ${patience}; PRAGMA cache_size = -16000;`);
    patiently(() => this.#connection.exec("PRAGMA journal_mode = WAL"));
    this.#connection.exec("PRAGMA synchronous = NORMAL");
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /**
   * Rows of a statement that ends in `sequence > ? ORDER BY sequence LIMIT ?`, fetched bit by bit: a reader who stops early costs
   * no more than what it read, and other statements may run in between.
   */
  *each<Row extends { readonly sequence: number }>(
    sql: string,
    after: number,
    ...values: SQLInputValue[]
  ): Generator<Row> {
    let last = after;
    for (;;) {
      const rows = this.all<Row>(sql, ...values, last, chunk);
      yield* rows;
      last = rows.at(-1)?.sequence ?? last;
      if (rows.length < chunk) return;
    }
  }

  one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** Runs a writing statement and returns the sequence of the row it inserted. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Writes the whole of it, as it is now, into a new file. */
  copyTo(file: string): void {
    this.#statement("VACUUM INTO ?").run(file);
  }

  /** All or nothing, and nobody else writes meanwhile: the lock is taken before the first read, so nothing read goes stale. */
  write<T>(work: () => T): T {
    return this.#between("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", work);
  }

  /** One consistent view over several reads. */
  read<T>(work: () => T): T {
    return this.#between("BEGIN", "COMMIT", "ROLLBACK", work);
  }

  /** A part of a `write` that is undone alone when it throws. */
  attempt<T>(work: () => T): T {
    return this.#between("SAVEPOINT attempt", "RELEASE attempt", "ROLLBACK TO attempt; RELEASE attempt", work);
  }

  close(): void {
    this.#connection.close();
  }

  #between<T>(begin: string, commit: string, rollback: string, work: () => T): T {
    this.#connection.exec(begin);
    try {
      const result = work();
      this.#connection.exec(commit);
      return result;
    } catch (error) {
      this.#connection.exec(rollback);
      throw error;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Two processes that make a file at once both want it alone for the switch to WAL. SQLite tells one of them so without waiting,
 * lest they wait for each other (sqlite.org/c3ref/busy_handler.html); that one tries again.
 */
function patiently(work: () => void): void {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!(error instanceof Error) || !/locked|busy/.test(error.message) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Node 22 warns that node:sqlite is experimental at first use; the version is pinned, so the user need not hear of it. */
function loadSqlite(): typeof import("node:sqlite") {
  const emitWarning = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    const sqlite: typeof import("node:sqlite") | undefined = process.getBuiltinModule("node:sqlite");
    if (sqlite === undefined)
      throw new Error(
        `the embedded tenant needs Node 22.13 or later, this is ${process.version}; npm run up brings one`,
      );
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}
