import { familyIn } from "../../store/plane-name";
import { userAccessAdministrator } from "../arm/role-assignment";
import { type Auditor, objectTarget } from "./event";
import type { AuditPlane } from "./plane";

/** Azure writes its activities into logs of its own; besides PIM's the directory's log tells who took the whole tenant's Azure. */
export const azureAudit: AuditPlane = {
  category: "ResourceManagement",
  requests: (state) => state.azureScheduleRequests,
  holdings: (family) => familyIn("azure", family),
  role: (state, id) => {
    const role = state.armRoles.find(id);
    return { displayName: role?.roleName ?? null, origin: role?.type ?? "BuiltInRole" };
  },
  place: (state, scope) => ({
    type: "Other",
    id: scope,
    displayName: state.armScopes.find(scope)?.displayName ?? null,
  }),
  watchesOutside: true,
  besides: (state, { tuple: { principal, role, scope }, added, actor }) => {
    if (!added || scope !== "/" || role !== userAccessAdministrator || actor !== principal) return [];
    return [
      {
        service: "Azure RBAC (Elevated Access)",
        category: "AzureRBACRoleManagementElevateAccess",
        activity: "User has elevated their access to User Access Administrator for their Azure Resources",
        operation: "Assign",
        targets: [objectTarget(state, principal)],
      },
    ];
  },
};

/** Changes that the directory's log does not tell. */
export const notInDirectoryLog: Auditor = () => [];
