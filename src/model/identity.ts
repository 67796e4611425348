/** What makes a resource the same resource: its tuple. Request GUIDs are no identity, they change and are purged after 45 days. */

export type Plane = "entra" | "groups" | "azure";
export type Kind = "settings" | "eligibility" | "assignment" | "guard";
/** Kinds of which somebody holds something. */
export type ScheduleKind = "eligibility" | "assignment";

/** Who holds what where. `role` is a GUID; everything is compared lower-case. */
export interface Tuple {
  readonly plane: Plane;
  readonly kind: Kind;
  readonly scope: string;
  readonly role: string;
  /** Absent for role settings and guards. */
  readonly principal?: string | undefined;
}

/** The id in Pulumi's state: `entra|eligibility|/|{role}|{principal}`, lower-case. */
export function idOf(tuple: Tuple): string {
  const parts = [
    tuple.plane,
    tuple.kind,
    tuple.scope,
    tuple.role,
    ...(tuple.principal === undefined ? [] : [tuple.principal]),
  ];
  return parts.join("|").toLowerCase();
}

/** The id of the settings that govern a tuple's role. Entra roles have theirs at the tenant, whatever scope they act in. */
export function settingsIdOf(tuple: Tuple): string {
  const scope = tuple.plane === "entra" ? "/" : tuple.scope;
  return idOf({ plane: tuple.plane, kind: "settings", scope, role: tuple.role });
}

/** The id of the guard that watches over a tuple's role, at all scopes. */
export function guardIdOf({ plane, role }: Pick<Tuple, "plane" | "role">): string {
  return idOf({ plane, kind: "guard", scope: "/", role });
}

/** Type token of a class in Pulumi's state. A contract for ever. */
export function typeToken(className: string): string {
  return `pulumi-nodejs:dynamic/pim:${className}`;
}
