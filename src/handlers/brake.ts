/** The brake: a run that would take away more than is allowed stops before it takes anything away. */
import { canonicalInstant, idOf } from "../model";
import { type Props, Refusal } from "./handler";
import { isMissing } from "./missing";
import type { Run } from "./run";
import { argsOf, labelOf, type ScheduleKind, tupleOf } from "./schedule-args";

/** What a run takes away: a label for people by the id of the tuple. */
export type Removals = ReadonlyMap<string, string>;

/** Before a line is deleted: every check has been made, so what was read and is not declared is what goes. */
export async function brakeLine(run: Run, kind: ScheduleKind, id: string, props: Props): Promise<void> {
  const now = canonicalInstant(await run.plane.now());
  const seen = [...run.seenAll()].filter(([other, state]) => goes(run, other, state, now));
  const labels = seen.map(([other, state]) => [other, labelOf(kindOf(other) ?? kind)(state)] as const);
  const here = goes(run, id, props, now) ? [[id, labelOf(kind)(props)] as const] : [];
  stop(run, new Map([...labels, ...here]));
}

/** Before a guard takes anything: what the guards of this run have planned so far. */
export function brakeGuard(run: Run): void {
  stop(run, new Map());
}

function stop(run: Run, going: Removals): void {
  for (const [id, label] of going) run.removals.set(id, label);
  const { size } = run.removals;
  if (size <= run.maxRemovals) return;
  const count = size === 1 ? "1 holding" : `${size} holdings`;
  const named = [...run.removals.values()].sort().join("; ");
  const all = run.braked ? "" : `: ${named}`;
  run.braked = true;
  throw new Refusal(
    `this run would take away ${count}, at most ${run.maxRemovals} are allowed, so nothing more is removed${all}; if all of that is meant, run again with PIM_MAX_REMOVALS=all`,
  );
}

/** A line that somebody loses something with. Who is declared the other way instead keeps the role. */
function goes(run: Run, id: string, props: Props, now: string): boolean {
  const kind = kindOf(id);
  if (kind === undefined || run.declared(id) !== undefined || run.isGone(id)) return false;
  const args = argsOf(props);
  if (args.onDelete === "leave" || props.status === "expired" || isMissing(props)) return false;
  if (typeof props.end === "string" && props.end <= now) return false;
  if (kind === "eligibility") return run.declared(idOf(tupleOf("assignment", args))) === undefined;
  return run.declared(idOf(tupleOf("eligibility", args)))?.standing !== "remove";
}

function kindOf(id: string): ScheduleKind | undefined {
  const [, kind] = id.split("|");
  return kind === "eligibility" || kind === "assignment" ? kind : undefined;
}
