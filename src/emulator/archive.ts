import type { SQLInputValue } from "node:sqlite";
import type { Database } from "./store/database";
import { schemaVersion } from "./store/schema";

/** A whole tenant as JSON: every table but the log of requests. */
export interface Archive {
  readonly format: "embedded tenant";
  readonly schema: string;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, SQLInputValue>>[]>>;
}

/** All that a tenant is; who asked what is not part of it, nor a sign-in that is half done. */
function tablesOf(database: Database): string[] {
  return database
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .map(({ name }) => name)
    .filter((name) => name !== "request_log" && name !== "device_codes");
}

export function pack(database: Database): Archive {
  const rows = (table: string) => database.all<Record<string, SQLInputValue>>(`SELECT * FROM ${table}`);
  return {
    format: "embedded tenant",
    schema: schemaVersion,
    tables: Object.fromEntries(tablesOf(database).map((table) => [table, rows(table)])),
  };
}

/** Fills the empty tables of a new file. */
export function unpack(database: Database, archive: Archive): void {
  if (archive.schema !== schemaVersion)
    throw new Error("the export was made by another version of the embedded tenant; export it again with this one");
  database.exec("DELETE FROM meta");
  for (const table of tablesOf(database)) {
    const columns = database
      .all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
      .map(({ name }) => name);
    const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
    for (const row of archive.tables[table] ?? []) database.run(sql, ...columns.map((column) => row[column] ?? null));
  }
}

export function isArchive(value: unknown): value is Archive {
  return typeof value === "object" && value !== null && Reflect.get(value, "format") === "embedded tenant";
}
