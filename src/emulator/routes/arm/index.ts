import type { ArmRoute } from "../../arm-call";
import { armAccessReviewRoutes } from "./access-reviews";
import { armAlertRoutes } from "./alerts";
import { armApprovalRoutes } from "./approvals";
import { denyAssignmentRoutes } from "./deny-assignments";
import { diagnosticSettingRoutes } from "./diagnostic-settings";
import { eligibleChildResourceRoutes } from "./eligible-child-resources";
import { lockRoutes } from "./locks";
import { managementGroupRoutes } from "./management-groups";
import { permissionRoutes } from "./permissions";
import { providerOperationRoutes } from "./provider-operations";
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
  ...armAccessReviewRoutes,
  ...managementGroupRoutes,
  ...resourceGroupRoutes,
  ...resourceRoutes,
  ...lockRoutes,
  ...armRoleDefinitionRoutes,
  ...armRoleAssignmentRoutes,
  ...denyAssignmentRoutes,
  ...permissionRoutes,
  ...eligibleChildResourceRoutes,
  ...diagnosticSettingRoutes,
  ...armScheduleRequestRoutes,
  ...armScheduleRoutes,
  ...armPolicyRoutes,
  ...armApprovalRoutes,
  ...armAlertRoutes,
];

/** Every operation of Azure Resource Manager that this tenant has; one file per family. Where two match a path, the first counts. */
export const armRoutes: readonly ArmRoute[] = [
  ...families,
  ...providerOperationRoutes(families),
  ...providerRoutes(families),
];
