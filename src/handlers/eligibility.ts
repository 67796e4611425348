/** Eligible schedules, and the conversion of standing access: eligible instead of active. */
import { canonicalInstant, entraRoleEligibility, settingsIdOf } from "../model";
import { PimApiError, type Unit } from "../wire";
import { type Handler, messageOf, type Props, Refusal } from "./handler";
import { readOriginals } from "./originals";
import { undoSettings } from "./role-settings";
import type { Run } from "./run";
import { remove, shown } from "./schedule";
import { argsOf, type ScheduleArgs, targetOf, timeoutOf, tupleOf, wordsOf } from "./schedule-args";
import { scheduleHandler } from "./schedule-handler";

export function eligibilityHandler(run: Run): Handler {
  return scheduleHandler(run, "eligibility", entraRoleEligibility, { guard, settled, drifted, leaving });
}

/** Before anything is written: a break-glass account is never made eligible instead of active. */
function guard(run: Run, _olds: Props | undefined, news: Props | undefined): void {
  if (news?.standing !== "remove" || !run.protects(argsOf(news).principalId)) return;
  throw new Refusal('a break-glass account keeps its active assignment; drop this line, or standing: "remove"');
}

/** Removes the permanent active assignment once the eligibility can be read: nobody is without access at any moment. */
async function settled(run: Run, args: ScheduleArgs, olds: Props): Promise<Props> {
  const removed = typeof olds.standingRemoved === "string" ? olds.standingRemoved : undefined;
  if (args.standing !== "remove") {
    if (removed !== undefined) await restoreStanding(run, args);
    return {};
  }
  const standing = await permanentAssignment(run, args);
  if (standing === undefined) return { standingRemoved: removed };
  await remove(run, "assignment", args);
  return {
    standingRemoved: removed ?? JSON.stringify({ start: standing.start, at: canonicalInstant(await run.plane.now()) }),
  };
}

/** A permanent assignment that came back behind our back shows as `standing: "keep" => "remove"`. */
async function drifted(run: Run, args: ScheduleArgs): Promise<Props> {
  if (args.standing !== "remove") return {};
  return (await permanentAssignment(run, args)) === undefined ? {} : { standing: "keep" };
}

/** Gives the active assignment back before the eligibility goes: the documents' rollback. */
async function leaving(run: Run, props: Props): Promise<void> {
  const args = argsOf(props);
  if (typeof props.standingRemoved !== "string" || args.onDelete === "remove" || args.onDelete === "leave") return;
  await restoreStanding(run, args);
}

async function restoreStanding(run: Run, args: ScheduleArgs): Promise<void> {
  if ((await run.plane.assignment.find(targetOf(args), "direct")) === undefined) {
    const now = canonicalInstant(await run.plane.now());

    const request = {
      action: "adminAssign",
      ...targetOf(args),
      ...wordsOf(args),
      start: now,
      until: { permanent: true },
    } as const;
    const timeout = timeoutOf(args);
    try {
      await run.plane.assignment.request(request, timeout);
    } catch (error) {
      await yieldSettings(run, args, error);
      await run.plane.assignment.request(request, timeout);
    }
  }
  await shown(run, "assignment", args, (live) => live.end === undefined);
}

/**
 * Today's settings refuse what is to be put back. Where these settings are being undone in the same run too, the units that
 * refuse go first; their own deletion finds it done.
 */
async function yieldSettings(run: Run, args: ScheduleArgs, error: unknown): Promise<void> {
  const refusing = error instanceof PimApiError ? error.failedRules.map(unitBehind) : [];
  if (refusing.length === 0) throw error;
  const id = settingsIdOf(tupleOf("assignment", args));
  const settings = run.seen(id);
  if (settings === undefined || run.declares(id)) {
    throw new Refusal(
      `the role's settings refuse to give the permanent assignment back: ${messageOf(error)}; allow it with assignment: { permanent: true }, or let go with onDelete: "remove"`,
    );
  }
  await undoSettings(run, args.role, readOriginals(settings), refusing);
}

function unitBehind(failedRule: string): Unit {
  return failedRule === "ExpirationRule" ? "assignment.expiry" : "assignment.require";
}

async function permanentAssignment(run: Run, args: ScheduleArgs) {
  const live = await run.plane.assignment.find(targetOf(args), "cached");
  return live !== undefined && live.end === undefined ? live : undefined;
}
