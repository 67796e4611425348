import type { State } from "./state";
import type { PlaneName } from "./store/plane-name";
import type { Schedule, Schedules } from "./store/schedules";
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
  /** Of a directory role "/", "/administrativeUnits/{id}", "/{objectId}" or "app:…"; a group's id; a scope of Azure. */
  readonly scope: string;
  /** What people call the scope: the name of a unit, a group, a subscription; the scope itself where it has none. */
  readonly scopeName: string;
  /** "active" assigned, "activated" by the holder, "eligible". */
  readonly state: "active" | "activated" | "eligible";
  readonly start: string;
  /** Null: permanent. */
  readonly end: string | null;
  /** Made past PIM. */
  readonly outsidePim: boolean;
}

const states = { Assigned: "active", Activated: "activated", Eligible: "eligible" } as const;

/** Sorted by role, then state, then name; of a group by the group's name first. */
export function holdersOf(state: State, plane: PlaneName): Holder[] {
  const now = state.clock.ms();
  const { schedules, roleName, scopeName } = namesOf(state, plane);
  return (["assignment", "eligibility"] as const)
    .flatMap((family) => [...schedules.list(family)])
    .filter(({ finish }) => finish === null || finish > now)
    .map((schedule) => toHolder(state, schedule, roleName(schedule.role), scopeName(schedule.scope)))
    .sort((left, right) => sortKey(left, plane).localeCompare(sortKey(right, plane), "en"));
}

interface Names {
  readonly schedules: Schedules;
  readonly roleName: (role: string) => string | undefined;
  readonly scopeName: (scope: string) => string | undefined;
}

function namesOf(state: State, plane: PlaneName): Names {
  const nameOf = (id: string) => {
    const name = state.directory.find(id)?.properties.displayName;
    return typeof name === "string" ? name : undefined;
  };
  const planes: Readonly<Record<PlaneName, Names>> = {
    entra: {
      schedules: state.schedules,
      roleName: (role) => state.roles.find(role)?.displayName,
      scopeName: (scope) => nameOf(scope.split("/").at(-1) ?? ""),
    },
    group: { schedules: state.groupSchedules, roleName: (role) => role, scopeName: nameOf },
    azure: {
      schedules: state.azureSchedules,
      roleName: (role) => state.armRoles.find(role)?.roleName,
      scopeName: (scope) => azureName(state, scope),
    },
  };
  return planes[plane];
}

/** `Contoso Payments/rg-payments`: by the name of the subscription, since its id says nothing to people. */
function azureName(state: State, scope: string): string | undefined {
  const [, subscription, rest = ""] = /^(\/subscriptions\/[^/]+)(.*)$/i.exec(scope) ?? [];
  const name = state.armScopes.find(subscription ?? scope)?.displayName;
  return name === undefined ? undefined : [name, ...rest.split("/").filter(Boolean).slice(1)].join("/");
}

function toHolder(state: State, schedule: Schedule, roleName = schedule.role, scopeName = schedule.scope): Holder {
  const principal = state.directory.find(schedule.principal);
  const { displayName, userPrincipalName } = principal?.properties ?? {};
  return {
    principalId: schedule.principal,
    principalName: typeof displayName === "string" ? displayName : schedule.principal,
    userPrincipalName: typeof userPrincipalName === "string" ? userPrincipalName : null,
    principalType: principal?.kind ?? "unknown",
    roleId: schedule.role,
    roleName,
    scope: schedule.scope,
    scopeName,
    state: states[schedule.kind],
    start: formatTime(schedule.start),
    end: formatTimeOrNull(schedule.finish),
    outsidePim: schedule.createdUsing === null,
  };
}

function sortKey({ roleName, state, principalName, scope, scopeName }: Holder, plane: PlaneName): string {
  const key = [roleName, state, principalName, scope];
  return (plane === "group" ? [scopeName, ...key] : key).join("\u0000");
}
