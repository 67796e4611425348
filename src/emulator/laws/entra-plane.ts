import { graphErrors, pimErrors } from "../errors";
import { checkAssignable, checkScope, subjectOf } from "./assignable";
import { eligibilitiesAmong } from "./eligibility-of";
import type { Occasion, Plane } from "./plane";

/** Roles of the directory. */
export function entraPlane(occasion: Occasion): Plane {
  const { state, now } = occasion;
  return {
    schedules: state.schedules,
    requests: state.scheduleRequests,
    settingsOf: ({ action, family, principal, role, scope }) => {
      const subject = subjectOf(state, principal, now);
      const policy = state.policies.findByRole(role);
      if (state.roles.find(role) === undefined || policy === undefined) throw pimErrors.roleNotFound();
      if (action !== "adminRemove" && action !== "selfDeactivate") {
        checkScope(state, scope);
        checkAssignable(subject, family);
      }
      return policy;
    },
    eligibilityOf: (tuple) => eligibilitiesAmong(occasion, state.schedules, tuple, [tuple.scope])[0],
    youngStay: ["assignment"],
    renews: false,
    scheduleId: (_tuple, requestId) => requestId,
    denied: graphErrors.denied,
    gone: pimErrors.assignmentDoesNotExist,
    rulesFailed: pimErrors.rulesFailed,
  };
}
