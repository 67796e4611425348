/** The port between handlers and a plane: everything a handler may ask of Microsoft, in the model's words. */
import type { Plane as PlaneName, PrincipalFacts, ScheduleKind } from "../model";
import type { LiveSchedule, PastRequest, Rule, RuleSet, ScheduleRequest } from "../wire";

/** Where settings live: Entra roles have theirs at scope "/", whatever scope they are assigned at. */
export interface SettingsTarget {
  readonly scope: string;
  /** The role's GUID. */
  readonly role: string;
}

/** Who holds what where; the kind of schedule is the port's. */
export interface ScheduleTarget {
  readonly scope: string;
  readonly role: string;
  readonly principal: string;
}

/**
 * How old an answer may be. `cached`: from the collection that this process read once, our own writes taken into account;
 * `direct`: a filtered read now. Absence of what the state knows is believed only after a direct read.
 */
export type Freshness = "cached" | "direct";

/** The settings of a plane's roles. */
export interface SettingsPort {
  /** The seventeen rules, or undefined where the role or scope does not exist. */
  read(target: SettingsTarget, freshness: Freshness): Promise<RuleSet | undefined>;
  /** One request that lays whole rules over the role's; the role's cached rules are forgotten. Resolves the policy id afresh. */
  write(target: SettingsTarget, rules: readonly Rule[]): Promise<void>;
}

/** Eligible or active schedules of a plane. */
export interface SchedulePort {
  /** Every schedule of the plane that has not ended, those through groups and activations included; from the shared collection. */
  all(): Promise<LiveSchedule[]>;
  /** The direct schedule of that tuple (not one through a group, not an activation), or undefined. */
  find(target: ScheduleTarget, freshness: Freshness): Promise<LiveSchedule | undefined>;
  /**
   * Sends one request. A PimApiError carries Microsoft's code. Waits and tries again, within `timeout`, what only time can
   * cure: throttling, `SubjectNotFound` (not replicated yet), `PendingRoleAssignmentRequest`, `ActiveDurationTooShort`.
   * A status of `Failed`, `Denied` or `Canceled` in the answer is an error too. Never repeats a POST whose answer was
   * lost: it looks first whether the request took effect.
   */
  request(request: ScheduleRequest, timeout: string): Promise<void>;
  /** What was asked for the tuple in the last 45 days, newest first. One read, shared by all who ask at the same time. */
  history(target: ScheduleTarget): Promise<PastRequest[]>;
  /**
   * Waits until a read shows what `accept` wants (called with undefined for absence), at most `timeout` (ISO 8601).
   * Read-backs that wait at the same time share one read of the collection. The last thing seen is in the answer.
   */
  readBack(
    target: ScheduleTarget,
    accept: (live: LiveSchedule | undefined) => boolean,
    timeout: string,
  ): Promise<{ readonly accepted: boolean; readonly live: LiveSchedule | undefined }>;
}

/** What a handler must know of somebody. */
export type Principal = Pick<PrincipalFacts, "id" | "type" | "name" | "enabled">;

/** One plane of one tenant. */
export interface Plane {
  readonly name: PlaneName;
  /** The tenant that answers; the state records it, another one is refused. */
  tenantId(): Promise<string>;
  /** The tenant's clock: the `Date` of its newest answer, running on since. Never the machine's. Asks once if nobody answered yet. */
  now(): Promise<Date>;
  /** What the directory says about object ids; those it does not know are left out. Asked once per process. */
  principals(ids: readonly string[]): Promise<Map<string, Principal>>;
  /**
   * Whether the identity that deploys acts through this principal: it is that principal, or belongs to that group. False where
   * nobody can tell who deploys, as on an address that asks for no sign-in.
   */
  isDeployer(principal: string): Promise<boolean>;
  readonly settings: SettingsPort;
  readonly eligibility: SchedulePort;
  readonly assignment: SchedulePort;
}

/** The port of a kind of schedule. */
export function schedulesOf(plane: Plane, kind: ScheduleKind): SchedulePort {
  return kind === "eligibility" ? plane.eligibility : plane.assignment;
}
