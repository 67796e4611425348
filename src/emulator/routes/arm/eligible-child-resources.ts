import type { ArmCall, ArmRoute } from "../../arm-call";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { readFilter } from "../../laws/arm/filter";

/** Kinds of scope that are told, in the letters of the answer. */
const kinds = ["managementgroup", "subscription", "resourcegroup"];

/** Where below a scope its roles can be activated: https://learn.microsoft.com/rest/api/authorization/eligible-child-resources/get */
export const eligibleChildResourceRoutes: readonly ArmRoute[] = [
  {
    method: "GET",
    path: "providers/Microsoft.Authorization/eligibleChildResources",
    versions: versions.pim,
    operation: list,
  },
];

/** What the scope holds directly; everything below with `$getAllChildren=true`, which is not documented. */
function list(call: ArmCall): Reply {
  const { state, scope, query } = call;
  const { equals } = readFilter(call, {
    functions: [],
    properties: ["resourceType"],
    supported: "'resourceType eq '{value}'', joined by 'or'",
  });
  const wanted = equals.get("resourcetype")?.map((type) => type.toLowerCase());
  const all = query.get("$getAllChildren")?.toLowerCase() === "true";
  const below = all ? state.armScopes.descendants(scope.id) : state.armScopes.children(scope.id);
  const value = below
    .map(({ id, displayName, kind }) => ({ name: displayName, id, type: kind.toLowerCase() }))
    .filter(({ type }) => kinds.includes(type) && (wanted?.includes(type) ?? true));
  return { status: 200, body: { value } };
}
