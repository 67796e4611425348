import { Duration } from "luxon";
import { z } from "zod";

const FORM = /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?$/;
const CALENDAR = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/;
/** The portal's months and years in days (documents: 1, 3, 6, 12 months are 30, 90, 180, 365 days). */
const DAYS = { year: 365, month: 30, week: 7 };

/**
 * An ISO 8601 duration in days, hours and minutes, in its shortest form: `P90D`, `PT1H30M`.
 * Months, years and weeks are refused: Microsoft's `Edm.Duration` has none of them.
 */
export const duration = z.string().transform((text, context) => {
  const complaint = complainAboutDuration(text);
  if (complaint === undefined) return canonicalDuration(text);
  context.addIssue({ code: "custom", message: complaint, input: text });
  return z.NEVER;
});

/** The shortest spelling of a duration, so that `PT60M` and `PT1H` compare equal. */
export function canonicalDuration(text: string): string {
  const parsed = Duration.fromISO(text);
  if (!parsed.isValid) return text;
  const minutes = Math.round(parsed.as("minutes"));
  if (minutes === 0) return "PT0M";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const time = `${hours > 0 ? `${hours}H` : ""}${rest > 0 ? `${rest}M` : ""}`;
  return `P${days > 0 ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
}

/** Length in minutes; NaN for what is no duration. */
export function minutesOf(text: string): number {
  return Duration.fromISO(text).as("minutes");
}

/** `start` plus a duration, as an instant. */
export function addDuration(start: Date, text: string): Date {
  return new Date(start.getTime() + minutesOf(text) * 60_000);
}

function complainAboutDuration(text: string): string | undefined {
  if (FORM.test(text)) return minutesOf(text) > 0 ? undefined : `must be longer than zero, got "${text}"`;
  const expected = `must be an ISO 8601 duration in days, hours and minutes such as P90D or PT1H30M, got "${text}"`;
  const days = inDays(text);
  return days === undefined ? expected : `${expected}; months, years and weeks have no fixed length: write P${days}D`;
}

function inDays(text: string): number | undefined {
  const match = CALENDAR.exec(text);
  if (match === null) return undefined;
  const [years, months, weeks, days] = match.slice(1, 5).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  if (years === 0 && months === 0 && weeks === 0) return undefined;
  if (years === 0 && months === 12 && weeks === 0) return DAYS.year + days;
  return years * DAYS.year + months * DAYS.month + weeks * DAYS.week + days;
}
