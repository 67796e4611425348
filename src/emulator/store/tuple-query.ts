import type { PlaneName } from "./plane-name";

/** Narrowing of a list of schedules or requests by index; what is not named is not narrowed. */
export interface TupleQuery {
  readonly principals?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Beside `scopes`, every scope whose path begins with this one. */
  readonly within?: string | undefined;
  /** Only what comes after this sequence. */
  readonly after?: number;
}

/** The statement of such a list in the form that `Database.each` reads, and its values. */
export function tupleStatement(
  table: "schedules" | "schedule_requests",
  plane: PlaneName,
  family: string,
  { principals, roles, scopes, within }: TupleQuery,
): { sql: string; values: string[] } {
  const values: string[] = [plane, family];
  const among = (column: string, wanted: readonly string[]) => {
    values.push(...wanted);
    return `${column} IN (${wanted.map(() => "?").join(", ")})`;
  };
  const below = (scope: string) => {
    // "0" is the letter after "/": an index finds what lies between
    values.push(`${scope}/`, `${scope}0`);
    return "(scope > ? AND scope < ?)";
  };
  const conditions = ["plane = ?", "family = ?"];
  if (principals !== undefined) conditions.push(among("principal", principals));
  if (roles !== undefined) conditions.push(among("role", roles));
  if (scopes !== undefined)
    conditions.push(within === undefined ? among("scope", scopes) : `(${among("scope", scopes)} OR ${below(within)})`);
  const where = [...conditions, "sequence > ?"].join(" AND ");
  return { sql: `SELECT * FROM ${table} WHERE ${where} ORDER BY sequence LIMIT ?`, values };
}
