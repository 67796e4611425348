import type { Place } from "./place";
import type { Scene, Stage } from "./scene";
import { alerts } from "./stages/alerts";
import { authenticationContexts } from "./stages/authentication-contexts";
import { directoryAudits } from "./stages/directory-audits";
import { entraSchedules } from "./stages/entra-schedules";
import { policies } from "./stages/policies";
import { roleAssignments } from "./stages/role-assignments";
import { roleDefinitions } from "./stages/role-definitions";

const stages: readonly Stage[] = [
  entraSchedules,
  policies,
  roleAssignments,
  roleDefinitions,
  alerts,
  authenticationContexts,
  directoryAudits,
];

/** The stage of a place; undefined where the directory alone is enough. */
export function stageOf(place: Place): Stage | undefined {
  return stages.find((stage) => stage.covers(place));
}

export type { Scene };
