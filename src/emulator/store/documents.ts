import type { Journal } from "../journal";
import type { Database } from "./database";
import type { Properties } from "./properties";

/** A thing that nobody searches but by its family and id; `properties` as the service shows them. */
export interface Document {
  readonly sequence: number;
  readonly id: string;
  readonly properties: Properties;
}

interface Row {
  readonly sequence: number;
  readonly id: string;
  readonly json: string;
}

/** Small families of which a tenant has few: conditional access policies, authentication contexts, settings of alerts. */
export class Documents {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  /** Ids are compared without case. */
  find(family: string, id: string): Document | undefined {
    const row = this.#database.one<Row>("SELECT * FROM documents WHERE family = ? AND id = ?", family, id);
    return row && toDocument(row);
  }

  list(family: string, after = 0): Document[] {
    return this.#database
      .all<Row>("SELECT * FROM documents WHERE family = ? AND sequence > ? ORDER BY sequence", family, after)
      .map(toDocument);
  }

  /** Makes it, or replaces what is there under that id. The same properties again are no change. */
  put(family: string, id: string, properties: Properties): void {
    const before = this.find(family, id);
    const json = JSON.stringify(properties);
    if (before !== undefined && JSON.stringify(before.properties) === json) return;
    this.#database.run(
      "INSERT INTO documents (family, id, json) VALUES (?, ?, ?) ON CONFLICT (family, id) DO UPDATE SET json = excluded.json",
      family,
      id,
      json,
    );
    this.#journal.change(family, [before?.id ?? id], before?.properties ?? null, properties);
  }

  remove(family: string, document: Document): void {
    this.#database.run("DELETE FROM documents WHERE family = ? AND id = ?", family, document.id);
    this.#journal.change(family, [document.id], document.properties, null);
  }
}

function toDocument({ json, ...row }: Row): Document {
  return { ...row, properties: JSON.parse(json) as Properties };
}
