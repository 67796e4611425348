import { graphErrors, pimErrors } from "../errors";
import type { DirectoryObject } from "../store/directory";
import { levelOf } from "../store/schedules";
import { checkPrincipal } from "./assignable";
import { administratorsOfRoles } from "./directory-plane";
import { groupPolicy, isManageable, onboardGroup } from "./group-policy";
import type { Plane } from "./plane";
import type { Wish } from "./request-shape";

/** Members and owners of groups: https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagement-for-groups-api-overview */
export const groupPlane: Plane = {
  assignment: "groupAssignment",
  eligibility: "groupEligibility",
  findPolicy: (state, { scope, role }) =>
    state.directory.find(scope) === undefined ? undefined : groupPolicy(state, scope, role),
  policyOf: (state, { scope, role }) => {
    const group = state.directory.find(scope);
    if (group?.kind !== "group") throw graphErrors.resourceNotFound();
    if (!isManageable(group))
      throw pimErrors.invalidRequest("A group that is dynamic or synchronized from on-premises cannot be managed.");
    return groupPolicy(state, group.id, role);
  },
  checkHolder: (state, subject, wish) => {
    checkPrincipal(subject, levelOf(wish.family));
    const group = state.directory.find(wish.scope);
    if (group !== undefined && subject.kind === "group") checkNesting(group, subject, wish);
  },
  onboard: (call, { scope }) => onboardGroup(call.state, scope),
  scheduleId: ({ scope, role }, requestId) => `${scope}_${role}_${requestId}`,
  renames: true,
  gone: graphErrors.resourceNotFound,
  administrators: (state, { scope }) => [
    ...state.directory.linked(scope, "owners").map(({ id }) => id),
    ...administratorsOfRoles(state),
  ],
  administratorsApprove: false,
};

function checkNesting(group: DirectoryObject, subject: DirectoryObject, wish: Wish): void {
  if (group.id === subject.id) throw pimErrors.invalidRequest("A group cannot belong to itself.");
  if (wish.family === "groupAssignment" && wish.role === "member" && group.properties.isAssignableToRole === true)
    throw pimErrors.invalidRequest("A group that is assignable to roles takes no groups as active members.");
}
