import type { ArmRoute } from "../../arm-call";
import { armAlertRoutes } from "./alerts";
import { armApprovalRoutes } from "./approvals";
import { lockRoutes } from "./locks";
import { managementGroupRoutes } from "./management-groups";
import { providerRoutes } from "./providers";
import { resourceGroupRoutes } from "./resource-groups";
import { resourceRoutes } from "./resources";
import { armRoleAssignmentRoutes } from "./role-assignments";
import { armRoleDefinitionRoutes } from "./role-definitions";
import { armPolicyRoutes } from "./role-policies";
import { armScheduleRequestRoutes } from "./schedule-requests";
import { armScheduleRoutes } from "./schedules";
import { subscriptionRoutes } from "./subscriptions";

const families: readonly ArmRoute[] = [
  ...subscriptionRoutes,
  ...managementGroupRoutes,
  ...resourceGroupRoutes,
  ...resourceRoutes,
  ...lockRoutes,
  ...armRoleDefinitionRoutes,
  ...armRoleAssignmentRoutes,
  ...armScheduleRequestRoutes,
  ...armScheduleRoutes,
  ...armPolicyRoutes,
  ...armApprovalRoutes,
  ...armAlertRoutes,
];

/** Every operation of Azure Resource Manager that this tenant has; one file per family. Where two match a path, the first counts. */
export const armRoutes: readonly ArmRoute[] = [...families, ...providerRoutes(families)];
