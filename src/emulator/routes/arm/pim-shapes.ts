import { withoutNulls } from "../../arm-body";
import type { ArmCall } from "../../arm-call";
import { instanceName } from "../../laws/arm/assignment-name";
import { expandedScope, scopeAt } from "../../laws/arm/place";
import { principalType } from "../../laws/arm/principal-type";
import { roleIdAt } from "../../laws/arm/role-id";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { Schedule } from "../../store/schedules";
import { formatTime } from "../../time";

const provider = "providers/Microsoft.Authorization";
/** How the types of a family are called: "roleAssignmentScheduleRequests" and so on. */
export const words = { assignment: "Assignment", eligibility: "Eligibility" } as const;

type Shown = Pick<ArmCall, "state" | "apiVersion">;

/**
 * Id of something of PIM's at a scope. The oldest version tells subscriptions, and what lies in them, with a prefix that later ones
 * do without.
 */
export function pimId({ apiVersion }: Shown, scope: string, type: string, name: string): string {
  const legacy = apiVersion === "2020-10-01-preview" && scope.startsWith("/subscriptions/");
  return `${legacy ? "/providers/Microsoft.Subscription" : ""}${armId(scope, type, name)}`;
}

export function armId(scope: string, type: string, name: string): string {
  return `${scope === "/" ? "" : scope}/${provider}/${type}/${name}`;
}

/** Something of PIM's as it is shown: empty properties are left out. */
export function pimEntity(call: Shown, scope: string, type: string, name: string, properties: Entity): Entity {
  return {
    properties: withoutNulls(properties),
    name,
    id: pimId(call, scope, type, name),
    type: `Microsoft.Authorization/${type}`,
  };
}

/** What requests, schedules and instances all tell of who holds what where. */
export function tupleOf(
  { state }: Shown,
  { principal, role, scope }: Pick<Schedule, "principal" | "role" | "scope">,
): Entity {
  const place = scopeAt(scope);
  return {
    scope,
    roleDefinitionId: roleIdAt(role, place),
    principalId: principal,
    principalType: principalType(state.directory.find(principal)?.kind),
    expandedProperties: {
      principal: expandedPrincipal(state, principal),
      roleDefinition: expandedRole(state, role, scope),
      scope: expandedScope(state, place),
    },
  };
}

function expandedPrincipal(state: State, id: string): Entity {
  const object = state.directory.find(id);
  const { displayName, mail, userPrincipalName } = object?.properties ?? {};
  return withoutNulls({
    id,
    displayName,
    email: object?.kind === "user" ? (mail ?? userPrincipalName) : null,
    type: principalType(object?.kind),
  });
}

export function expandedRole(state: State, role: string, scope: string): Entity {
  const { roleName, type } = state.armRoles.find(role) ?? {};
  return withoutNulls({ id: roleIdAt(role, scopeAt(scope)), displayName: roleName, type });
}

/** A schedule as a list at some scope shows it; `memberType` is the way it came there. */
export function scheduleEntity(call: ArmCall, schedule: Schedule, memberType: string): Entity {
  const word = words[schedule.family];
  const { createdUsing, activatedUsing, scope } = schedule;
  return pimEntity(call, scope, `role${word}Schedules`, schedule.id, {
    [`role${word}ScheduleRequestId`]: createdUsing && pimId(call, scope, `role${word}ScheduleRequests`, createdUsing),
    linkedRoleEligibilityScheduleId: linkedId(call, activatedUsing, "roleEligibilitySchedules"),
    ...heldBy(call, schedule, memberType),
    status: schedule.start > call.now ? "Granted" : "Provisioned",
    updatedOn: formatTime(schedule.modified ?? schedule.created ?? schedule.start),
  });
}

export function instanceEntity(call: ArmCall, schedule: Schedule, memberType: string): Entity {
  const { scope, family, activatedUsing } = schedule;
  const word = words[family];
  const name = instanceName(call.state, schedule);
  return pimEntity(call, scope, `role${word}ScheduleInstances`, name, {
    [`role${word}ScheduleId`]: pimId(call, scope, `role${word}Schedules`, schedule.id),
    originRoleAssignmentId: family === "assignment" ? armId(scope, "roleAssignments", name) : null,
    linkedRoleEligibilityScheduleId: linkedId(call, activatedUsing, "roleEligibilitySchedules"),
    linkedRoleEligibilityScheduleInstanceId: linkedId(call, activatedUsing, "roleEligibilityScheduleInstances"),
    ...heldBy(call, schedule, memberType),
    status: "Provisioned",
  });
}

function heldBy(call: ArmCall, schedule: Schedule, memberType: string): Entity {
  const { condition, conditionVersion } = schedule.details;
  return {
    assignmentType: schedule.family === "assignment" ? schedule.kind : null,
    ...tupleOf(call, schedule),
    startDateTime: formatTime(schedule.start),
    endDateTime: schedule.finish === null ? null : formatTime(schedule.finish),
    memberType,
    createdOn: formatTime(schedule.created ?? schedule.start),
    condition,
    conditionVersion,
  };
}

/** Full id of the eligibility that an activation draws on, or of its instance; null once it has gone. */
export function linkedId(call: Shown, eligibility: string | null | undefined, type: string): string | null {
  const schedule = call.state.azureSchedules.find("eligibility", eligibility ?? "");
  if (schedule === undefined) return null;
  const name = type.endsWith("Instances") ? instanceName(call.state, schedule) : schedule.id;
  return pimId(call, schedule.scope, type, name);
}
