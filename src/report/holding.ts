/** How somebody holds a role: `eligible until 2027-02-20`, `active, permanent`. */
import { addDuration, canonicalInstant, inUndoWindow, isMapping, UNKNOWN } from "../model";
import { type Line, same } from "./line";
import type { ResourceState } from "./read-events";
import { sayDay, sayDuration } from "./say-time";

/** How the state says that somebody holds it. */
export function sayState(line: Line, state: ResourceState | undefined, now: Date): string {
  if (state === undefined) return "nothing";
  if (state.outputs.status === "expired") return `${wordOf(line)}, ended ${sayDay(text(state.outputs.end) ?? "")}`;
  if (state.outputs.status === "missing") return "nothing, since the tenant has no such principal";
  return held(line, state, text(state.outputs.end) ?? endOf(state, undefined, now));
}

/** How it is held once the program has its way. */
export function sayAfter(line: Line, now: Date): string {
  return line.after === undefined ? "nothing" : held(line, line.after, endAfter(line, now));
}

/** When it ends once the program has its way; undefined for never. A changed duration counts from the first start. */
export function endAfter({ before, live, after }: Line, now: Date): string | undefined {
  if (after === undefined) return undefined;
  const known = text(after.outputs.end) ?? text(after.inputs.ends);
  if (known !== undefined) return known;
  if (live !== undefined && same(live.inputs.schedule, after.inputs.schedule)) return text(live.outputs.end);
  // what others changed or removed is put back, and ends when it would have ended
  const end = text(before?.outputs.end);
  const unchanged = same(before?.inputs.schedule, after.inputs.schedule);
  if (unchanged && end !== undefined && Date.parse(end) > now.getTime()) return end;
  return endOf(after, live === undefined ? undefined : firstStart(live), now);
}

/** What the tenant held when the line was written, as the program's look-up found it; undefined where nobody looked. */
export function foundParts(state: ResourceState | undefined): readonly string[] | undefined {
  const found = state?.inputs.found;
  if (typeof found !== "string") return undefined;
  return found === "nothing" ? [] : found.split("; ");
}

/** Something that was taken over or taken away, kept in the state as one text. */
export interface Kept {
  readonly end?: string | undefined;
  readonly at: string;
}

/** What the state keeps under `adopted` or `standingRemoved`. */
export function keptIn(state: ResourceState | undefined, output: "adopted" | "standingRemoved"): Kept | undefined {
  const kept = text(state?.outputs[output]);
  if (kept === undefined) return undefined;
  try {
    const { end, at } = JSON.parse(kept) as Record<string, unknown>;
    return typeof at === "string" ? { at, end: text(end) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a deletion today is a rollback, which gives back what was there. */
export function isRollback(state: ResourceState, { end, at }: Kept, now: Date): boolean {
  if (end !== undefined && Date.parse(end) <= now.getTime()) return false;
  if (state.inputs.onDelete !== undefined) return state.inputs.onDelete === "undo";
  return state.inputs.breakGlass === true || inUndoWindow(at, now);
}

/** The active assignment that an eligibility took away and gives back when its line goes today. */
export function standingBack(state: ResourceState, now: Date): Kept | undefined {
  const standing = keptIn(state, "standingRemoved");
  return standing !== undefined && isRollback(state, standing, now) ? standing : undefined;
}

/** `active, permanent` or `active until 2027-01-01`, of what was found. */
export function sayKept(word: string, { end }: Kept): string {
  return end === undefined ? `${word}, permanent` : `${word} until ${sayDay(end)}`;
}

/** Whether its schedule begins on a later day. */
export function beginsLater({ inputs }: ResourceState, now: Date): boolean {
  const start = isMapping(inputs.schedule) ? text(inputs.schedule.start) : undefined;
  return start !== undefined && Date.parse(start) > now.getTime();
}

export function wordOf({ kind }: Line): "eligible" | "active" {
  return kind === "eligibility" ? "eligible" : "active";
}

function held(line: Line, { inputs }: ResourceState, end: string | undefined): string {
  const schedule = isMapping(inputs.schedule) ? inputs.schedule : {};
  const from = text(schedule.start);
  const word = wordOf(line);
  const start = from === undefined ? "" : ` from ${sayDay(from)}`;
  if (schedule.permanent === true) return `${word}${start}, permanent`;
  if (end !== undefined) return `${word}${start} until ${sayDay(end)}`;
  const duration = text(schedule.duration);
  return duration === undefined ? `${word}${start}` : `${word}${start} for ${sayDuration(duration)}`;
}

function endOf({ inputs }: ResourceState, start: string | undefined, now: Date): string | undefined {
  const schedule = isMapping(inputs.schedule) ? inputs.schedule : {};
  const end = text(schedule.end);
  const duration = text(schedule.duration);
  if (end !== undefined || duration === undefined || duration === UNKNOWN) return end;
  const first = Date.parse(text(schedule.start) ?? start ?? "");
  return canonicalInstant(addDuration(Number.isNaN(first) ? now : new Date(first), duration));
}

/** For what had run on without a duration of ours before it was taken over: the day it was. */
function firstStart(state: ResourceState): string | undefined {
  const adopted = keptIn(state, "adopted");
  const { schedule } = state.inputs;
  const ours = isMapping(schedule) && schedule.duration !== undefined;
  return adopted === undefined || ours ? text(state.outputs.start) : adopted.at;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
