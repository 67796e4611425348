import type { State } from "../../state";
import type { ArmScope } from "../../store/arm-scopes";
import { failPending } from "../fail-pending";
import { lockedScope, lockFamily } from "./locks";
import { sameId } from "./scope";

/** Takes a scope away with all that it holds, and with the roles, settings and locks that hang on any of it. */
export function removeScope(state: State, scope: ArmScope): void {
  for (const each of [...state.armScopes.descendants(scope.id).reverse(), scope]) {
    for (const family of ["assignment", "eligibility"] as const)
      for (const schedule of [...state.azureSchedules.list(family, { scopes: [each.id] })])
        state.azureSchedules.remove(schedule);
    for (const policy of state.policies.list("AzureRole", 0, each.id)) state.policies.remove(policy);
    for (const lock of state.documents.list(lockFamily))
      if (sameId(lockedScope(lock), each.id)) state.documents.remove(lockFamily, lock);
    failPending({ state, now: state.clock.ms() }, (request) => request.scope === each.id);
    state.armScopes.remove(each);
  }
}
