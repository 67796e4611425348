import { armBody } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { checkUnlocked } from "../../laws/arm/locks";
import { existingScope, scopeAt } from "../../laws/arm/place";
import { removeScope } from "../../laws/arm/remove-scope";
import type { Entity } from "../../odata/filter";
import type { ArmScope } from "../../store/arm-scopes";

const at = ["resource"] as const;
/** Each type has API versions of its own; any is taken. */
export const resourceRoutes: readonly ArmRoute[] = [
  {
    method: "GET",
    path: "resources",
    at: ["subscription", "resourceGroup"],
    versions: versions.resources,
    operation: list,
  },
  { method: "GET", path: "", at, operation: get },
  { method: "PUT", path: "", at, operation: put, makesScope: true },
  { method: "DELETE", path: "", at, operation: remove },
];

function list({ state, scope }: ArmCall): Reply {
  const resources = state.armScopes.descendants(scope.id).filter(({ kind }) => kind === "resource");
  return {
    status: 200,
    body: { value: resources.map(({ properties: _, ...each }) => resourceEntity({ ...each, properties: {} })) },
  };
}

function get({ state, scope }: ArmCall): Reply {
  const found = state.armScopes.find(scope.id);
  return { status: 200, body: found && resourceEntity(found) };
}

/** Any resource of any type, as it was sent: that it is there, and where, is what roles ask. */
function put(call: ArmCall): Reply {
  const { state, scope } = call;
  const parent = existingScope(state, parentOf(call));
  const { location, tags, properties, kind, sku } = armBody(call);
  const before = state.armScopes.find(scope.id);
  checkUnlocked(state, scope, "write");
  const resource = state.armScopes.put({
    id: `${parent.id}${scope.id.slice(parent.id.length)}`,
    parent: parent.id,
    kind: "resource",
    displayName: scope.name,
    properties: { location, tags, properties, kind, sku },
  });
  return { status: before === undefined ? 201 : 200, body: resourceEntity(resource) };
}

function remove({ state, scope }: ArmCall): Reply {
  const resource = state.armScopes.find(scope.id);
  checkUnlocked(state, scope, "delete");
  if (resource !== undefined) removeScope(state, resource);
  return { status: 200 };
}

/** The resource that a nested one lies in, else its group, else its subscription. */
function parentOf({ state, scope }: ArmCall) {
  const [base = "", own = ""] = scope.id.split("/providers/");
  const nested = own.split("/").length >= 5;
  if (!nested) return scopeAt(base);
  const parent = scope.id.split("/").slice(0, -2).join("/");
  if (state.armScopes.find(parent) === undefined) throw armErrors.parentNotFound(parent);
  return scopeAt(parent);
}

function resourceEntity({ id, displayName, properties }: ArmScope): Entity {
  return { id, name: displayName, type: scopeAt(id).type, ...properties };
}
