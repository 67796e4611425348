import { isObject } from "../../body";
import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import type { DirectoryKind } from "../../store/directory";
import {
  type AuditEvent,
  type Auditor,
  describe,
  type ModifiedProperty,
  modifiedBetween,
  objectTarget,
  textOf,
} from "./event";

/** Words and category of the directory's own activities. */
const kinds: Readonly<Record<DirectoryKind, readonly [word: string, category: string]>> = {
  user: ["user", "UserManagement"],
  group: ["group", "GroupManagement"],
  servicePrincipal: ["service principal", "ApplicationManagement"],
  application: ["application", "ApplicationManagement"],
  administrativeUnit: ["administrative unit", "AdministrativeUnit"],
  organization: ["company information", "DirectoryManagement"],
};

/** Users, groups, applications … made, changed, deleted. */
export const objectEvents: Readonly<Record<DirectoryKind, Auditor>> = {
  user: objectAuditor("user"),
  group: objectAuditor("group"),
  servicePrincipal: objectAuditor("servicePrincipal"),
  application: objectAuditor("application"),
  administrativeUnit: objectAuditor("administrativeUnit"),
  organization: objectAuditor("organization"),
};

function objectAuditor(kind: DirectoryKind): Auditor {
  const [word, category] = kinds[kind];
  return (_state, change) => {
    const { verb, before, after } = verbOf(change);
    const properties = { ...before, ...after };
    const modified = modifiedBetween(before, after);
    const userType = kind === "user" ? (textOf(properties.userType) ?? "Member") : null;
    const changes = verb === "Update" ? [...modified, ...summaryOf(modified, userType)] : modified;
    return [
      {
        service: "Core Directory",
        category,
        activity: `${verb} ${word}`,
        operation: verb,
        targets: [{ ...describe(kind, change.key[0] ?? "", properties), changes }],
        details: { UserType: userType },
      },
    ];
  };
}

/** The names of what was changed, and what kind of user was, as the service adds them. */
function summaryOf(modified: readonly ModifiedProperty[], userType: string | null): ModifiedProperty[] {
  const names = modified.map(({ displayName }) => displayName).join(", ");
  const told = {
    "Included Updated Properties": names,
    ...(userType === null ? {} : { "TargetId.UserType": userType }),
  };
  return Object.entries(told).map(([displayName, value]) => ({
    displayName,
    oldValue: null,
    newValue: JSON.stringify(value),
  }));
}

/** Members and owners added and removed. */
export function linkEvents(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const [source = "", relation, target = ""] = change.key;
  return [linkEvent(state, source, relation === "owners" ? "owner" : "member", target, change.after !== null)];
}

export function linkEvent(state: State, source: string, role: string, target: string, added: boolean): AuditEvent {
  const [word, category] = kinds[state.directory.find(source)?.kind ?? "group"];
  return {
    service: "Core Directory",
    category,
    activity: added ? `Add ${role} to ${word}` : `Remove ${role} from ${word}`,
    operation: added ? "Assign" : "Unassign",
    targets: [objectTarget(state, target), objectTarget(state, source)],
  };
}

/** Custom roles made, changed, deleted. */
export function roleDefinitionEvents(_state: State, change: ChangeRecord): readonly AuditEvent[] {
  const { verb, before, after } = verbOf(change);
  const { displayName } = { ...before, ...after };
  const target = {
    type: "Role",
    id: change.key[0] ?? null,
    displayName: typeof displayName === "string" ? displayName : null,
    changes: modifiedBetween(before, after),
  };
  return [
    {
      service: "Core Directory",
      category: "RoleManagement",
      activity: `${verb} role definition`,
      operation: verb,
      targets: [target],
    },
  ];
}

/** What a change did, and both states as objects. */
export function verbOf({ before, after }: Pick<ChangeRecord, "before" | "after">) {
  const verb = before === null ? "Add" : after === null ? "Delete" : "Update";
  return { verb, before: isObject(before) ? before : {}, after: isObject(after) ? after : {} } as const;
}
