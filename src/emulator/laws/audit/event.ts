import type { ChangeRecord } from "../../journal";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { DirectoryObject } from "../../store/directory";

/** One line of the directory's audit log, before it is dressed as Graph shows it. */
export interface AuditEvent {
  readonly service: "PIM" | "Core Directory" | "Conditional Access" | "Access Reviews" | "Azure RBAC (Elevated Access)";
  readonly category: string;
  /** Microsoft's name of the activity: https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
  readonly activity: string;
  readonly operation: "Add" | "Assign" | "Update" | "Unassign" | "Delete";
  /** The service acts for the caller, in its own name. */
  readonly throughPim?: boolean;
  readonly reason?: string;
  readonly targets: readonly AuditTarget[];
  /** `additionalDetails`; what is null is left out. */
  readonly details?: Readonly<Record<string, string | null>>;
}

export interface AuditTarget {
  readonly type: string;
  readonly id: string | null;
  readonly displayName: string | null;
  readonly userPrincipalName?: string | null;
  /** Of groups: "unifiedGroups" for Microsoft 365 groups, "azureAD" for the others. */
  readonly groupType?: string;
  readonly changes?: readonly ModifiedProperty[];
}

/** Values as JSON text, as the service writes them. */
export interface ModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What one change of state says in the audit log; nothing where another change tells of the same. */
export type Auditor = (state: State, change: ChangeRecord) => readonly AuditEvent[];

export const typeWords: Readonly<Record<DirectoryObject["kind"], string>> = {
  user: "User",
  group: "Group",
  servicePrincipal: "ServicePrincipal",
  application: "Application",
  administrativeUnit: "AdministrativeUnit",
  organization: "Directory",
};

/** A directory object as target; one that is gone keeps its id alone. */
export function objectTarget(state: State, id: string, changes?: readonly ModifiedProperty[]): AuditTarget {
  const object = state.directory.find(id);
  if (object === undefined) return { type: "Other", id, displayName: null, ...(changes && { changes }) };
  return { ...describe(object.kind, id, object.properties), ...(changes && { changes }) };
}

export function describe(kind: DirectoryObject["kind"], id: string, properties: Entity): AuditTarget {
  return {
    type: typeWords[kind],
    id,
    displayName: textOf(properties.displayName),
    userPrincipalName: textOf(properties.userPrincipalName),
    ...(kind === "group" ? { groupType: isUnified(properties) ? "unifiedGroups" : "azureAD" } : {}),
  };
}

function isUnified({ groupTypes }: Entity): boolean {
  return Array.isArray(groupTypes) && groupTypes.includes("Unified");
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The properties in which two states of a thing differ. */
export function modifiedBetween(before: Entity, after: Entity): ModifiedProperty[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((displayName) => {
    const [oldValue, newValue] = [jsonOf(before[displayName]), jsonOf(after[displayName])];
    return oldValue === newValue ? [] : [{ displayName, oldValue, newValue }];
  });
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
