import { DateTime } from "luxon";
import { z } from "zod";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ZONED = /(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A point in time, ISO 8601 with an offset (`2026-12-31T18:00:00Z`), or a date, which means its first moment in UTC.
 * Canonical form: UTC, whole seconds. A time without offset is refused, since Microsoft Graph refuses it too
 * (`InvalidRoleAssignmentRequest`).
 */
export const instant = z.string().transform((text, context) => {
  const parsed = DateTime.fromISO(text, { zone: "utc" });
  const known = DATE.test(text) || ZONED.test(text);
  if (parsed.isValid && known) return canonicalInstant(parsed.toJSDate());
  const cure = parsed.isValid ? `; add the offset: ${text}Z` : "";
  context.addIssue({
    code: "custom",
    message: `must be a date or a time with offset such as 2026-12-31 or 2026-12-31T18:00:00Z, got "${text}"${cure}`,
    input: text,
  });
  return z.NEVER;
});

/** UTC to the second, the way it is compared and stored: `2026-12-31T18:00:00Z`. */
export function canonicalInstant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
