import { isObject } from "../body";
import type { State } from "../state";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Settings, Tuple } from "./plane";
import { approvalStage } from "./rule-evaluation";

/** Who decides over what is asked for on a plane. */
export interface Deciders {
  readonly settings: (state: State, tuple: Tuple) => Settings | undefined;
  /** Ids of the users who give and take it: they decide over extensions and renewals. */
  readonly administrators: (state: State, tuple: Tuple) => readonly string[];
  /** Whether they approve activations too where the settings name no approver. */
  readonly administratorsApprove: boolean;
}

/** Ids of the users who may decide a request: of an activation those that the settings name, else the administrators. */
export function approversOf(state: State, deciders: Deciders, request: ScheduleRequest): ReadonlySet<string> {
  const named =
    request.action === "selfActivate" ? namedApprovers(state, deciders.settings(state, request)) : undefined;
  if (named !== undefined && (named.length > 0 || !deciders.administratorsApprove)) return new Set(named);
  return new Set(deciders.administrators(state, request));
}

function namedApprovers(state: State, settings: Settings | undefined): string[] {
  const approvers = settings && approvalStage(settings).primaryApprovers;
  if (!Array.isArray(approvers)) return [];
  return approvers.filter(isObject).flatMap((approver) => {
    if (typeof approver.groupId === "string")
      return state.directory.linked(approver.groupId, "members").map(({ id }) => id);
    return typeof approver.userId === "string" ? [approver.userId] : [];
  });
}
