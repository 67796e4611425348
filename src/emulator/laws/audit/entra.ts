import type { State } from "../../state";
import { type ModifiedProperty, objectTarget, textOf } from "./event";
import { type AuditPlane, roleTarget } from "./plane";

/** Roles of the directory, which tells of them itself. */
export const entraAudit: AuditPlane = {
  category: "RoleManagement",
  requests: (state) => state.scheduleRequests,
  holdings: (family) => family,
  role: (state, id) => {
    const role = state.roles.find(id);
    return { displayName: role?.displayName ?? null, origin: role?.builtIn === false ? "CustomRole" : "BuiltInRole" };
  },
  place: (state) => {
    const { displayName } = state.directory.find(state.tenantId)?.properties ?? {};
    return { type: "Directory", id: state.tenantId, displayName: textOf(displayName) };
  },
  watchesOutside: true,
  besides: (state, { tuple, eligible, added, outside }) => {
    const { principal, role, scope } = tuple;
    const member = `${scope === "/" ? "" : "scoped "}${eligible ? "eligible " : ""}member`;
    return [
      {
        service: "Core Directory",
        category: "RoleManagement",
        activity: added ? `Add ${member} to role` : `Remove ${member} from role`,
        operation: added ? "Assign" : "Unassign",
        throughPim: !outside,
        targets: [objectTarget(state, principal, roleChanges(state, role, added)), roleTarget(entraAudit, state, role)],
      },
    ];
  },
};

function roleChanges(state: State, role: string, added: boolean): ModifiedProperty[] {
  const facts = {
    "Role.ObjectID": role,
    "Role.DisplayName": state.roles.find(role)?.displayName ?? "",
    "Role.TemplateId": role,
  };
  return Object.entries(facts).map(([displayName, value]) => {
    const text = JSON.stringify(value);
    return added ? { displayName, oldValue: null, newValue: text } : { displayName, oldValue: text, newValue: null };
  });
}
