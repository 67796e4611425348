/** Lines about somebody whom the directory does not know, as after a revert months later: an error with a way out. */
import { MISSING_PRINCIPALS, type ScheduleKind } from "../model";
import { PimApiError } from "../wire";
import type { Kept } from "./found";
import { type Props, Refusal } from "./handler";
import type { Run } from "./run";

import { labelOf, type ScheduleArgs } from "./schedule-args";

/** The `status` of a line that was skipped: it grants nothing until the principal exists. */
const MISSING = "missing";

export function isMissing(state: Props | undefined): boolean {
  return state?.status === MISSING;
}

/** Whether the directory knows a principal; asked once per run. */
export async function exists(run: Run, principalId: string): Promise<boolean> {
  return (await run.plane.principals([principalId])).has(principalId);
}

/** Whether an error means that the principal does not exist, and not that it is too new. */
export async function saysMissing(run: Run, { principalId }: ScheduleArgs, error: unknown): Promise<boolean> {
  if (!(error instanceof PimApiError) || error.code !== "SubjectNotFound") return false;
  return !(await exists(run, principalId));
}

/**
 * Does `work`; where the service says that it does not know the principal, the line is refused, or skipped if the environment
 * says so. One that was skipped before stays so quietly. A break-glass account is never skipped.
 */
export async function unlessMissing<Outcome extends Kept>(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  olds: Props | undefined,
  work: () => Promise<Outcome>,
): Promise<Outcome | (Kept & { readonly existed: false })> {
  const skipped = { status: MISSING, existed: false } as const;
  if (isMissing(olds) && !(await exists(run, args.principalId))) return skipped;
  try {
    return await work();
  } catch (error) {
    if (!(await saysMissing(run, args, error))) throw error;
    if (args.breakGlass === true)
      throw new Refusal("the break-glass account does not exist any more; name another one");
    if (!run.skipsMissing) {
      throw new Refusal(
        `the tenant has no principal ${args.principalId} (any more); remove the line, or run again with ${MISSING_PRINCIPALS}=skip, which leaves such lines out until the principal exists`,
      );
    }
    run.warn(`${labelOf(kind)({ ...args })}: skipped, since the tenant has no principal ${args.principalId}`);
    return skipped;
  }
}
