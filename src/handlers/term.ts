/** Until when: what is declared against what is live, and never into the past. */
import type { Plane } from "../clients";
import { canonicalInstant, endOf, type Schedule } from "../model";
import type { LiveSchedule, Until } from "../wire";
import { Refusal } from "./handler";

/**
 * Whether a live schedule runs as the declared one says. A start counts as long as it lies ahead.
 * @param first what a length may count from beside the live start, which every update moves
 */
export function agrees(declared: Schedule, live: LiveSchedule, now: Date, first?: string): boolean {
  if (!startsAs(declared.start, live, now)) return false;
  if (declared.permanent) return live.end === undefined;
  if (declared.end !== undefined) return live.end === declared.end;
  return [live.start, first].some((start) => start !== undefined && lasts(declared, start) === live.end);
}

/** Until when a schedule with a length runs that begins at `start`. */
function lasts(declared: Schedule, start: string): string | undefined {
  const end = endOf(declared, new Date(start));
  return end && canonicalInstant(end);
}

/** Whether a live schedule has begun, or begins, when `start` says; no start means at once. */
export function startsAs(start: string | undefined, live: LiveSchedule, now: Date): boolean {
  return ahead(start, now) === ahead(live.start, now);
}

/** Whether a read shows what was asked for. A start of today is not compared: the clock has moved on since the request. */
export function shows(until: Until, start: string | undefined, live: LiveSchedule, now: Date): boolean {
  const wanted = ahead(start, now);
  return endsAt(until, live) && (wanted === undefined || live.start === wanted);
}

/** When a schedule ends, counted from `start` or now. One that has ended already is an error, never a write. */
export async function untilOf(plane: Plane, declared: Schedule, start: string | undefined): Promise<Until> {
  const now = await plane.now();
  const end = endOf(declared, new Date(declared.start ?? start ?? now));
  if (end === undefined) return { permanent: true };
  if (end.getTime() <= now.getTime()) {
    throw new Refusal(
      `the schedule ends ${canonicalInstant(end)}, which is past (the tenant's clock says ${canonicalInstant(now)}); write a later end, or remove the line`,
    );
  }
  return { end: canonicalInstant(end) };
}

function endsAt(until: Until, live: LiveSchedule): boolean {
  if ("end" in until) return live.end === until.end;
  return "permanent" in until ? live.end === undefined : true;
}

/** The instant, as long as it lies ahead. */
function ahead(instant: string | undefined, now: Date): string | undefined {
  return instant !== undefined && Date.parse(instant) > now.getTime() ? instant : undefined;
}
