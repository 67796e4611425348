import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { readFilter } from "../../laws/arm/filter";
import { roleIdAt } from "../../laws/arm/role-id";
import type { Scope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { ArmRoleDefinition } from "../../store/arm-role-definitions";

const path = "providers/Microsoft.Authorization/roleDefinitions";

/** Azure roles: https://learn.microsoft.com/rest/api/authorization/role-definitions */
export const armRoleDefinitionRoutes: readonly ArmRoute[] = [
  { method: "GET", path, versions: versions.roleDefinitions, operation: list },
  { method: "GET", path: `${path}/:name`, versions: versions.roleDefinitions, operation: get },
];

function list(call: ArmCall): Reply {
  const { equals } = readFilter(call, {
    functions: ["atScopeAndBelow"],
    properties: ["roleName", "type"],
    supported: "'atScopeAndBelow()', 'roleName eq '{value}'' or 'type eq '{value}''",
  });
  const wanted = (property: string, value: string) =>
    equals.get(property)?.some((each) => each.toLowerCase() === value.toLowerCase()) ?? true;
  const value = call.state.armRoles
    .list()
    .filter(({ roleName, type }) => wanted("rolename", roleName) && wanted("type", type))
    .map((role) => roleEntity(role, call.scope));
  return { status: 200, body: { value } };
}

function get({ state, scope, params }: ArmCall): Reply {
  const { name = "" } = params;
  const role = state.armRoles.find(name);
  if (role === undefined) throw armErrors.roleDoesNotExist(name);
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
