import type { SQLInputValue } from "node:sqlite";
import type { Database } from "./store/database";
import { schemaVersion } from "./store/schema";

/** A whole tenant as JSON: every table but the log of requests. */
export interface Archive {
  readonly format: "embedded tenant";
  readonly schema: string;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, SQLInputValue>>[]>>;
}

const tables = [
  "meta",
  "directory_objects",
  "links",
  "role_definitions",
  "policies",
  "schedules",
  "schedule_requests",
  "documents",
  "arm_scopes",
  "access_reviews",
  "access_review_instances",
  "access_review_decisions",
  "changes",
  "credentials",
  "app_roles",
] as const;

export function pack(database: Database): Archive {
  const rows = (table: string) => database.all<Record<string, SQLInputValue>>(`SELECT * FROM ${table}`);
  return {
    format: "embedded tenant",
    schema: schemaVersion,
    tables: Object.fromEntries(tables.map((table) => [table, rows(table)])),
  };
}

/** Fills the empty tables of a new file. */
export function unpack(database: Database, archive: Archive): void {
  if (archive.schema !== schemaVersion)
    throw new Error("the export was made by another version of the embedded tenant; export it again with this one");
  database.exec("DELETE FROM meta");
  for (const table of tables) {
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
