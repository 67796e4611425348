import { armBody, textIn } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { checkUnlocked } from "../../laws/arm/locks";
import { existingScope, scopeAt } from "../../laws/arm/place";
import { removeScope } from "../../laws/arm/remove-scope";
import type { Entity } from "../../odata/filter";
import type { ArmScope } from "../../store/arm-scopes";

const at = ["resourceGroup"] as const;

/** https://learn.microsoft.com/rest/api/resources/resource-groups */
export const resourceGroupRoutes: readonly ArmRoute[] = [
  { method: "GET", path: "resourceGroups", at: ["subscription"], versions: versions.resources, operation: list },
  { method: "GET", path: "", at, versions: versions.resources, operation: get },
  { method: "HEAD", path: "", at, versions: versions.resources, operation: () => ({ status: 204 }) },
  { method: "PUT", path: "", at, versions: versions.resources, operation: put, makesScope: true },
  { method: "PATCH", path: "", at, versions: versions.resources, operation: patch },
  { method: "DELETE", path: "", at, versions: versions.resources, operation: remove },
];

function list({ state, scope }: ArmCall): Reply {
  const groups = state.armScopes.children(scope.id).filter(({ kind }) => kind === "resourceGroup");
  return { status: 200, body: { value: groups.map(groupEntity) } };
}

function get({ state, scope }: ArmCall): Reply {
  const found = state.armScopes.find(scope.id);
  return { status: 200, body: found && groupEntity(found) };
}

function put(call: ArmCall): Reply {
  const { state, scope } = call;
  const { id: parent } = existingScope(state, scopeAt(`/subscriptions/${scope.subscription}`));
  const body = armBody(call);
  const location = textIn(body, "location");
  if (location === undefined) throw armErrors.locationRequired();
  if (!/^[-\w.()]{1,90}$/.test(scope.name) || scope.name.endsWith(".")) throw armErrors.invalidGroupName(scope.name);
  const before = state.armScopes.find(scope.id);
  checkUnlocked(state, scope, "write");
  const group = state.armScopes.put({
    id: `${parent}/resourceGroups/${scope.name}`,
    parent,
    kind: "resourceGroup",
    displayName: before?.displayName ?? scope.name,
    properties: { location, tags: body.tags },
  });
  return { status: before === undefined ? 201 : 200, body: groupEntity(group) };
}

function patch(call: ArmCall): Reply {
  const { state, scope } = call;
  const { tags } = armBody(call);
  const before = state.armScopes.find(scope.id);
  checkUnlocked(state, scope, "write");
  if (before !== undefined && tags !== undefined)
    state.armScopes.put({ ...before, properties: { ...before.properties, tags } });
  return get(call);
}

/** At once, where the service takes minutes. */
function remove({ state, scope }: ArmCall): Reply {
  const group = state.armScopes.find(scope.id);
  checkUnlocked(state, scope, "delete");
  for (const { id } of state.armScopes.descendants(scope.id)) checkUnlocked(state, scopeAt(id), "delete", scope.id);
  if (group !== undefined) removeScope(state, group);
  return { status: 200 };
}

function groupEntity({ id, displayName, properties: { location, tags } }: ArmScope): Entity {
  return {
    id,
    name: displayName,
    type: "Microsoft.Resources/resourceGroups",
    location,
    tags,
    properties: { provisioningState: "Succeeded" },
  };
}
