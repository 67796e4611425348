import { armPimErrors } from "../../arm-pim-errors";
import { pimErrors } from "../../errors";
import type { DirectoryObject } from "../../store/directory";
import { eligibilitiesAmong } from "../eligibility-of";
import type { Occasion, Plane } from "../plane";
import type { Wish } from "../request-shape";
import { locksAgainst } from "./locks";
import { scopeAndAbove } from "./place";
import type { Scope } from "./scope";
import { azureSettings } from "./settings";

/** Roles of Azure resources at one scope. `linked`: the eligibility that an activation insists on. */
export function azurePlane(occasion: Occasion, scope: Scope, linked?: string): Plane {
  const { state } = occasion;
  return {
    schedules: state.azureSchedules,
    requests: state.azureScheduleRequests,
    settingsOf: (wish) => {
      const removes = wish.action === "adminRemove" || wish.action === "selfDeactivate";
      if (!removes) checkSubject(occasion, wish);
      if (state.armRoles.find(wish.role) === undefined) throw armPimErrors.roleNotFound();
      // only active assignments are something at the resource that a lock can keep as it is
      if (wish.family === "assignment" && locksAgainst(state, scope, removes ? "delete" : "write").length > 0)
        throw armPimErrors.resourceIsLocked();
      return azureSettings(state, wish.scope, wish.role);
    },
    // what is held above holds here too
    eligibilityOf: (tuple) => {
      const scopes = scopeAndAbove(state, scope).map(({ id }) => id);
      const found = eligibilitiesAmong(occasion, state.azureSchedules, tuple, scopes);
      return found.find(({ id }) => linked === undefined || id === linked);
    },
    youngStay: ["assignment", "eligibility"],
    renews: true,
    scheduleId: (_tuple, requestId) => requestId,
    denied: armPimErrors.insufficient,
    gone: pimErrors.assignmentDoesNotExist,
    rulesFailed: armPimErrors.rulesFailed,
  };
}

/** Users and groups, also those not made for roles; service principals, but only active, since they cannot activate. */
function checkSubject({ state, now }: Occasion, { principal, family }: Wish): void {
  const object: DirectoryObject | undefined = state.directory.find(principal);
  const known = object !== undefined && ["user", "group", "servicePrincipal"].includes(object.kind);
  if (!known || object.created + state.lag > now) throw armPimErrors.subjectNotFound();
  if (object.kind === "servicePrincipal" && family === "eligibility")
    throw pimErrors.invalidRequest("A service principal cannot be eligible for a role.");
}
