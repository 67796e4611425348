import type { Place } from "./place";
import type { Stage } from "./scene";
import { accessReviews } from "./stages/access-reviews";
import { alerts } from "./stages/alerts";
import { approvals } from "./stages/approvals";
import { armAlerts } from "./stages/arm-alerts";
import { armApprovals } from "./stages/arm-approvals";
import { armOthers } from "./stages/arm-others";
import { armPolicies } from "./stages/arm-policies";
import { armPut } from "./stages/arm-put";
import { armReviews } from "./stages/arm-reviews";
import { armSchedules } from "./stages/arm-schedules";
import { authenticationContexts } from "./stages/authentication-contexts";
import { diagnosticSettings } from "./stages/diagnostic-settings";
import { directoryAudits } from "./stages/directory-audits";
import { directoryRoles } from "./stages/directory-roles";
import { entraSchedules } from "./stages/entra-schedules";
import { groupSchedules } from "./stages/group-schedules";
import { permissions } from "./stages/permissions";
import { policies } from "./stages/policies";
import { roleAssignments } from "./stages/role-assignments";
import { roleDefinitions } from "./stages/role-definitions";
import { transitiveAssignments } from "./stages/transitive-assignments";

const graphStages: readonly Stage[] = [
  accessReviews,
  approvals,
  directoryRoles,
  transitiveAssignments,
  entraSchedules,
  groupSchedules,
  policies,
  roleAssignments,
  roleDefinitions,
  alerts,
  authenticationContexts,
  directoryAudits,
];
const armStages: readonly Stage[] = [
  armApprovals,
  armReviews,
  armApprovals,
  armSchedules,
  armPolicies,
  armAlerts,
  diagnosticSettings,
  permissions,
  armPut,
  armOthers,
];

/** The stage of a place; undefined where the directory alone is enough. */
export function stageOf(place: Place): Stage | undefined {
  const stages = place.host === "management.azure.com" ? armStages : graphStages;
  return stages.find((stage) => stage.covers(place));
}
