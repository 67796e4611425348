import type { State } from "./state";
import type { Schedule } from "./store/schedules";
import { formatTime, formatTimeOrNull } from "./time";

/** One line of who holds what. */
export interface Holder {
  readonly principalId: string;
  readonly principalName: string;
  /** UPN of a user, null for others. */
  readonly userPrincipalName: string | null;
  readonly principalType: string;
  readonly roleId: string;
  readonly roleName: string;
  /** "/", "/administrativeUnits/{id}", "/{objectId}" or "app:…". */
  readonly scope: string;
  /** "active" assigned, "activated" by the holder, "eligible". */
  readonly state: "active" | "activated" | "eligible";
  readonly start: string;
  /** Null: permanent. */
  readonly end: string | null;
  /** Made past PIM. */
  readonly outsidePim: boolean;
}

const states = { Assigned: "active", Activated: "activated", Eligible: "eligible" } as const;

/** Sorted by role, then state, then name. */
export function holdersOf(state: State): Holder[] {
  const now = state.clock.ms();
  const schedules = (["assignment", "eligibility"] as const).flatMap((family) => [...state.schedules.list(family)]);
  return schedules
    .filter(({ finish }) => finish === null || finish > now)
    .map((schedule) => toHolder(state, schedule))
    .sort((left, right) => sortKey(left).localeCompare(sortKey(right), "en"));
}

function toHolder(state: State, schedule: Schedule): Holder {
  const principal = state.directory.find(schedule.principal);
  const { displayName, userPrincipalName } = principal?.properties ?? {};
  return {
    principalId: schedule.principal,
    principalName: typeof displayName === "string" ? displayName : schedule.principal,
    userPrincipalName: typeof userPrincipalName === "string" ? userPrincipalName : null,
    principalType: principal?.kind ?? "unknown",
    roleId: schedule.role,
    roleName: state.roles.find(schedule.role)?.displayName ?? schedule.role,
    scope: schedule.scope,
    state: states[schedule.kind],
    start: formatTime(schedule.start),
    end: formatTimeOrNull(schedule.finish),
    outsidePim: schedule.createdUsing === null,
  };
}

function sortKey({ roleName, state, principalName, scope }: Holder): string {
  return [roleName, state, principalName, scope].join("\u0000");
}
