import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { permissionsAt } from "../../laws/arm/rights";
import { userAccessAdministrator } from "../../laws/arm/role-assignment";
import { tenantScope } from "../../laws/arm/scope";
import { heldRoles } from "../../laws/held-roles";
import { outsidePim } from "../../laws/outside-pim";

const provider = "providers/Microsoft.Authorization";

/** What the caller may do, and how a global administrator comes to do everything. */
export const permissionRoutes: readonly ArmRoute[] = [
  {
    method: "GET",
    path: `${provider}/permissions`,
    at: ["managementGroup", "subscription", "resourceGroup", "resource"],
    versions: versions.permissions,
    operation: list,
  },
  {
    method: "POST",
    path: `${provider}/elevateAccess`,
    at: ["tenant"],
    versions: versions.elevateAccess,
    operation: elevate,
  },
  {
    method: "GET",
    path: `${provider}/classicAdministrators`,
    at: ["subscription"],
    operation: ({ apiVersion }) => {
      throw armErrors.retiredType("Microsoft.Authorization", apiVersion);
    },
  },
];

/** An entry for each role held; versions before 2022 know no data actions. */
function list({ state, caller, scope, now, apiVersion }: ArmCall): Reply {
  const value = permissionsAt(state, caller.id, scope, now).map(({ actions, notActions, ...data }) => ({
    actions,
    notActions,
    ...(apiVersion < "2022" ? {} : data),
  }));
  return { status: 200, body: { value } };
}

/**
 * Makes a global administrator User Access Administrator of the whole tenant; once more changes nothing.
 * https://learn.microsoft.com/rest/api/authorization/global-administrator/elevate-access
 */
function elevate({ state, caller, now }: ArmCall): Reply {
  const administrator = state.roles.findByName("Global Administrator")?.id ?? "";
  if (caller.kind !== "user" || !heldRoles(state, caller.id, now).includes(administrator))
    throw armErrors.denied(caller, "Microsoft.Authorization/elevateAccess/action", tenantScope.id);
  const tuple = { principal: caller.id, role: userAccessAdministrator, scope: tenantScope.id };
  if (state.azureSchedules.findByTuple("assignment", "Assigned", tuple) === undefined)
    state.azureSchedules.add({
      ...tuple,
      ...outsidePim,
      id: state.newId("roleAssignment"),
      created: now,
      start: now,
      visible: now,
      details: { createdBy: caller.id, updatedBy: caller.id },
    });
  return { status: 200 };
}
