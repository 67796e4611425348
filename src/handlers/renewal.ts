/** Schedules that are granted again before they end. The day is an input, so that a preview shows `ends: before => after`. */
import { addDuration, canonicalInstant, hasUnknown, type Schedule } from "../model";
import type { Props } from "./handler";
import { argsOf, type ScheduleArgs } from "./schedule-args";

/** How long before its end a schedule is renewed where the program does not say, ISO 8601. */
const RENEW_BEFORE = "P14D";
const DAY = 86_400_000;

/** Canonical inputs with the day the schedule ends, as long as it is one that renews. `olds` are the inputs of before. */
export function withEnd(olds: Props, news: Props, now: Date): Props {
  const { onExpiry, schedule, renewBefore = RENEW_BEFORE } = argsOf(news);
  if (onExpiry !== "renew" || hasUnknown(schedule) || schedule.duration === undefined) return news;
  const before = argsOf(olds);
  const sameLength = before.schedule?.duration === undefined || before.schedule.duration === schedule.duration;
  const due = before.ends === undefined || addDuration(now, renewBefore).getTime() >= Date.parse(before.ends);
  return { ...news, ends: !due && sameLength ? before.ends : dayOf(addDuration(now, schedule.duration)) };
}

/** Until when a line wants its schedule: what the program says, or the day that renewal has come to. */
export function termOf({ schedule, ends }: ScheduleArgs): Schedule {
  if (ends === undefined) return schedule;
  return schedule.start === undefined ? { end: ends } : { start: schedule.start, end: ends };
}

/** The midnight before, in UTC: never longer than the length that is granted. */
function dayOf(instant: Date): string {
  return canonicalInstant(new Date(Math.floor(instant.getTime() / DAY) * DAY));
}
