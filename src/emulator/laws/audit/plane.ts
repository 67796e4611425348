import type { State } from "../../state";
import type { ScheduleRequests } from "../../store/schedule-requests";
import type { Tuple } from "../plane";
import { type AuditEvent, type AuditTarget, objectTarget } from "./event";

/** How PIM's lines about roles of one plane differ from those of another; the names of the activities are the same. */
export interface AuditPlane {
  readonly category: string;
  readonly requests: (state: State) => ScheduleRequests;
  /** How the journal calls what its requests change. */
  readonly holdings: (family: string) => string;
  readonly role: (state: State, role: string) => RoleFacts;
  /** The tenant, the group, the scope of Azure that the role is held at. */
  readonly place: (state: State, scope: string) => AuditTarget;
  /** PIM tells of what is made without it. Members of groups come and go without it all the time. */
  readonly watchesOutside: boolean;
  /** What others than PIM tell of a holding that came or went. */
  readonly besides: (state: State, holding: Holding) => readonly AuditEvent[];
}

export interface RoleFacts {
  readonly displayName: string | null;
  readonly origin: "BuiltInRole" | "CustomRole";
}

export interface Holding {
  readonly tuple: Tuple;
  readonly eligible: boolean;
  readonly added: boolean;
  /** Made without PIM. */
  readonly outside: boolean;
  /** Who caused the change. */
  readonly actor: string;
}

/** PIM names role, request, holder and where, in this order; clients count on it. */
export function pimTargets(plane: AuditPlane, state: State, tuple: Tuple, request: string | null): AuditTarget[] {
  return [
    roleTarget(plane, state, tuple.role),
    { type: "Request", id: request, displayName: null },
    objectTarget(state, tuple.principal),
    plane.place(state, tuple.scope),
    { type: "Other", id: tuple.scope, displayName: null },
  ];
}

export function roleTarget(plane: AuditPlane, state: State, role: string): AuditTarget {
  const changes = Object.entries(roleDetails(plane, state, role)).map(([displayName, value]) => ({
    displayName,
    oldValue: '""',
    newValue: JSON.stringify(value),
  }));
  return { type: "Role", id: role, displayName: plane.role(state, role).displayName, changes };
}

export function roleDetails(plane: AuditPlane, state: State, role: string): Record<string, string> {
  return {
    RoleDefinitionOriginId: role,
    RoleDefinitionOriginType: plane.role(state, role).origin,
    TemplateId: role,
  };
}
