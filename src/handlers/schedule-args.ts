/** What the program said about one schedule, and who it is about. */
import type { ScheduleTarget } from "../clients";
import { type EntraRoleAssignmentArgs, type EntraRoleEligibilityArgs, type Kind, roleName, type Tuple } from "../model";
import type { Props } from "./handler";

export type ScheduleKind = Exclude<Kind, "settings">;
export type ScheduleArgs = EntraRoleEligibilityArgs & EntraRoleAssignmentArgs;

/** How long to wait for the service where the program says nothing. */
export const TIMEOUT = "PT10M";
/** Sent where the program gives none: many roles refuse an assignment without. */
export const JUSTIFICATION = "declared as code";

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
export function wordsOf(args: ScheduleArgs) {
  return { justification: args.justification ?? JUSTIFICATION, ticket: args.ticket };
}

/** How long to wait for the service, ISO 8601. */
export function timeoutOf(args: ScheduleArgs): string {
  return args.timeout ?? TIMEOUT;
}
