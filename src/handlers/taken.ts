/** What a guard has taken away, kept in its state as one text, so that a revert can give it back. */
import { guardIdOf, type Holding, idOf, type ScheduleKind } from "../model";
import { type Found, isRollback } from "./found";
import type { Props } from "./handler";
import type { Holder } from "./holder";
import { recoverRemoval } from "./recover";
import type { Run } from "./run";
import { GUARDED, type ScheduleArgs } from "./schedule-args";

/** A holding that is no more, and since when; no `end` means that it was permanent. */
export interface Taken extends Found {
  /** The id of its tuple. */
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly principalId: string;
  readonly scope: string;
  /** For people: `bob@contoso.com: active, permanent`. */
  readonly text: string;
}

export function readTaken(props: Props | undefined): Taken[] {
  return typeof props?.taken === "string" ? (JSON.parse(props.taken) as Taken[]) : [];
}

/** Undefined where nothing is kept. */
export function writeTaken(taken: readonly Taken[]): string | undefined {
  return taken.length === 0 ? undefined : JSON.stringify(taken);
}

/** Those whom the newest refresh has listed, as a state keeps them: what a killed run has taken is known by them. */
export function readListed(props: Props): Holder[] {
  return typeof props.listed === "string" ? (JSON.parse(props.listed) as Holder[]) : [];
}

/** Undefined for nobody. */
export function writeListed(listed: readonly Holder[]): string | undefined {
  return listed.length === 0 ? undefined : JSON.stringify(listed);
}

/** What a run has taken that never told Pulumi: listed before, gone now, by a request of ours that says so. */
export async function recoverTaken(run: Run, props: Props, listing: readonly Holder[]): Promise<Taken[]> {
  const known = new Set([...listing, ...readTaken(props)].map(({ id }) => id));
  const vanished = readListed(props).filter(({ id }) => !known.has(id));
  const removals = await Promise.all(
    vanished.map(async (one) => {
      const args = argsOfTaken(String(props.role), one.holding);
      const at = await recoverRemoval(run, one.kind, args, GUARDED);
      return at === undefined ? [] : [takenFrom(one, at)];
    }),
  );
  return removals.flat();
}

/** A holder as it is kept. @param at now, ISO 8601 */
export function takenFrom({ id, kind, holding, start, text }: Holder, at: string): Taken {
  const { principalId, scope, end } = holding;
  return { id, kind, principalId, scope, start, end, at, text };
}

/** What a schedule's handler wants to know about it. */
export function argsOfTaken(role: string, { principalId, scope }: Pick<Taken, "principalId" | "scope">): ScheduleArgs {
  return { role, principalId, directoryScope: scope, schedule: { permanent: true } };
}

/** Whether a revert gives it back: taken recently, not ended since, and no line of the stack says what becomes of it. */
export function comesBack(run: Run, taken: Taken, now: Date): boolean {
  if (run.declared(taken.id) !== undefined || run.seen(taken.id) !== undefined) return false;
  if (taken.end !== undefined && Date.parse(taken.end) <= now.getTime()) return false;
  return isRollback(argsOfTaken("", taken), taken, now);
}

/** How it is held once it has come back. */
export function holdingOfTaken({ kind, principalId, scope, end }: Taken): Holding {
  return { kind: kind === "eligibility" ? "eligible" : "active", principalId, scope, end, throughPim: true };
}

/** What the guard of the role has taken from the same tuple: for a new line that is what was there before it. */
export function takenBefore(run: Run, kind: ScheduleKind, args: ScheduleArgs, now: Date): Found | undefined {
  const { role, principalId, directoryScope } = args;
  const id = idOf({ plane: "entra", kind, scope: directoryScope, role, principal: principalId });
  const taken = readTaken(run.seen(guardIdOf({ plane: "entra", role }))).find((one) => one.id === id);
  return taken !== undefined && isRollback({ ...args, onDelete: undefined }, taken, now) ? taken : undefined;
}
