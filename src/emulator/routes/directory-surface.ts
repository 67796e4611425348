import { assignmentId, tupleOfAssignmentId } from "../ids";
import { entraDeciders } from "../laws/entra-deciders";
import { entraPlane } from "../laws/entra-plane";
import { directoryShape } from "../laws/request-shape";
import { type Wanted, wantedTexts } from "../odata/filter";
import type { Schedule } from "../store/schedules";
import type { TupleQuery } from "../store/tuple-query";
import { objectBehind, shownAlone } from "./directory-collections";
import type { Surface } from "./pim-surface";
import { roleStub } from "./role-definitions";

/** Directory roles: https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagementv3-overview */
export const directorySurface: Surface = {
  plane: entraPlane,
  deciders: entraDeciders,
  root: "roleManagement/directory",
  names: {
    assignment: { path: "roleAssignment", type: "unifiedRoleAssignment" },
    eligibility: { path: "roleEligibility", type: "unifiedRoleEligibility" },
  },
  properties: ["principalId", "roleDefinitionId", "directoryScopeId", "appScopeId"],
  show: ({ principal, role, scope }) => ({ principalId: principal, roleDefinitionId: role, ...scopeOf(scope) }),
  shape: directoryShape,
  onboard: () => undefined,
  navigation: {
    principal: objectBehind("principalId"),
    roleDefinition: (entity, call, options) => {
      const role = call.state.roles.find(String(entity.roleDefinitionId));
      if (role === undefined) return null;
      const names = options.select;
      const stub = roleStub(role);
      return names === undefined
        ? stub
        : Object.fromEntries(names.map((name) => [name, role.properties[name] ?? null]));
    },
    directoryScope: (entity, call, options) => {
      const id =
        String(entity.directoryScopeId ?? "")
          .split("/")
          .at(-1) ?? "";
      const object = call.state.directory.find(id);
      return object === undefined ? null : shownAlone(object, call, options);
    },
    appScope: () => null,
  },
  narrow: tuplesOf,
  listed: () => undefined,
  ownRequestsOnly: () => false,
  instanceId,
  behind: {
    assignment: ["roleAssignmentOriginId", "roleAssignmentScheduleId"],
    eligibility: ["roleEligibilityScheduleId"],
  },
  showBehind: (schedule) =>
    schedule.family === "assignment"
      ? { roleAssignmentOriginId: instanceId(schedule), roleAssignmentScheduleId: schedule.id }
      : { roleEligibilityScheduleId: schedule.id },
};

/** Scope columns of an entity from the stored scope. */
function scopeOf(scope: string): { directoryScopeId: string | null; appScopeId: string | null } {
  return scope.startsWith("app:")
    ? { directoryScopeId: null, appScopeId: scope.slice(4) }
    : { directoryScopeId: scope, appScopeId: null };
}

function instanceId(schedule: Schedule): string {
  const scope = schedule.kind === "Activated" ? `${schedule.scope}#activated` : schedule.scope;
  const id = assignmentId(schedule.role, schedule.principal, scope);
  return schedule.family === "eligibility" ? `${id}-e` : id;
}

/** Principals and roles that a filter names by their own columns or by the id of an instance. */
function tuplesOf(wanted: Wanted): TupleQuery {
  const lower = (name: string) => wantedTexts(wanted, name)?.map((text) => text.toLowerCase());
  const [id, ...others] = wantedTexts(wanted, "id") ?? [];
  const named = id === undefined || others.length > 0 ? undefined : tupleOfAssignmentId(id);
  return {
    principals: lower("principalId") ?? (named && [named.principal]),
    roles: lower("roleDefinitionId") ?? (named && [named.role]),
  };
}
