import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";

const path = "roleManagement/directory/resourceNamespaces";

/** A few of the actions that roles are made of, by namespace; privileged ones end in "!". */
const actions: Readonly<Record<string, readonly string[]>> = {
  "microsoft.directory": [
    "accessReviews/allProperties/allTasks",
    "accessReviews/allProperties/read",
    "administrativeUnits/allProperties/allTasks",
    "applications/create",
    "applications/credentials/update!",
    "applications/delete",
    "auditLogs/allProperties/read",
    "conditionalAccessPolicies/basic/update!",
    "groups/create",
    "groups/members/update",
    "groupsAssignableToRoles/allProperties/update!",
    "roleAssignments/allProperties/allTasks!",
    "servicePrincipals/credentials/update!",
    "users/create",
    "users/delete",
    "users/password/update!",
    "users/standard/read",
  ],
  "microsoft.aad.b2c": ["userFlows/allProperties/allTasks", "identityProviders/allProperties/allTasks"],
  "microsoft.azure.supportTickets": ["allEntities/allTasks"],
  "microsoft.insights": [
    "allEntities/allProperties/allTasks",
    "allEntities/allProperties/read",
    "programs/allProperties/update",
    "queries/allProperties/allTasks",
    "reports/allProperties/read",
  ],
};

const verbs: Readonly<Record<string, string>> = { read: "GET", create: "POST", update: "PATCH", delete: "DELETE" };

const namespaces: Collection = {
  context: path,
  type: "microsoft.graph.unifiedRbacResourceNamespace",
  properties: () => ["id", "name"],
  navigation: {
    resourceActions: (entity) => actionsIn(String(entity.id)),
  },
  page: 100,
  rows: (_call, _wanted, after) =>
    numbered(
      Object.keys(actions).map((id) => ({ id, name: id })),
      after,
    ),
};

/** Beta only: https://learn.microsoft.com/graph/api/resources/unifiedrbacresourcenamespace */
export const resourceActionRoutes: readonly Route[] = [
  { method: "GET", path: `/${path}`, operation: (call) => listOf(namespaces, beta(call)) },
  {
    method: "GET",
    path: `/${path}/:id`,
    operation: (call) => oneOf(namespaces, { id: namespaceAt(beta(call)), name: namespaceAt(call) }, call),
  },
  { method: "GET", path: `/${path}/:id/resourceActions`, operation: (call) => listOf(actionsOf(beta(call)), call) },
];

function actionsOf(call: Call): Collection {
  const id = namespaceAt(call);
  return {
    context: `${path}('${id}')/resourceActions`,
    type: "microsoft.graph.unifiedRbacResourceAction",
    properties: () => ["id", "actionVerb", "description", "isPrivileged", "name", "resourceScopeId"],
    navigation: {},
    page: 100,
    rows: (_call, _wanted, after) => numbered(actionsIn(id), after),
  };
}

function actionsIn(namespace: string): Entity[] {
  return (actions[namespace] ?? []).map((action) => {
    const name = `${namespace}/${action.replace("!", "")}`;
    const actionVerb = (name.includes("/allEntities/") ? undefined : verbs[name.split("/").at(-1) ?? ""]) ?? null;
    return {
      actionVerb,
      description: name.split("/").slice(1).join(" "),
      id: [name.replaceAll("/", "-"), ...(actionVerb === null ? [] : [actionVerb.toLowerCase()])].join("-"),
      isPrivileged: action.endsWith("!"),
      name,
      resourceScopeId: null,
    };
  });
}

function numbered(entities: readonly Entity[], after: number) {
  return entities.map((entity, index) => ({ sequence: index + 1, entity })).filter(({ sequence }) => sequence > after);
}

function namespaceAt(call: Call): string {
  const asked = (call.params.id ?? "").toLowerCase();
  const found = Object.keys(actions).find((each) => each.toLowerCase() === asked);
  if (found === undefined) throw graphErrors.notFound(call.params.id ?? "");
  return found;
}

function beta(call: Call): Call {
  if (call.version !== "beta") throw graphErrors.notImplemented(`${call.method} /v1.0${call.path}`);
  return call;
}
