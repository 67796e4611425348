import { DateTime } from "luxon";
import { isObject } from "../../body";
import { graphErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { Recurrence } from "../../store/access-review-types";

const day = 24 * 60 * 60_000;

/** How a service writes a recurrence, and what it means. */
export interface ReadRecurrence {
  readonly shown: Entity | null;
  readonly recurrence: Recurrence;
}

/** Reads `settings/recurrence`; without one the review happens once, now. Patterns: weekly and absoluteMonthly. */
export function readRecurrence(value: unknown, now: number): ReadRecurrence {
  if (value === undefined || value === null)
    return { shown: null, recurrence: { start: midnight(now), every: null, dayOfMonth: 0, until: null, times: 1 } };
  if (!isObject(value)) throw graphErrors.badRequest("recurrence must be an object.");
  const pattern = readPattern(value.pattern);
  const range = readRange(value.range, now);
  return {
    shown: { pattern: pattern?.shown ?? null, range: range.shown },
    recurrence: {
      start: range.start,
      every: pattern?.every ?? null,
      dayOfMonth: pattern?.dayOfMonth ?? 0,
      until: range.until,
      times: pattern === undefined ? 1 : range.times,
    },
  };
}

function readPattern(value: unknown) {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw graphErrors.badRequest("pattern must be an object.");
  const type = ["weekly", "absoluteMonthly"].find((each) => each.toLowerCase() === String(value.type).toLowerCase());
  if (type === undefined)
    throw graphErrors.badRequest(`The recurrence pattern '${String(value.type)}' is not supported for access reviews.`);
  const count = wholeNumber(value.interval ?? 1, "interval", 1);
  const dayOfMonth = wholeNumber(value.dayOfMonth ?? 0, "dayOfMonth", 0);
  if (dayOfMonth > 31) throw graphErrors.badRequest(`Invalid value '${dayOfMonth}' for property 'dayOfMonth'.`);
  const unit = type === "weekly" ? ("weeks" as const) : ("months" as const);
  return {
    shown: { type, interval: count, month: 0, dayOfMonth, daysOfWeek: [], firstDayOfWeek: "sunday", index: "first" },
    every: { unit, count },
    dayOfMonth: unit === "months" ? dayOfMonth : 0,
  };
}

function readRange(value: unknown, now: number) {
  if (!isObject(value)) throw graphErrors.badRequest("A value is required for property 'range' of 'recurrence'.");
  const type = ["noEnd", "endDate", "numbered"].find((each) => each.toLowerCase() === String(value.type).toLowerCase());
  if (type === undefined)
    throw graphErrors.badRequest(`Invalid value '${String(value.type)}' for property 'type' of 'range'.`);
  const start = dateOf(value.startDate, "startDate") ?? midnight(now);
  const end = type === "noEnd" ? undefined : dateOf(value.endDate, "endDate");
  const times = wholeNumber(value.numberOfOccurrences ?? 0, "numberOfOccurrences", 0);
  if (end !== undefined && end < start) throw graphErrors.badRequest("The endDate lies before the startDate.");
  if (type === "endDate" && end === undefined)
    throw graphErrors.badRequest("A range of type endDate needs an endDate.");
  return {
    shown: {
      type,
      numberOfOccurrences: times,
      recurrenceTimeZone: null,
      startDate: formatDate(start),
      endDate: end === undefined ? null : formatDate(end),
    },
    start,
    until: end === undefined ? null : end + day - 1,
    times: type === "numbered" && times > 0 ? times : null,
  };
}

/** When the next instance starts, the given number having begun, not before a moment; null for never again. */
export function nextStart(recurrence: Recurrence, begun: number, notBefore: number): number | null {
  const { every, until, times } = recurrence;
  if (times !== null && begun >= times) return null;
  const first = occurrence(recurrence, 0);
  if (begun === 0) return within(Math.max(first, notBefore), until);
  if (every === null) return null;
  // Starts a little early and walks to the occurrence: months differ in length.
  const longest = every.count * (every.unit === "weeks" ? 7 : 31) * day;
  for (let index = Math.max(1, Math.floor((notBefore - recurrence.start) / longest)); ; index += 1) {
    const start = occurrence(recurrence, index);
    if (start >= notBefore) return within(start, until);
  }
}

/** Start of the occurrence of that number, on the grid that the start date sets. */
export function occurrence({ start, every, dayOfMonth }: Recurrence, index: number): number {
  const base = DateTime.fromMillis(start, { zone: "utc" });
  if (dayOfMonth === 0) return base.plus({ [every?.unit ?? "days"]: index * (every?.count ?? 0) }).toMillis();
  const late = dayIn(base, dayOfMonth) < base ? 1 : 0;
  const month = base.startOf("month").plus({ months: late + index * (every?.count ?? 0) });
  return dayIn(month, dayOfMonth).toMillis();
}

function dayIn(month: DateTime, dayOfMonth: number): DateTime {
  return month.set({ day: Math.min(dayOfMonth, month.daysInMonth ?? dayOfMonth) });
}

function within(start: number, until: number | null): number | null {
  return until !== null && start > until ? null : start;
}

/** "2027-03-01", with or without a time of day → ms at midnight UTC. */
function dateOf(value: unknown, property: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "string" ? /^\d{4}-\d\d-\d\d(?=$|T)/.exec(value)?.[0] : undefined;
  const date = DateTime.fromISO(text ?? "", { zone: "utc" });
  if (!date.isValid) throw graphErrors.badRequest(`Invalid value '${String(value)}' for property '${property}'.`);
  return date.toMillis();
}

function wholeNumber(value: unknown, property: string, least: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= 10_000) return value;
  throw graphErrors.badRequest(`Invalid value '${String(value)}' for property '${property}'.`);
}

function midnight(at: number): number {
  return DateTime.fromMillis(at, { zone: "utc" }).startOf("day").toMillis();
}

function formatDate(at: number): string {
  return DateTime.fromMillis(at, { zone: "utc" }).toISODate() ?? "";
}
