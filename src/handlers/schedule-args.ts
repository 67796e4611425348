/** What the program said about one schedule, and who it is about. */
import { type ScheduleTarget, schedulesOf } from "../clients";
import {
  type EntraRoleAssignmentArgs,
  type EntraRoleEligibilityArgs,
  roleName,
  type ScheduleKind,
  type Tuple,
} from "../model";
import type { LiveSchedule } from "../wire";
import { type Props, Refusal } from "./handler";
import type { Run } from "./run";

export type { ScheduleKind };
export type ScheduleArgs = EntraRoleEligibilityArgs & EntraRoleAssignmentArgs;

/** How long to wait for the service where the program says nothing. */
export const TIMEOUT = "PT10M";
/** Sent where the program gives none: many roles refuse an assignment without. */
export const JUSTIFICATION = "declared as code";

/** How a justification begins: of what an eligibility or a guard takes away (`recover.ts` reads it), and of what is put back. */
export const CONVERTED = "eligible instead of active";
export const GUARDED = "held outside of code";
export const GIVEN_BACK = "given back as it was found";

export function argsOf(props: Props): ScheduleArgs {
  return props as unknown as ScheduleArgs;
}

export function targetOf(args: ScheduleArgs): ScheduleTarget {
  return { scope: args.directoryScope, role: args.role, principal: args.principalId };
}

export function tupleOf(kind: ScheduleKind, args: ScheduleArgs): Tuple {
  return { plane: "entra", kind, ...targetOf(args) };
}

/** `eligibility of alice@contoso.com for Global Administrator`, for the head of an error. */
export function labelOf(kind: ScheduleKind): (props: Props) => string {
  return (props) =>
    `${kind} of ${props.principalName ?? props.principalId} for ${props.roleName ?? roleName(String(props.role))}`;
}

/** Justification and ticket, for the audit log. */
export function wordsOf({ justification = JUSTIFICATION, ticket }: ScheduleArgs, reason?: string) {
  return { justification: reason === undefined ? justification : `${reason}: ${justification}`, ticket };
}

/** How long to wait for the service, ISO 8601. */
export function timeoutOf(args: ScheduleArgs): string {
  return args.timeout ?? TIMEOUT;
}

/** Waits until a read shows the schedule, at the scope that was asked for. */
export async function shown(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  accept: (live: LiveSchedule) => boolean,
): Promise<LiveSchedule> {
  const { accepted, live } = await schedulesOf(run.plane, kind).readBack(
    targetOf(args),
    (seen) => seen !== undefined && accept(seen),
    timeoutOf(args),
  );
  if (accepted && live !== undefined) return live;
  const found =
    live === undefined ? "no schedule" : live.end === undefined ? "one without an end" : `one until ${live.end}`;
  throw new Refusal(`after ${timeoutOf(args)} the service shows ${found}; run again later, or raise timeout`);
}
