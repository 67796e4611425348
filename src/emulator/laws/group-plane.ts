import { graphErrors, pimErrors } from "../errors";
import type { DirectoryObject } from "../store/directory";
import { checkPrincipal, subjectOf } from "./assignable";
import { eligibilitiesAmong } from "./eligibility-of";
import { groupPolicy, isManageable } from "./group-policy";
import type { Occasion, Plane } from "./plane";
import type { Wish } from "./request-shape";

/**
 * Members and owners of groups: a tuple's role is "member" or "owner", its scope the group's id.
 * https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagement-for-groups-api-overview
 */
export function groupPlane(occasion: Occasion): Plane {
  const { state, now } = occasion;
  return {
    schedules: state.groupSchedules,
    requests: state.groupScheduleRequests,
    settingsOf: (wish) => {
      const subject = subjectOf(state, wish.principal, now);
      const group = state.directory.find(wish.scope);
      if (group?.kind !== "group") throw graphErrors.resourceNotFound();
      if (!isManageable(group))
        throw pimErrors.invalidRequest("A group that is dynamic or synchronized from on-premises cannot be managed.");
      if (wish.action !== "adminRemove" && wish.action !== "selfDeactivate") checkHolder(subject, group, wish);
      return groupPolicy(state, group.id, wish.role);
    },
    eligibilityOf: (tuple) => eligibilitiesAmong(occasion, state.groupSchedules, tuple, [tuple.scope])[0],
    youngStay: ["assignment"],
    renews: true,
    scheduleId: ({ scope, role }, requestId) => `${scope}_${role}_${requestId}`,
    denied: graphErrors.denied,
    gone: graphErrors.resourceNotFound,
    rulesFailed: pimErrors.rulesFailed,
  };
}

function checkHolder(subject: DirectoryObject, group: DirectoryObject, { family, role }: Wish): void {
  checkPrincipal(subject, family);
  if (subject.id === group.id) throw pimErrors.invalidRequest("A group cannot belong to itself.");
  const nests = subject.kind === "group" && family === "assignment" && role === "member";
  if (nests && group.properties.isAssignableToRole === true)
    throw pimErrors.invalidRequest("A group that is assignable to roles takes no groups as active members.");
}
