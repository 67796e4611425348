import { z } from "zod";
import { addDuration, duration } from "./duration";
import { instant } from "./instant";
import { besideOtherMistakes } from "./mapping";
import { UNKNOWN } from "./unknown";

/**
 * From when and until when somebody holds a role: exactly one of `end`, `duration` and `permanent: true`.
 * `start` defaults to now; a duration counts from the first start and is not extended by later updates.
 */
export const schedule = z
  .strictObject({
    start: instant.optional().describe("first moment, ISO 8601; default: when the assignment is made"),
    end: instant.optional().describe("last moment, ISO 8601"),
    duration: duration.optional().describe("length from the start, ISO 8601 in days, hours and minutes"),
    permanent: z.literal(true).optional().describe("never ends"),
  })
  .superRefine((value, context) => {
    const endings = [value.end && "end", value.duration && "duration", value.permanent && "permanent"].filter(Boolean);
    if (endings.length !== 1) {
      const got = endings.length === 0 ? "none of them" : endings.join(" and ");
      context.addIssue({
        code: "custom",
        message: `needs exactly one of end, duration and permanent: true, got ${got}`,
        input: value,
      });
    }
    if (known(value.start) && known(value.end) && Date.parse(value.end) <= Date.parse(value.start)) {
      context.addIssue({
        code: "custom",
        path: ["end"],
        message: `must be after start ${value.start}, got ${value.end}`,
        input: value.end,
      });
    }
  }, besideOtherMistakes);

export type Schedule = z.output<typeof schedule>;
export type ScheduleInput = z.input<typeof schedule>;

/** The moment a schedule ends when it starts at `start`; undefined for a permanent one. */
export function endOf(value: Schedule, start: Date): Date | undefined {
  if (value.permanent) return undefined;
  if (value.end !== undefined) return new Date(value.end);
  return value.duration === undefined ? undefined : addDuration(start, value.duration);
}

/** How people say it: `permanent`, `until 2026-12-31`, `for P90D`. */
export function describeSchedule(value: Schedule): string {
  if (value.permanent) return "permanent";
  return value.end === undefined ? `for ${value.duration}` : `until ${value.end}`;
}

function known(text: string | undefined): text is string {
  return typeof text === "string" && text !== UNKNOWN && !Number.isNaN(Date.parse(text));
}
