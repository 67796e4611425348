import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { Schedule, Schedules } from "../../store/schedules";
import type { TupleQuery } from "../../store/tuple-query";

/** Something that PIM watches for, in the directory or in Azure; found in the tenant's state whenever somebody looks. */
export interface Alert {
  /** Microsoft's name: "StaleSignInAlert". */
  readonly id: string;
  readonly severity: "low" | "medium" | "high";
  readonly displayName: string;
  /** In our words; Microsoft's describe the same. */
  readonly securityImpact: string;
  readonly mitigationSteps: string;
  readonly howToPrevent: string;
  readonly describe: (incidents: readonly Incident[], settings: Settings) => string;
  /** Thresholds an administrator may set, with their defaults. */
  readonly settings: Readonly<Record<string, Setting>>;
  readonly find: (scene: Scene, settings: Settings) => Incident[];
  /** Puts an incident right; absent where PIM offers no cure. */
  readonly remediate?: (scene: Scene, incident: Incident) => void;
}

/** What an alert looks at. */
export interface Scene {
  readonly state: State;
  readonly now: number;
  /** "/" for the directory, or an ARM scope. */
  readonly scope: string;
  /** Who is to blame for what a remedy changes. */
  readonly callerName: string;
}

export interface Incident {
  readonly id: string;
  /** The principal, or the role, that it is about; a remedy may name it instead of `id`. */
  readonly subject: string;
  /** Since when it has been so, in ms of the tenant. */
  readonly since: number;
  /** What the service shows beside id and type. */
  readonly facts: Entity;
}

/** A count, or an Edm.Duration, within limits; limits of a duration in days. */
export interface Setting {
  readonly kind: "count" | "days" | "span";
  readonly preset: number | string;
  readonly least: number;
  readonly most: number;
}

export type Settings = Readonly<Record<string, unknown>>;

/** Schedules that run at this moment; activations are the doing of their eligibilities and left out. */
export function* heldNow(schedules: Schedules, now: number, query: TupleQuery = {}): Generator<Schedule> {
  for (const family of ["assignment", "eligibility"] as const)
    for (const schedule of schedules.list(family, query))
      if (schedule.kind !== "Activated" && schedule.start <= now && (schedule.finish ?? Number.POSITIVE_INFINITY) > now)
        yield schedule;
}

export function assigneeFacts(state: State, principal: string): Entity {
  const { displayName, userPrincipalName } = state.directory.find(principal)?.properties ?? {};
  return {
    assigneeId: principal,
    assigneeDisplayName: displayName ?? null,
    assigneeUserPrincipalName: userPrincipalName ?? null,
  };
}

export function roleFacts(state: State, role: string): Entity {
  return {
    roleDisplayName: state.roles.find(role)?.displayName ?? null,
    roleTemplateId: role,
    roleDefinitionId: role,
  };
}
