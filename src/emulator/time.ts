import { DateTime } from "luxon";

/** ms → "2026-11-22T20:00:00Z": UTC, a fraction only where there is one, as the service prints dates. */
export function formatTime(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits === "" ? "Z" : `.${digits}Z`));
}

export function formatTimeOrNull(at: number | null): string | null {
  return at === null ? null : formatTime(at);
}

/** An ISO 8601 date with a zone → ms; undefined for anything else, a date without a zone included (the service refuses those). */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text))
    return undefined;
  const parsed = DateTime.fromISO(text, { zone: "utc" });
  return parsed.isValid ? parsed.toMillis() : undefined;
}

const duration = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Edm.Duration → ms: days, hours, minutes and seconds only. Months, years and weeks are not in the type: undefined. */
export function parseDuration(text: unknown): number | undefined {
  const parts = typeof text === "string" ? duration.exec(text) : null;
  if (parts === null) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000;
}
