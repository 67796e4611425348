import type { ArmCall, ArmRoute } from "../../arm-call";
import { armRoleErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { readFilter } from "../../laws/arm/filter";
import { isWithin, scopeAt } from "../../laws/arm/place";
import { checkUnused, isAssignableAt, wishedRole } from "../../laws/arm/role-definition";
import { roleIdAt } from "../../laws/arm/role-id";
import type { Scope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { ArmRoleDefinition } from "../../store/arm-role-definitions";

const path = "providers/Microsoft.Authorization/roleDefinitions";

/** Azure roles: https://learn.microsoft.com/rest/api/authorization/role-definitions */
export const armRoleDefinitionRoutes: readonly ArmRoute[] = [
  { method: "GET", path, versions: versions.roleDefinitions, operation: list },
  { method: "GET", path: `${path}/:name`, versions: versions.roleDefinitions, operation: get },
  { method: "PUT", path: `${path}/:name`, versions: versions.roleDefinitions, operation: put },
  { method: "DELETE", path: `${path}/:name`, versions: versions.roleDefinitions, operation: remove },
];

function list(call: ArmCall): Reply {
  const { state, scope } = call;
  const { equals, functions } = readFilter(call, {
    functions: ["atScopeAndBelow"],
    properties: ["roleName", "type"],
    supported: "'atScopeAndBelow()', 'roleName eq '{value}'' or 'type eq '{value}''",
  });
  const wanted = (property: string, value: string) =>
    equals.get(property)?.some((each) => each.toLowerCase() === value.toLowerCase()) ?? true;
  const below = functions.has("atscopeandbelow") || scope.kind === "tenant";
  const shown = (role: ArmRoleDefinition) =>
    isAssignableAt(state, role, scope) ||
    (below && role.assignableScopes.some((inner) => isWithin(state, scopeAt(inner), scope)));
  const value = state.armRoles
    .list()
    .filter((role) => wanted("rolename", role.roleName) && wanted("type", role.type) && shown(role))
    .map((role) => roleEntity(role, scope));
  return { status: 200, body: { value } };
}

function get({ state, scope, params }: ArmCall): Reply {
  const { name = "" } = params;
  const role = state.armRoles.find(name);
  if (role === undefined) throw armRoleErrors.roleDoesNotExist(name);
  return { status: 200, body: roleEntity(role, scope) };
}

function put(call: ArmCall): Reply {
  const role = wishedRole(call);
  call.state.armRoles.put(role);
  return { status: 201, body: roleEntity(role, call.scope) };
}

function remove({ state, scope, params }: ArmCall): Reply {
  const role = state.armRoles.find(params.name ?? "");
  if (role === undefined) return { status: 204 };
  checkUnused(state, role);
  state.armRoles.remove(role);
  return { status: 200, body: roleEntity(role, scope) };
}

/** A role as a scope tells it. Here nulls are written, unlike in PIM's answers. */
export function roleEntity({ name, ...properties }: ArmRoleDefinition, scope: Scope): Entity {
  return {
    properties,
    id: roleIdAt(name, scope),
    type: "Microsoft.Authorization/roleDefinitions",
    name,
  };
}
