import type { Place } from "./place";
import type { Scene, Stage } from "./scene";
import { entraSchedules } from "./stages/entra-schedules";
import { policies } from "./stages/policies";
import { roleAssignments } from "./stages/role-assignments";
import { roleDefinitions } from "./stages/role-definitions";

const stages: readonly Stage[] = [entraSchedules, policies, roleAssignments, roleDefinitions];

/** The stage of a place; undefined where the directory alone is enough. */
export function stageOf(place: Place): Stage | undefined {
  return stages.find((stage) => stage.covers(place));
}

export type { Scene };
