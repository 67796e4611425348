/**
 * What a run knew that was killed between a write and Pulumi's checkpoint. The tenant remembers who asked for what for 45 days,
 * and our requests say in their justification why they were made.
 */
import { schedulesOf } from "../clients";
import { addDuration } from "../model";
import type { LiveSchedule, PastRequest } from "../wire";
import type { Found } from "./found";
import type { Run } from "./run";
import { CONVERTED, type ScheduleArgs, type ScheduleKind, targetOf, wordsOf } from "./schedule-args";

/** For how long an unfinished run is looked for, ISO 8601. */
const MEMORY = "P30D";

/** `ours`: the schedule is our doing; `found`: what had been there before, if anything. */
export type Recovered = { readonly ours: false } | { readonly ours: true; readonly found: Found | undefined };

/** Whether the schedule of a line that is created now was made or changed by a run of ours that never told Pulumi. */
export async function recoverSchedule(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  existing: LiveSchedule,
): Promise<Recovered> {
  if (!(await isRecent(run, existing.changed))) return { ours: false };
  const history = await schedulesOf(run.plane, kind).history(targetOf(args));
  const mine = await leadingOurs(run, history, wordsOf(args).justification);
  const oldest = mine.at(-1);
  if (oldest === undefined) return { ours: false };
  if (oldest.action === "adminassign") return { ours: true, found: undefined };
  // we changed what somebody else had made; a permanent assignment from outside PIM has no request of its own
  const before = history[mine.length];
  return { ours: true, found: { start: before?.start, end: before?.end, at: oldest.at } };
}

/** The permanent assignment that an unfinished conversion took away; undefined where there was none. */
export async function recoverStanding(run: Run, args: ScheduleArgs): Promise<Found | undefined> {
  const at = await recoverRemoval(run, "assignment", args, CONVERTED);
  return at === undefined ? undefined : { at };
}

/** When a run of ours took it away for that reason, if nobody asked for anything since. */
export async function recoverRemoval(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  reason: string,
): Promise<string | undefined> {
  const [newest] = await schedulesOf(run.plane, kind).history(targetOf(args));
  if (newest?.action !== "adminremove" || !newest.justification.startsWith(reason)) return undefined;
  return (await isRecent(run, newest.at)) && (await isOurs(run, newest)) ? newest.at : undefined;
}

/** The newest requests, as long as they are ours and say what this line says; what we gave back is theirs again. */
async function leadingOurs(run: Run, history: readonly PastRequest[], justification: string): Promise<PastRequest[]> {
  const mine: PastRequest[] = [];
  for (const request of history) {
    const ofThisLine = request.justification === justification && request.action !== "adminremove";
    if (!ofThisLine || !(await isOurs(run, request))) break;
    mine.push(request);
    if (request.action === "adminassign") break;
  }
  return mine;
}

async function isOurs(run: Run, { by }: PastRequest): Promise<boolean> {
  return by !== undefined && (await run.plane.isDeployer(by));
}

async function isRecent(run: Run, instant: string | undefined): Promise<boolean> {
  return instant !== undefined && (await run.plane.now()) < addDuration(new Date(instant), MEMORY);
}
