/** What was there before us, and how it is put back. */
import { schedulesOf } from "../clients";
import { addDuration, canonicalInstant, idOf } from "../model";
import type { LiveSchedule, Until } from "../wire";
import { despiteSettings } from "./despite-settings";
import type { Props } from "./handler";
import type { Run } from "./run";
import { type ScheduleArgs, type ScheduleKind, shown, targetOf, timeoutOf, tupleOf, wordsOf } from "./schedule-args";

/** A schedule that we took over or took away. No `end` means permanent. */
export interface Found {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** When we took it over, ISO 8601. */
  readonly at: string;
}

/** The text that a state keeps of it: one value, no nesting. */
export function writeFound(found: Found): string {
  return JSON.stringify(found);
}

/** From the output of that name, `adopted` or `standingRemoved`; undefined for what we created. */
export function readFound(props: Props | undefined, output: "adopted" | "standingRemoved"): Found | undefined {
  const text = props?.[output];
  return typeof text === "string" ? (JSON.parse(text) as Found) : undefined;
}

/**
 * What was there before a line that is created now. A line of before knows best: the same tuple under another name, or the
 * eligibility that had taken the active assignment away. Else it is what the tenant shows.
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
  if (converted !== undefined || existing === undefined) return converted;
  return { start: existing.start, end: existing.end, at: canonicalInstant(await run.plane.now()) };
}

/** For how long letting go of what was found counts as a rollback, and not as a leaver. */
const UNDO_WINDOW = "P30D";

/** Whether what was found is to come back: within the window, or as the line says. */
export function isRollback({ onDelete }: ScheduleArgs, found: Found, now: Date): boolean {
  if (onDelete !== undefined) return onDelete === "undo";
  return now < addDuration(new Date(found.at), UNDO_WINDOW);
}

/** Puts back what was found, with its old end; one that has passed meanwhile is not written. */
export async function putBack(run: Run, kind: ScheduleKind, args: ScheduleArgs, found: Found): Promise<void> {
  const port = schedulesOf(run.plane, kind);
  const target = targetOf(args);
  const now = await run.plane.now();
  if (found.end !== undefined && Date.parse(found.end) <= now.getTime()) return;
  const live = await port.find(target, "direct");
  if (live !== undefined && live.end === found.end) return;
  const until: Until = found.end === undefined ? { permanent: true } : { end: found.end };
  const action = live === undefined ? "adminAssign" : "adminUpdate";
  const request = { action, ...target, ...wordsOf(args), start: live?.start ?? canonicalInstant(now), until } as const;
  await despiteSettings(run, kind, args, () => port.request(request, timeoutOf(args)));
  await shown(run, kind, args, (seen) => seen.end === found.end);
}
