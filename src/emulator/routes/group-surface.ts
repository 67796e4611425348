import type { Call } from "../call";
import { pimErrors } from "../errors";
import { guidOf } from "../ids";
import { groupDeciders } from "../laws/group-deciders";
import { groupPlane } from "../laws/group-plane";
import { onboardGroup } from "../laws/group-policy";
import { groupShape } from "../laws/request-shape";
import { type Wanted, wantedBy, wantedTexts } from "../odata/filter";
import { objectBehind } from "./directory-collections";
import type { Surface } from "./pim-surface";

/** PIM for Groups: https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagement-for-groups-api-overview */
export const groupSurface: Surface = {
  plane: groupPlane,
  deciders: groupDeciders,
  root: "identityGovernance/privilegedAccess/group",
  names: {
    assignment: { path: "assignment", type: "privilegedAccessGroupAssignment" },
    eligibility: { path: "eligibility", type: "privilegedAccessGroupEligibility" },
  },
  properties: ["principalId", "accessId", "groupId"],
  show: ({ principal, role, scope }) => ({ principalId: principal, accessId: role, groupId: scope }),
  shape: groupShape,
  onboard: ({ state }, { scope }) => onboardGroup(state, scope),
  navigation: { principal: objectBehind("principalId"), group: objectBehind("groupId") },
  narrow: (wanted) => ({
    principals: lowerCased(wanted, "principalId"),
    roles: lowerCased(wanted, "accessId"),
    scopes: lowerCased(wanted, "groupId") ?? groupsIn(wantedTexts(wanted, "id")),
  }),
  listed: (call) => {
    if (namesNobody(call)) throw pimErrors.missingParameters();
  },
  ownRequestsOnly: (call) => call.caller.kind === "user" && namesNobody(call),
  // The instance of what was made past PIM goes by the id of its schedule.
  instanceId: ({ id, createdUsing, scope, role }) =>
    createdUsing === null ? id : `${scope}_${role}_${guidOf(id, "instance")}`,
  behind: { assignment: ["assignmentScheduleId"], eligibility: ["eligibilityScheduleId"] },
  showBehind: ({ id, family }) =>
    family === "assignment" ? { assignmentScheduleId: id } : { eligibilityScheduleId: id },
};

/** Lists must say whose or of which group. */
function namesNobody({ options }: Call): boolean {
  const wanted = wantedBy(options.filter);
  return wantedTexts(wanted, "groupId") === undefined && wantedTexts(wanted, "principalId") === undefined;
}

function lowerCased(wanted: Wanted, name: string): readonly string[] | undefined {
  return wantedTexts(wanted, name)?.map((text) => text.toLowerCase());
}

/** The first part of the id of a schedule or instance is its group. */
function groupsIn(ids: readonly string[] | undefined): readonly string[] | undefined {
  if (ids === undefined || !ids.every((id) => id.includes("_"))) return undefined;
  return ids.map((id) => (id.split("_")[0] ?? "").toLowerCase());
}
