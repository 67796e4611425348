import { isObject } from "../../body";
import { type ChangeRecord, timeActor } from "../../journal";
import type { State } from "../../state";
import { verbOf } from "./directory";
import { type AuditEvent, type AuditTarget, objectTarget, textOf } from "./event";

/** Who holds which role where. */
export interface Tuple {
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
}

const category = "RoleManagement";

/** A holding that came or went. The directory tells of it itself; PIM tells only what none of its requests told. */
export function scheduleEvents(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const { verb, before, after } = verbOf(change);
  if (verb === "Update") return [];
  const [kind, principal = "", role = "", scope = "/"] = change.key;
  const { createdUsing, start } = verb === "Add" ? after : before;
  const outside = createdUsing === null;
  const eligible = kind === "Eligible" ? "eligible " : "";
  const member = `${scope === "/" ? "" : "scoped "}${eligible}member`;
  const directory: AuditEvent = {
    service: "Core Directory",
    category,
    activity: verb === "Add" ? `Add ${member} to role` : `Remove ${member} from role`,
    operation: verb === "Add" ? "Assign" : "Unassign",
    throughPim: !outside,
    targets: [objectTarget(state, principal, roleChanges(state, role, verb === "Add")), roleTarget(state, role)],
  };
  const pim = (activity: string, operation: AuditEvent["operation"]): AuditEvent => ({
    service: "PIM",
    category,
    activity,
    operation,
    targets: pimTargets(state, { principal, role, scope }, textOf(createdUsing)),
    details: { ...roleDetails(state, role), StartTime: textOf(start) },
  });
  if (verb === "Add")
    return outside ? [directory, pim("Add member to role outside of PIM (permanent)", "Add")] : [directory];
  if (change.actor !== timeActor) return [directory];
  const ended =
    kind === "Activated"
      ? "Remove member from role (PIM activation expired)"
      : `Remove ${eligible}member from role in PIM completed (timebound)`;
  return [directory, pim(ended, "Delete")];
}

/** Changed settings of a role. */
export function settingEvents(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const role = change.key[0] ?? "";
  const rules = [change.after].flat().flatMap((rule) => (isObject(rule) ? [String(rule.id)] : []));
  return [
    {
      service: "PIM",
      category,
      activity: "Update role setting in PIM",
      operation: "Update",
      reason: `Setting changes in this session: ${rules.join(", ")}.`,
      targets: [roleTarget(state, role)],
      details: roleDetails(state, role),
    },
  ];
}

/** PIM names role, request, holder and where, in this order; clients count on it. */
export function pimTargets(state: State, tuple: Tuple, request: string | null): AuditTarget[] {
  const { displayName } = state.directory.find(state.tenantId)?.properties ?? {};
  return [
    roleTarget(state, tuple.role),
    { type: "Request", id: request, displayName: null },
    objectTarget(state, tuple.principal),
    { type: "Directory", id: state.tenantId, displayName: textOf(displayName) },
    { type: "Other", id: tuple.scope, displayName: null },
  ];
}

export function roleDetails(state: State, role: string): Record<string, string | null> {
  return {
    RoleDefinitionOriginId: role,
    RoleDefinitionOriginType: state.roles.find(role)?.builtIn === false ? "CustomRole" : "BuiltInRole",
    TemplateId: role,
  };
}

function roleTarget(state: State, role: string): AuditTarget {
  const changes = Object.entries(roleDetails(state, role)).map(([displayName, value]) => ({
    displayName,
    oldValue: '""',
    newValue: JSON.stringify(value),
  }));
  return { type: "Role", id: role, displayName: state.roles.find(role)?.displayName ?? null, changes };
}

function roleChanges(state: State, role: string, added: boolean) {
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
