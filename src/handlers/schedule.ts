/** Eligible and active schedules: adopt, change in place, remove. Only a changed schedule grants time. */

import { schedulesOf } from "../clients";
import { canonicalInstant, endOf, guardIdOf, idOf, type Schedule } from "../model";
import { type LiveSchedule, PimApiError } from "../wire";
import { foundBefore, putBack } from "./before";
import { equal } from "./declaration";
import { despiteOutgoing } from "./despite-settings";
import { isRollback, type Kept, readFound, writeFound } from "./found";
import { PartialFailure, type Props, Refusal } from "./handler";
import { termOf } from "./renewal";
import type { Run } from "./run";
import {
  argsOf,
  labelOf,
  type ScheduleArgs,
  type ScheduleKind,
  shown,
  targetOf,
  timeoutOf,
  tupleOf,
  wordsOf,
} from "./schedule-args";
import { send } from "./send";
import { agrees, shows, untilOf } from "./term";

/** What `establish` brought about, and whether there was something to take over. */
export type Established = Kept & { readonly existed: boolean };

/**
 * Creates the schedule, or takes over the one that exists: equal, no write; different, changed in place.
 * @param before the state of a line that has ended, or was removed behind our back: what comes back ends when it would have ended
 */
export async function establish(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  before?: Props,
): Promise<Established> {
  const port = schedulesOf(run.plane, kind);
  const target = targetOf(args);
  const term = restOf(before, args, await run.plane.now()) ?? termOf(args);
  const live = await port.find(target, "cached");
  if (live === undefined && before === undefined && (await hasEnded(run, kind, args)))
    return { status: "expired", start: args.schedule.start, end: args.schedule.end, existed: false };
  const existing = live ?? (await assign(run, kind, args, term));
  const found = await foundBefore(run, kind, args, existing);
  const adopted = found === undefined ? undefined : writeFound(found);
  if (existing === undefined) return { ...(await confirmed(run, kind, args, adopted, () => true)), existed: false };
  const now = await run.plane.now();
  if (agrees(term, existing, now)) return { ...kept(existing, adopted), existed: true };
  const until = await untilOf(run.plane, term, undefined);
  const request = { action: "adminUpdate", ...target, ...wordsOf(args), start: term.start, until } as const;
  await despiteOutgoing(run, kind, args, () => send(run, kind, request, timeoutOf(args)));
  const accept = (live: LiveSchedule) => shows(until, term.start, live, now);
  return { ...(await confirmed(run, kind, args, adopted, accept)), existed: true };
}

/**
 * Whether a new line says an end that is past: a commit reverted months later brings back what has ended since. It is no error,
 * grants nothing, and says so, since it may be a slip of the pen too.
 */
async function hasEnded(run: Run, kind: ScheduleKind, args: ScheduleArgs): Promise<boolean> {
  const { end } = args.schedule;
  if (end === undefined || Date.parse(end) > (await run.plane.now()).getTime()) return false;
  const what = labelOf(kind)({ ...args });
  run.warn(`${what}: ended ${end}, so nothing is granted; write a later end, or remove the line`);
  return true;
}

/** What is left of a length: until the day that was granted already, or for a changed one from the first start on. */
function restOf(before: Props | undefined, args: ScheduleArgs, now: Date): Schedule | undefined {
  if (before === undefined || args.schedule.duration === undefined || args.schedule.start !== undefined)
    return undefined;
  const { end } = before as unknown as Kept;
  if (isUnchanged(before, args)) return end === undefined || Date.parse(end) <= now.getTime() ? undefined : { end };
  const first = countsFrom(before);
  const last = args.ends === undefined && first !== undefined ? endOf(args.schedule, new Date(first)) : undefined;
  return last && { end: canonicalInstant(last) };
}

/** Goes on with a line that the state knows, whatever its name was. What is unchanged grants nothing. */
export async function carryOn(run: Run, kind: ScheduleKind, olds: Props, args: ScheduleArgs): Promise<Kept> {
  if (!isUnchanged(olds, args)) return reschedule(run, kind, olds, args);
  const { status, start, end, adopted } = olds as unknown as Kept;
  return { status, start, end, adopted };
}

/** Whether nobody asks for another end than the state has; renewal that stops asks for nothing. */
function isUnchanged(olds: Props | undefined, { schedule, ends }: ScheduleArgs): boolean {
  return equal(olds?.schedule, schedule) && (ends === undefined || ends === olds?.ends);
}

/** Brings a changed schedule about. A duration counts from the first start, not from today. */
async function reschedule(run: Run, kind: ScheduleKind, olds: Props, args: ScheduleArgs): Promise<Kept> {
  const port = schedulesOf(run.plane, kind);
  const before = olds as unknown as Kept;
  const live = (await port.find(targetOf(args), "cached")) ?? (await port.find(targetOf(args), "direct"));
  if (live === undefined) {
    // it has ended; what is declared now counts from the first start all the same, as if that had been said in time
    const { existed: _, ...granted } = await establish(run, kind, args, olds);
    return { ...granted, start: before.start ?? granted.start, adopted: before.adopted };
  }
  const now = await run.plane.now();
  const term = termOf(args);
  const { start } = term;
  const first = countsFrom(olds);
  if (!agrees(term, live, now, first)) {
    const until = await untilOf(run.plane, term, first ?? live.start);
    const from = start ?? startedBy(now, live);
    const request = { action: "adminUpdate", ...targetOf(args), ...wordsOf(args), start: from, until } as const;
    await despiteOutgoing(run, kind, args, () => send(run, kind, request, timeoutOf(args)));
    const after = await shown(run, kind, args, (seen) => shows(until, start, seen, now));
    return { ...kept(after, before.adopted), start: start ?? before.start ?? after.start };
  }
  return { ...kept(live, before.adopted), start: before.start ?? live.start };
}

/** The start a request repeats: one that lies ahead is not repeated where the program does not ask for it. */
function startedBy(now: Date, live: LiveSchedule): string | undefined {
  return live.start !== undefined && Date.parse(live.start) <= now.getTime() ? live.start : undefined;
}

/** The first start; for what had run on without a duration of ours before we took it over, the day we did. */
function countsFrom(olds: Props): string | undefined {
  const { start } = olds as unknown as Kept;
  const found = readFound(olds, "adopted");
  return found === undefined || argsOf(olds).schedule.duration !== undefined ? start : found.at;
}

/** Ends the schedule; what is gone already is fine. @param reason begins the justification */
export async function remove(run: Run, kind: ScheduleKind, args: ScheduleArgs, reason?: string): Promise<void> {
  const port = schedulesOf(run.plane, kind);
  const target = targetOf(args);
  // absence is believed only after a direct read: a lagging list must not leave somebody in a role
  const live = (await port.find(target, "cached")) ?? (await port.find(target, "direct"));
  if (live === undefined) return;
  try {
    await send(run, kind, { action: "adminRemove", ...target, ...wordsOf(args, reason) }, timeoutOf(args));
  } catch (error) {
    if (!(error instanceof PimApiError && error.code === "RoleAssignmentDoesNotExist")) throw error;
  }
  const { accepted } = await port.readBack(target, (seen) => seen === undefined, timeoutOf(args));
  if (!accepted) throw new Refusal(`the service still shows it ${timeoutOf(args)} after the removal; run again later`);
}

/** Whose line goes from a guarded role leaves it: a guard would find what comes back, and remove it. */
export function leavesForGood(run: Run, { role, onDelete }: ScheduleArgs): boolean {
  return onDelete === undefined && run.declared(guardIdOf({ plane: "entra", role }))?.mode === "remove";
}

/** Deletes a line: what we created goes; what we adopted goes back to what was found, as long as that counts as a rollback. */
export async function release(run: Run, kind: ScheduleKind, props: Props): Promise<void> {
  const args = argsOf(props);
  if (args.onDelete === "leave") return;
  const found = readFound(props, "adopted");
  const now = await run.plane.now();
  // a retired break-glass account is left as it was found, however long ago that was
  const rollback = found !== undefined && (args.breakGlass === true || isRollback(args, found, now));
  // the same person is eligible instead from now on: that line remembers what was found, unless it had an end
  const converted =
    kind === "assignment" &&
    found?.end === undefined &&
    run.declared(idOf(tupleOf("eligibility", args)))?.standing === "remove";
  const past = found?.end !== undefined && Date.parse(found.end) <= now.getTime();
  await (rollback && !converted && !leavesForGood(run, args) && !past
    ? putBack(run, kind, args, found)
    : remove(run, kind, args));
}

/** Reads back what was written; what cannot be seen yet is kept in the state all the same, as ours. */
async function confirmed(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  adopted: string | undefined,
  accept: (live: LiveSchedule) => boolean,
): Promise<Kept> {
  try {
    return kept(await shown(run, kind, args, accept), adopted);
  } catch (error) {
    throw partial(kind, args, { ...args, status: "provisioned", adopted }, error);
  }
}

/** A refused or lost write must not lose what is known: the state keeps the tuple and the next run goes on. */
export function partial(kind: ScheduleKind, args: ScheduleArgs, outs: Props, cause: unknown): PartialFailure {
  return new PartialFailure(idOf(tupleOf(kind, args)), outs, cause);
}

async function assign(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  term: Schedule,
): Promise<LiveSchedule | undefined> {
  const port = schedulesOf(run.plane, kind);
  const target = targetOf(args);
  const until = await untilOf(run.plane, term, term.start);
  const request = {
    action: "adminAssign",
    ...target,
    ...wordsOf(args),
    start: term.start ?? canonicalInstant(await run.plane.now()),
    until: term.duration === undefined ? until : { duration: term.duration },
  } as const;
  try {
    await despiteOutgoing(run, kind, args, () => port.request(request, timeoutOf(args)));
    return undefined;
  } catch (error) {
    if (!(error instanceof PimApiError && error.code === "RoleAssignmentExists")) throw error;
    const { live } = await port.readBack(target, (seen) => seen !== undefined, timeoutOf(args));
    if (live === undefined) throw error;
    return live;
  }
}

function kept(live: LiveSchedule, adopted: string | undefined): Kept {
  return { status: "provisioned", start: live.start, end: live.end, adopted };
}
