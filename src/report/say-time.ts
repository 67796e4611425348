/** Durations and days the way people say them. */
import { UNKNOWN } from "../model";

const UNITS: readonly (readonly [unit: string, pattern: RegExp])[] = [
  ["day", /(\d+)D/],
  ["hour", /(\d+)H/],
  ["minute", /T.*?(\d+)M/],
];

/** `1 hour`, `90 days`, `1 hour 30 minutes`; what is no duration in days, hours and minutes stays as it is. */
export function sayDuration(iso: string): string {
  const parts = UNITS.flatMap(([unit, pattern]) => {
    const count = Number(pattern.exec(iso)?.[1] ?? 0);
    return count === 0 ? [] : [counted(count, unit)];
  });
  return parts.length === 0 ? iso : parts.join(" ");
}

/** The day in UTC, `2027-02-20`. */
export function sayDay(instant: string): string {
  return instant === UNKNOWN ? "a day not known yet" : instant.slice(0, 10);
}

/** `1 person`, `3 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
