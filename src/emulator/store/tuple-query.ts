import type { PlaneName } from "./plane-name";

/** Narrowing of a list of schedules or requests by index; what is not named is not narrowed. */
export interface TupleQuery {
  readonly principals?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Only what comes after this sequence. */
  readonly after?: number;
}

/** The statement of such a list in the form that `Database.each` reads, and its values. */
export function tupleStatement(
  table: "schedules" | "schedule_requests",
  plane: PlaneName,
  family: string,
  { principals, roles, scopes }: TupleQuery,
): { sql: string; values: string[] } {
  const conditions = ["plane = ?", "family = ?"];
  const values: string[] = [plane, family];
  for (const [column, wanted] of Object.entries({ principal: principals, role: roles, scope: scopes })) {
    if (wanted === undefined) continue;
    conditions.push(`${column} IN (${wanted.map(() => "?").join(", ")})`);
    values.push(...wanted);
  }
  const where = [...conditions, "sequence > ?"].join(" AND ");
  return { sql: `SELECT * FROM ${table} WHERE ${where} ORDER BY sequence LIMIT ?`, values };
}
