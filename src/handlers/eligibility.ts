/** Eligible schedules, and the conversion of standing access: eligible instead of active. */
import { canonicalInstant, entraRoleEligibility, idOf } from "../model";
import type { LiveSchedule } from "../wire";
import { putBack } from "./before";
import { type Found, isRollback, readFound, writeFound } from "./found";
import { type Handler, type Props, Refusal } from "./handler";
import { recoverStanding } from "./recover";
import type { Run } from "./run";
import { leavesForGood, partial, remove } from "./schedule";
import { argsOf, CONVERTED, type ScheduleArgs, targetOf, tupleOf } from "./schedule-args";
import { scheduleHandler } from "./schedule-handler";

export function eligibilityHandler(run: Run): Handler {
  return scheduleHandler(run, "eligibility", entraRoleEligibility, { guard, settled, drifted, leaving });
}

/** Before anything is written: nobody is active and eligible instead at once, least of all a break-glass account. */
function guard(run: Run, _olds: Props | undefined, news: Props | undefined): void {
  if (news?.standing !== "remove") return;
  if (run.protects(argsOf(news).principalId)) {
    throw new Refusal('a break-glass account keeps its active assignment; drop this line, or standing: "remove"');
  }
  const active = run.declared(activeId(argsOf(news)));
  if (active !== undefined) {
    throw new Refusal(
      `"${active.logicalName}" declares the same person active; keep one of the two, or standing: "keep"`,
    );
  }
}

/** Removes the permanent active assignment once the eligibility can be used: nobody is without access at any moment. */
async function settled(run: Run, args: ScheduleArgs, olds: Props, outs: Props, tookOver: boolean): Promise<Props> {
  const known = readFound(olds, "standingRemoved");
  if (args.standing !== "remove") {
    if (known !== undefined) await giveBack(run, args, known);
    return outs;
  }
  // what had an end before our own line made it permanent is no standing access: that line's deletion puts it back
  const standing =
    ownFound(run, args)?.end !== undefined || !(await isUsable(run, args))
      ? undefined
      : await permanentAssignment(run, args);
  // what exists already may be what a killed run has left: that one may have taken the assignment away
  const found =
    known ?? (await foundStanding(run, args, standing)) ?? (tookOver ? await recoverStanding(run, args) : undefined);
  const remembering = found === undefined ? outs : { ...outs, standingRemoved: writeFound(found) };
  try {
    if (standing !== undefined) await remove(run, "assignment", args, CONVERTED);
  } catch (error) {
    throw partial("eligibility", args, remembering, error);
  }
  return remembering;
}

/** What to give back one day: what our own line for the active assignment had found, else the assignment of today. */
async function foundStanding(
  run: Run,
  args: ScheduleArgs,
  standing: LiveSchedule | undefined,
): Promise<Found | undefined> {
  if (run.seen(activeId(args)) !== undefined) {
    const found = ownFound(run, args);
    return found?.end === undefined ? found : undefined;
  }
  return standing && { start: standing.start, at: canonicalInstant(await run.plane.now()) };
}

/** What our own line for the active assignment had found, if there is one. */
function ownFound(run: Run, args: ScheduleArgs): Found | undefined {
  return readFound(run.seen(activeId(args)), "adopted");
}

/** A permanent assignment that came back behind our back shows as `standing: "keep" => "remove"`. */
async function drifted(run: Run, args: ScheduleArgs): Promise<Props> {
  if (args.standing !== "remove" || !(await isUsable(run, args))) return {};
  return (await permanentAssignment(run, args)) === undefined ? {} : { standing: "keep" };
}

/** Gives the active assignment back before the eligibility goes: the documents' rollback. */
async function leaving(run: Run, props: Props): Promise<void> {
  const args = argsOf(props);
  const found = readFound(props, "standingRemoved");
  if (found !== undefined && !leavesForGood(run, args)) await giveBack(run, args, found);
}

/** Within the window. A line for the active assignment has taken over what was found, and gives it back itself. */
async function giveBack(run: Run, args: ScheduleArgs, found: Found): Promise<void> {
  if (run.declared(activeId(args)) !== undefined || !isRollback(args, found, await run.plane.now())) return;
  await putBack(run, "assignment", args, found);
}

/** Whether the person can activate today: an eligibility that begins later, or has ended, replaces nothing yet. */
async function isUsable(run: Run, args: ScheduleArgs): Promise<boolean> {
  const live = await run.plane.eligibility.find(targetOf(args), "cached");
  if (live === undefined) return false;
  return live.start === undefined || Date.parse(live.start) <= (await run.plane.now()).getTime();
}

async function permanentAssignment(run: Run, args: ScheduleArgs) {
  const live = await run.plane.assignment.find(targetOf(args), "cached");
  return live !== undefined && live.end === undefined ? live : undefined;
}

function activeId(args: ScheduleArgs): string {
  return idOf(tupleOf("assignment", args));
}
