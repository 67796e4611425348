import { isObject } from "../body";
import type { State } from "../state";
import type { ScheduleRequest } from "../store/schedule-requests";
import { planeOf } from "./plane-of";
import { approvalStage } from "./rule-evaluation";

/** Ids of the users who may decide a request: of an activation those that the settings name, else the administrators. */
export function approversOf(state: State, request: ScheduleRequest): ReadonlySet<string> {
  const plane = planeOf(request.family);
  if (request.action !== "selfActivate") return new Set(plane.administrators(state, request));
  const named = namedApprovers(state, request);
  if (named.length > 0 || !plane.administratorsApprove) return new Set(named);
  return new Set(plane.administrators(state, request));
}

function namedApprovers(state: State, request: ScheduleRequest): string[] {
  const policy = planeOf(request.family).findPolicy(state, request);
  const approvers = policy && approvalStage(policy).primaryApprovers;
  if (!Array.isArray(approvers)) return [];
  return approvers.filter(isObject).flatMap((approver) => {
    if (typeof approver.groupId === "string")
      return state.directory.linked(approver.groupId, "members").map(({ id }) => id);
    return typeof approver.userId === "string" ? [approver.userId] : [];
  });
}
