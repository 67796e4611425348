import type { Route } from "../call";
import { accessReviewRoutes } from "./access-reviews";
import { approvalRoutes } from "./approvals";
import { authenticationContextRoutes } from "./authentication-contexts";
import { conditionalAccessRoutes } from "./conditional-access";
import { currentUserRoutes } from "./current-user";
import { directoryAuditRoutes } from "./directory-audits";
import { directoryRoutes } from "./directory-objects";
import { directoryRoleRoutes } from "./directory-roles";
import { directoryWriteRoutes } from "./directory-writes";
import { memberGroupRoutes } from "./member-groups";
import { policyRoutes } from "./policies";
import { resourceActionRoutes } from "./resource-actions";
import { roleAssignmentRoutes } from "./role-assignments";
import { roleDefinitionRoutes } from "./role-definitions";
import { alertRoutes } from "./role-management-alerts";
import { scheduleRequestRoutes } from "./schedule-requests";
import { scheduleRoutes } from "./schedules";
import { signInRoutes } from "./sign-ins";
import { subscribedSkuRoutes } from "./subscribed-skus";
import { transitiveRoleAssignmentRoutes } from "./transitive-role-assignments";

/** Every operation of Graph that this tenant has; one file per family. */
export const graphRoutes: readonly Route[] = [
  ...directoryRoutes,
  ...directoryWriteRoutes,
  ...memberGroupRoutes,
  ...subscribedSkuRoutes,
  ...roleDefinitionRoutes,
  ...roleAssignmentRoutes,
  ...transitiveRoleAssignmentRoutes,
  ...resourceActionRoutes,
  ...directoryRoleRoutes,
  ...currentUserRoutes,
  ...scheduleRequestRoutes,
  ...scheduleRoutes,
  ...approvalRoutes,
  ...policyRoutes,
  ...accessReviewRoutes,
  ...directoryAuditRoutes,
  ...signInRoutes,
  ...alertRoutes,
  ...authenticationContextRoutes,
  ...conditionalAccessRoutes,
];
