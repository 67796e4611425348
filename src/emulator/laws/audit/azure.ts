import { userAccessAdministrator } from "../arm/role-assignment";
import { type Auditor, objectTarget } from "./event";

/** Azure writes its activities into logs of its own. What the directory's log tells is that somebody took the whole tenant's Azure. */
export const azureAssignmentEvents: Auditor = (state, { key, actor, before }) => {
  const [, principal = "", role, scope] = key;
  if (before !== null || scope !== "/" || role !== userAccessAdministrator || actor !== principal) return [];
  return [
    {
      service: "Azure RBAC (Elevated Access)",
      category: "AzureRBACRoleManagementElevateAccess",
      activity: "User has elevated their access to User Access Administrator for their Azure Resources",
      operation: "Assign",
      targets: [objectTarget(state, principal)],
    },
  ];
};

/** Changes that the directory's log does not tell. */
export const notInDirectoryLog: Auditor = () => [];
