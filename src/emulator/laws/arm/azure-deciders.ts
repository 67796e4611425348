import type { State } from "../../state";
import type { ScheduleRequest } from "../../store/schedule-requests";
import { approversOf, type Deciders } from "../deciders";
import type { Occasion } from "../plane";
import { scopeAndAbove, scopeAt } from "./place";
import { isRunning, owner, userAccessAdministrator } from "./role-assignment";
import { azureSettings } from "./settings";

/** Over roles of Azure resources. Activations need approvers by name: nobody stands in for them. */
export const azureDeciders: Deciders = {
  settings: (state, { scope, role }) => azureSettings(state, scope, role),
  administrators: (state, { scope }) => administratorsAt(state, scope),
  administratorsApprove: false,
};

export function mayDecide({ state, caller }: Occasion, request: ScheduleRequest): boolean {
  return approversOf(state, azureDeciders, request).has(caller.id);
}

/** Does an activation wait for the caller's word? */
export function isWaitingFor(occasion: Occasion, request: ScheduleRequest): boolean {
  return request.status === "PendingApproval" && mayDecide(occasion, request);
}

/** Ids of those who may give roles at a scope at this moment, members of groups included. */
function administratorsAt(state: State, scope: string): string[] {
  const scopes = scopeAndAbove(state, scopeAt(scope)).map(({ id }) => id);
  const held = [...state.azureSchedules.list("assignment", { scopes, roles: [owner, userAccessAdministrator] })];
  return held
    .filter((each) => isRunning(each, state.clock.ms()))
    .flatMap(({ principal }) => [principal, ...state.directory.linked(principal, "members").map(({ id }) => id)]);
}
