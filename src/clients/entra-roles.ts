import type { LiveSchedule } from "../wire";
import { Deployer } from "./deployer";
import type { Graph } from "./graph";
import type { Plane } from "./plane";
import { Principals } from "./principals";
import { RoleSchedules } from "./role-schedules";
import { RoleSettings } from "./role-settings";
import type { Transport } from "./transport";

const DIRECTORY = "/roleManagement/directory";

/** The plane of Entra roles, and what look-up asks beside: whole collections, read once for all. */
export interface EntraRoles extends Plane {
  /** Every schedule in the tenant that has not ended, those through groups and activations included. */
  allSchedules(kind: "eligibility" | "assignment"): Promise<LiveSchedule[]>;
}

/** Entra roles through Microsoft Graph: three collections for a whole tenant. */
export function entraRoles(graph: Graph, transport: Transport): EntraRoles {
  const eligibility = new RoleSchedules(graph, transport, {
    schedules: `${DIRECTORY}/roleEligibilitySchedules`,
    requests: `${DIRECTORY}/roleEligibilityScheduleRequests`,
  });
  const assignment = new RoleSchedules(graph, transport, {
    schedules: `${DIRECTORY}/roleAssignmentSchedules`,
    requests: `${DIRECTORY}/roleAssignmentScheduleRequests`,
  });
  const principals = new Principals(graph);
  const deployer = new Deployer(graph, transport, principals);
  return {
    name: "entra",
    tenantId: () => graph.tenantId(),
    now: () => graph.now(),
    principals: (ids) => principals.of(ids),
    isDeployer: (principal) => deployer.is(principal),
    settings: new RoleSettings(graph),
    eligibility,
    assignment,
    allSchedules: (kind) => (kind === "eligibility" ? eligibility : assignment).all(),
  };
}
