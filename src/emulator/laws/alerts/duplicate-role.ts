import type { ArmPermission, ArmRoleDefinition } from "../../store/arm-role-definitions";
import { parseTime } from "../../time";
import { scopeAt } from "../arm/place";
import { checkUnused, isAssignableAt } from "../arm/role-definition";
import type { Alert } from "./alert";

/** Custom roles that allow the same as another role. */
export const duplicateRole: Alert = {
  id: "DuplicateRoleCreated",
  severity: "medium",
  displayName: "Duplicate role created",
  securityImpact: "Two roles for one purpose are easily confused, and one of them is overlooked in reviews.",
  mitigationSteps: "Look through the roles and delete those that another one makes needless.",
  howToPrevent: "Look for a role that does the job before making a new one.",
  describe: (incidents) => `${incidents.length} custom role(s) allow the same as another role.`,
  settings: {},
  find: ({ state, scope }) => {
    const place = scopeAt(scope);
    const byPermissions = new Map<string, ArmRoleDefinition[]>();
    for (const role of state.armRoles.list())
      if (isAssignableAt(state, role, place)) {
        const key = JSON.stringify(role.permissions.map(inOrder));
        byPermissions.set(key, [...(byPermissions.get(key) ?? []), role]);
      }
    return [...byPermissions.values()].flatMap((alike) =>
      alike
        .filter(({ type }) => type === "CustomRole" && alike.length > 1)
        .map((role) => ({
          id: role.name,
          subject: role.name,
          since: parseTime(role.createdOn) ?? 0,
          facts: {
            roleName: role.roleName,
            duplicateRoles: alike.flatMap(({ roleName }) => (roleName === role.roleName ? [] : roleName)).join(", "),
            reason: "The permissions are the same.",
          },
        })),
    );
  },
  remediate: ({ state }, { subject }) => {
    const role = state.armRoles.find(subject);
    if (role === undefined) return;
    checkUnused(state, role);
    state.armRoles.remove(role);
  },
};

function inOrder({ actions, notActions, dataActions, notDataActions }: ArmPermission): string[][] {
  return [actions, notActions, dataActions, notDataActions].map((names) =>
    names.map((name) => name.toLowerCase()).sort(),
  );
}
