import type { ArmRoute } from "../../arm-call";
import { armRoleDefinitionRoutes } from "./role-definitions";
import { armPolicyRoutes } from "./role-policies";
import { armScheduleRequestRoutes } from "./schedule-requests";
import { armScheduleRoutes } from "./schedules";
import { subscriptionRoutes } from "./subscriptions";

/** Every operation of Azure Resource Manager that this tenant has; one file per family. Where two match a path, the first counts. */
export const armRoutes: readonly ArmRoute[] = [
  ...subscriptionRoutes,
  ...armRoleDefinitionRoutes,
  ...armScheduleRequestRoutes,
  ...armScheduleRoutes,
  ...armPolicyRoutes,
];
