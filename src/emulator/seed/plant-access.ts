import { guidOf } from "../ids";
import { completePolicy, contextFamily, policyFamily } from "../laws/conditional-access";
import type { State } from "../state";
import { formatTime } from "../time";
import type { Seed } from "./seed";

/** Authentication contexts and the conditional access policies that guard them. */
export function plantAccess(state: State, seed: Seed, founded: number): void {
  for (const { id, ...context } of seed.authenticationContexts ?? [])
    state.documents.put(contextFamily, id, { description: null, isAvailable: true, ...context });
  for (const policy of seed.conditionalAccess ?? [])
    state.documents.put(policyFamily, guidOf(seed.tenant.domain, policyFamily, policy.displayName), {
      ...completePolicy(state, { ...policy }),
      createdDateTime: formatTime(founded),
      modifiedDateTime: null,
    });
}
