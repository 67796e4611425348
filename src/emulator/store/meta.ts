import type { Database } from "./database";

/** Facts about the tenant as a whole, shared by all processes that have the file open. */
export class Meta {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(key: string): string | undefined {
    return this.#database.one<{ value: string }>("SELECT value FROM meta WHERE key = ?", key)?.value;
  }

  set(key: string, value: string): void {
    this.#database.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  delete(key: string): void {
    this.#database.run("DELETE FROM meta WHERE key = ?", key);
  }
}
