import type { ArmCall, ArmRoute } from "../../arm-call";
import { armRoleErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { type Denial, denials } from "../../laws/arm/denial";
import { readFilter } from "../../laws/arm/filter";
import { isWithin, scopeAt } from "../../laws/arm/place";
import { sameId } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import { armId } from "./pim-shapes";

const path = "providers/Microsoft.Authorization/denyAssignments";

/** https://learn.microsoft.com/rest/api/authorization/deny-assignments: read only. */
export const denyAssignmentRoutes: readonly ArmRoute[] = [
  { method: "GET", path, versions: versions.denyAssignments, operation: list },
  { method: "GET", path: `${path}/:name`, versions: versions.denyAssignments, operation: get },
];

/** At, above and below the scope; `atScope()` leaves out what is below. */
function list(call: ArmCall): Reply {
  const { state, scope } = call;
  const { functions, equals } = readFilter(call, {
    functions: ["atScope"],
    properties: ["denyAssignmentName", "principalId", "gdprExportPrincipalId"],
    supported:
      "'atScope()', 'denyAssignmentName eq '{value}'', 'principalId eq '{value}'' or 'gdprExportPrincipalId eq '{value}''",
  });
  const wanted = (property: string, values: readonly string[]) =>
    equals.get(property)?.some((each) => values.some((value) => sameId(value, each))) ?? true;
  const value = denials(state)
    .filter(({ denial }) => {
      const on = scopeAt(denial.scope);
      const ids = denial.principals.map(({ id }) => id);
      const excluded = denial.excludePrincipals.map(({ id }) => id);
      return (
        (isWithin(state, scope, on) || (!functions.has("atscope") && isWithin(state, on, scope))) &&
        wanted("denyassignmentname", [denial.denyAssignmentName]) &&
        wanted("principalid", ids) &&
        wanted("gdprexportprincipalid", [...ids, ...excluded])
      );
    })
    .map(({ name, denial }) => denyEntity(name, denial));
  return { status: 200, body: { value } };
}

function get({ state, scope, params }: ArmCall): Reply {
  const { name = "" } = params;
  const found = denials(state).find((each) => sameId(each.name, name) && sameId(each.denial.scope, scope.id));
  if (found === undefined) throw armRoleErrors.denyAssignmentNotFound(name);
  return { status: 200, body: denyEntity(found.name, found.denial) };
}

function denyEntity(name: string, denial: Denial): Entity {
  return {
    properties: denial,
    id: armId(denial.scope, "denyAssignments", name),
    type: "Microsoft.Authorization/denyAssignments",
    name,
  };
}
