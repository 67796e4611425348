import { bodyObject } from "../body";
import type { Call, Operation, Route } from "../call";
import { graphErrors } from "../errors";
import { isGuid } from "../ids";
import { listOf, oneOf } from "../odata/collection";
import type { DirectoryKind, DirectoryObject } from "../store/directory";
import { directoryCollections, directoryEntity, isReplicated, shownAlone } from "./directory-collections";
import { relationRoutes } from "./directory-relations";

const mostIds = 1000;

const places: readonly (readonly [string, DirectoryKind])[] = [
  ["/users", "user"],
  ["/groups", "group"],
  ["/servicePrincipals", "servicePrincipal"],
  ["/applications", "application"],
  ["/directory/administrativeUnits", "administrativeUnit"],
  ["/administrativeUnits", "administrativeUnit"],
  ["/organization", "organization"],
];

/** Reading of users, groups, service principals, applications, administrative units, the organization. */
export const directoryRoutes: readonly Route[] = [
  ...places.flatMap(([path, kind]) => readsOf(path, kind)),
  { method: "GET", path: "/directoryObjects/:id", operation: oneDirectoryObject },
  { method: "POST", path: "/directoryObjects/getByIds", operation: getByIds, write: false },
  { method: "GET", path: "/me", operation: me },
  ...relationRoutes("/me", "user", ({ caller }) => caller.id),
];

function readsOf(path: string, kind: DirectoryKind): Route[] {
  const collection = directoryCollections[kind];
  const one: Operation = (call) => {
    const object = objectAt(call, kind);
    return oneOf(collection, directoryEntity(object, false), call);
  };
  return [
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    { method: "GET", path: `${path}/$count`, operation: countOf(kind) },
    { method: "GET", path: `${path}/:id`, operation: one },
    ...relationRoutes(`${path}/:id`, kind, (call) => objectAt(call, kind).id),
    ...(kind === "user" ? [{ method: "GET" as const, path: `${path}/:id/manager`, operation: manager }] : []),
  ];
}

/** The object a path names: by id; users also by UPN, service principals and applications as `…(appId='…')`. */
export function objectAt(call: Call, kind: DirectoryKind, id = call.params.id ?? ""): DirectoryObject {
  const { directory } = call.state;
  const byAppId = /^appId='?([^']+)'?$/i.exec(id)?.[1];
  const object =
    byAppId === undefined
      ? (directory.find(id) ?? (kind === "user" ? directory.findByLogin("user", id) : undefined))
      : directory.findByLogin(kind, byAppId);
  if (object === undefined || object.kind !== kind || !isReplicated(object, call)) throw graphErrors.notFound(id);
  return object;
}

function countOf(kind: DirectoryKind): Operation {
  return (call) => ({
    status: 200,
    body: [...call.state.directory.list(kind)].filter((object) => isReplicated(object, call)).length,
  });
}

/** Managers are not kept: nobody has one. */
function manager(call: Call): never {
  objectAt(call, "user");
  throw graphErrors.notFound("manager");
}

function oneDirectoryObject(call: Call) {
  const object = call.state.directory.find(call.params.id ?? "");
  if (object === undefined || !isReplicated(object, call)) throw graphErrors.notFound(call.params.id ?? "");
  const shown = shownAlone(object, call, call.options);
  return { status: 200, body: { "@odata.context": `${call.base}/$metadata#directoryObjects/$entity`, ...shown } };
}

/** Unknown ids are silently missing; type names that nobody knows are ignored. */
function getByIds(call: Call) {
  const { ids, types } = bodyObject(call);
  if (!Array.isArray(ids) || !ids.every(isGuid))
    throw graphErrors.invalidRequest("Invalid value specified for property 'ids' of resource 'DirectoryObject'.");
  if (ids.length > mostIds) throw graphErrors.invalidRequest(`Too many ids: ${ids.length}. Max allowed: ${mostIds}.`);
  const kinds =
    Array.isArray(types) && types.length > 0 ? new Set(types.map((type) => String(type).toLowerCase())) : undefined;
  const objects = [...new Set(ids.map((id) => id.toLowerCase()))]
    .flatMap((id) => call.state.directory.find(id) ?? [])
    .filter((object) => isReplicated(object, call))
    .filter((object) => kinds === undefined || kinds.has("directoryobject") || kinds.has(object.kind.toLowerCase()));
  const value = objects.map((object) => shownAlone(object, call, call.options));
  return { status: 200, body: { "@odata.context": `${call.base}/$metadata#directoryObjects`, value } };
}

function me(call: Call) {
  if (call.caller.kind !== "user")
    throw graphErrors.badRequest("/me request is only valid with delegated authentication flow.");
  return oneOf(directoryCollections.user, directoryEntity(objectAt(call, "user", call.caller.id), false), call);
}
