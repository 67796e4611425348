import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { contextFamily, isContextUsed } from "../laws/conditional-access";
import { listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import { checkNames, documentAt, documentCollection, documentEntity } from "./document-collection";

const path = "/identity/conditionalAccess/authenticationContextClassReferences";

const collection = documentCollection(
  contextFamily,
  "conditionalAccess/authenticationContextClassReferences",
  "authenticationContextClassReference",
  ["id", "displayName", "description", "isAvailable"],
);

/** Authentication contexts c1 to c99: https://learn.microsoft.com/graph/api/resources/authenticationcontextclassreference */
export const authenticationContextRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => listOf(collection, call) },
  {
    method: "GET",
    path: `${path}/:id`,
    operation: (call) => oneOf(collection, documentEntity(documentAt(call, contextFamily)), call),
  },
  { method: "POST", path, operation: create },
  { method: "PATCH", path: `${path}/:id`, operation: upsert },
  { method: "DELETE", path: `${path}/:id`, operation: remove },
];

/** 200, as the page shows. */
function create(call: Call): Reply {
  const { id, ...given } = bodyObject(call);
  if (call.state.documents.find(contextFamily, String(id)) !== undefined)
    throw graphErrors.badRequest(`The authentication context '${String(id)}' exists already.`);
  const properties = put(call, String(id), given);
  return oneOf(collection, { id, ...properties }, call);
}

/** Makes the context where there is none. One version of the page wraps the properties in a list of one; both are taken. */
function upsert(call: Call): Reply {
  const body = bodyObject(call);
  const [wrapped]: unknown[] = Array.isArray(body.value) ? body.value : [];
  const { id: _id, ...given } = isObject(wrapped) ? wrapped : body;
  put(call, call.params.id ?? "", given);
  return { status: 204 };
}

/** Only what is neither published nor guarded by a policy can go. */
function remove(call: Call): Reply {
  const context = documentAt(call, contextFamily);
  if (context.properties.isAvailable === true || isContextUsed(call.state, context.id))
    throw graphErrors.badRequest(`The authentication context '${context.id}' is published or used by a policy.`);
  call.state.documents.remove(contextFamily, context);
  return { status: 204 };
}

function put(call: Call, id: string, given: Entity): Entity {
  if (!/^c[1-9]\d?$/.test(id)) throw graphErrors.badRequest(`'${id}' is not an id from c1 to c99.`);
  checkNames(given, collection, call.version);
  const known = call.state.documents.find(contextFamily, id)?.properties;
  const context = { displayName: null, description: null, isAvailable: false, ...known, ...given };
  if (typeof context.isAvailable !== "boolean") throw graphErrors.badRequest("'isAvailable' must be true or false.");
  if (!context.isAvailable && isContextUsed(call.state, id))
    throw graphErrors.badRequest(`The authentication context '${id}' is used by a policy.`);
  call.state.documents.put(contextFamily, id, context);
  return context;
}
