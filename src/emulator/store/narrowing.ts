import type { Database } from "./database";

/** Narrowing of a list by index; what is not named is not narrowed. */
export interface Narrowing {
  readonly principals?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Only what comes after this sequence. */
  readonly after?: number;
}

/** Rows of a table about who holds what, in their sequence, fetched bit by bit. */
export function narrowed<Row extends { readonly sequence: number }>(
  database: Database,
  table: "schedules" | "schedule_requests",
  family: string,
  { principals, roles, scopes, after = 0 }: Narrowing,
): Generator<Row> {
  const conditions = ["family = ?"];
  const values: string[] = [family];
  const columns = [
    ["principal", principals],
    ["role", roles],
    ["scope", scopes],
  ] as const;
  for (const [column, wanted] of columns) {
    if (wanted === undefined) continue;
    conditions.push(`${column} IN (${wanted.map(() => "?").join(", ")})`);
    values.push(...wanted);
  }
  const where = [...conditions, "sequence > ?"].join(" AND ");
  return database.each<Row>(`SELECT * FROM ${table} WHERE ${where} ORDER BY sequence LIMIT ?`, after, ...values);
}
