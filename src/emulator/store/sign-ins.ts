import type { Database } from "./database";
import type { Properties } from "./properties";

/** A user's sign-in, as Graph shows it. */
export interface SignIn {
  readonly sequence: number;
  readonly id: string;
  /** Tenant time in ms. */
  readonly at: number;
  readonly properties: Properties;
}

interface Row extends Omit<SignIn, "properties"> {
  readonly json: string;
}

/** Rows fetched at once when reading backwards. */
const chunk = 128;

/** The log of sign-ins. Signing in changes nothing in the directory, so the journal does not know of it. */
export class SignIns {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add({ id, at, properties }: Omit<SignIn, "sequence">): void {
    this.#database.run("INSERT INTO sign_ins (id, at, json) VALUES (?, ?, ?)", id, at, JSON.stringify(properties));
  }

  find(id: string): SignIn | undefined {
    const row = this.#database.one<Row>("SELECT * FROM sign_ins WHERE id = ?", id.toLowerCase());
    return row && toSignIn(row);
  }

  /** Newest first: at or after `from`, and before the sequence `below`. */
  *back(from: number, below = Number.MAX_SAFE_INTEGER): Generator<SignIn> {
    const sql = "SELECT * FROM sign_ins WHERE sequence < ? AND at >= ? ORDER BY sequence DESC LIMIT ?";
    let last = below;
    for (;;) {
      const rows = this.#database.all<Row>(sql, last, from, chunk);
      yield* rows.map(toSignIn);
      last = rows.at(-1)?.sequence ?? last;
      if (rows.length < chunk) return;
    }
  }
}

function toSignIn({ json, ...row }: Row): SignIn {
  return { ...row, properties: JSON.parse(json) as Properties };
}
