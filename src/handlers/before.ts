/** What was there before us, and how it is put back. */
import { schedulesOf } from "../clients";
import { canonicalInstant, idOf } from "../model";
import { type LiveSchedule, PimApiError, type Until } from "../wire";
import { despiteSettings } from "./despite-settings";
import { type Found, readFound } from "./found";
import { saysMissing } from "./missing";
import { recoverSchedule } from "./recover";
import type { Run } from "./run";
import {
  GIVEN_BACK,
  type ScheduleArgs,
  type ScheduleKind,
  shown,
  targetOf,
  timeoutOf,
  tupleOf,
  wordsOf,
} from "./schedule-args";
import { send } from "./send";
import { takenBefore } from "./taken";
import { startsAs } from "./term";

/**
 * What was there before a line that is created now. A line of before knows best: the same tuple under another name, or the
 * eligibility that had taken the active assignment away, or a guard. Else it is what the tenant shows.
 */
export async function foundBefore(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  existing: LiveSchedule | undefined,
): Promise<Found | undefined> {
  const predecessor = run.seen(idOf(tupleOf(kind, args)));
  if (predecessor !== undefined) return readFound(predecessor, "adopted");
  const converted =
    kind === "assignment" ? readFound(run.seen(idOf(tupleOf("eligibility", args))), "standingRemoved") : undefined;
  const now = await run.plane.now();
  const known = converted ?? takenBefore(run, kind, args, now);
  if (known !== undefined || existing === undefined) return known;
  const recovered = await recoverSchedule(run, kind, args, existing);
  if (recovered.ours) return recovered.found;
  return { start: existing.start, end: existing.end, at: canonicalInstant(now) };
}

/** Puts back what was found, with its old end; one that has passed meanwhile is not written. */
export async function putBack(run: Run, kind: ScheduleKind, args: ScheduleArgs, found: Found): Promise<void> {
  const port = schedulesOf(run.plane, kind);
  const target = targetOf(args);
  const now = await run.plane.now();
  if (found.end !== undefined && Date.parse(found.end) <= now.getTime()) return;
  const live = await port.find(target, "direct");
  // a start that lay ahead when it was found, and still does, is put back as well
  const later = found.start !== undefined && Date.parse(found.start) > now.getTime() ? found.start : undefined;
  if (live !== undefined && live.end === found.end && startsAs(later, live, now)) return;
  const until: Until = found.end === undefined ? { permanent: true } : { end: found.end };
  const action = live === undefined ? "adminAssign" : "adminUpdate";
  const request = {
    action,
    ...target,
    ...wordsOf(args, GIVEN_BACK),
    start: later ?? live?.start ?? canonicalInstant(now),
    until,
  } as const;
  try {
    await despiteSettings(run, kind, args, () => send(run, kind, request, timeoutOf(args)));
  } catch (error) {
    // whoever is deleted takes along what there was
    if (await saysMissing(run, args, error)) return;
    // a list that lags does not show yet what a run before has given back
    const given = error instanceof PimApiError && error.code === "RoleAssignmentExists";
    if (!given || live !== undefined) throw error;
  }
  await shown(run, kind, args, (seen) => seen.end === found.end);
}
