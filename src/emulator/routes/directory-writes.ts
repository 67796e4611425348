import { bodyObject } from "../body";
import type { Call, Operation, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { checkGroupChange, newObject, type WritableKind } from "../laws/directory-object";
import { failPending } from "../laws/fail-pending";
import { oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { DirectoryObject, Relation } from "../store/directory";
import { directoryCollections, directoryEntity } from "./directory-collections";
import { objectAt } from "./directory-objects";
import { fits, propertiesOf } from "./directory-properties";

const places: readonly (readonly [string, WritableKind])[] = [
  ["/users", "user"],
  ["/groups", "group"],
  ["/servicePrincipals", "servicePrincipal"],
  ["/applications", "application"],
  ["/directory/administrativeUnits", "administrativeUnit"],
  ["/administrativeUnits", "administrativeUnit"],
];

/** Making, changing and deleting directory objects, their members and owners. */
export const directoryWriteRoutes: readonly Route[] = places.flatMap(([path, kind]) => [
  { method: "POST", path, operation: create(kind) },
  { method: "PATCH", path: `${path}/:id`, operation: update(kind) },
  { method: "DELETE", path: `${path}/:id`, operation: remove(kind) },
  ...relationsOf(kind).flatMap((relation): Route[] => [
    { method: "POST", path: `${path}/:id/${relation}/$ref`, operation: link(kind, relation) },
    { method: "DELETE", path: `${path}/:id/${relation}/:target/$ref`, operation: unlink(kind, relation) },
  ]),
]);

function relationsOf(kind: WritableKind): readonly Relation[] {
  if (kind === "user") return [];
  if (kind === "administrativeUnit") return ["members"];
  return kind === "group" ? ["members", "owners"] : ["owners"];
}

function create(kind: WritableKind): Operation {
  return (call): Reply => {
    const body = bodyObject(call);
    const plain = plainProperties(kind, body);
    const id = call.state.newId(kind);
    const object = call.state.directory.add(kind, id, call.now, newObject(call, kind, plain));
    for (const relation of relationsOf(kind))
      for (const target of referencesIn(call, body, relation)) call.state.directory.link(id, relation, target.id);
    return oneOf(directoryCollections[kind], directoryEntity(object, false), call, 201);
  };
}

function update(kind: WritableKind): Operation {
  return (call): Reply => {
    const object = objectAt(call, kind);
    const body = bodyObject(call);
    const changes = plainProperties(kind, body);
    if (kind === "group") checkGroupChange(object, changes);
    const { passwordProfile: _secret, ...kept } = changes;
    call.state.directory.update(object, { ...object.properties, ...kept });
    for (const relation of relationsOf(kind))
      for (const target of referencesIn(call, body, relation)) linkOnce(call, object, relation, target);
    return { status: 204 };
  };
}

/** A deleted principal or scope takes its schedules along. */
function remove(kind: WritableKind): Operation {
  return (call): Reply => {
    const object = objectAt(call, kind);
    const { schedules, groupSchedules, policies } = call.state;
    const scopes = [object.id, `/${object.id}`, `/administrativeUnits/${object.id}`];
    for (const store of [schedules, groupSchedules])
      for (const family of ["assignment", "eligibility"] as const)
        for (const narrowing of [{ principals: [object.id] }, { scopes }])
          for (const schedule of [...store.list(family, narrowing)]) store.remove(schedule);
    failPending(call, ({ principal, scope }) => principal === object.id || scopes.includes(scope));
    if (kind === "group") for (const policy of policies.list("Group", 0, object.id)) policies.remove(policy);
    call.state.directory.remove(object);
    return { status: 204 };
  };
}

function link(kind: WritableKind, relation: Relation): Operation {
  return (call): Reply => {
    const object = objectAt(call, kind);
    const target = referenced(call, bodyObject(call)["@odata.id"]);
    if (!linkOnce(call, object, relation, target))
      throw graphErrors.invalidRequest(
        `One or more added object references already exist for the following modified properties: '${relation}'.`,
      );
    return { status: 204 };
  };
}

function unlink(kind: WritableKind, relation: Relation): Operation {
  return (call): Reply => {
    const object = objectAt(call, kind);
    const target = (call.params.target ?? "").toLowerCase();
    if (!call.state.directory.isLinked(object.id, relation, target)) throw graphErrors.notFound(target);
    call.state.directory.unlink(object.id, relation, target);
    return { status: 204 };
  };
}

/** True when the link is new. A role-assignable group takes no groups as members. */
function linkOnce(call: Call, object: DirectoryObject, relation: Relation, target: DirectoryObject): boolean {
  if (call.state.directory.isLinked(object.id, relation, target.id)) return false;
  const nests = relation === "members" && target.kind === "group";
  if (nests && object.properties.isAssignableToRole === true)
    throw graphErrors.invalidRequest("Nesting is currently not supported for groups that can be assigned to a role.");
  if (relation === "members" && isDynamic(object))
    throw graphErrors.invalidRequest("Members of a dynamic group follow from its rule and cannot be changed.");
  call.state.directory.link(object.id, relation, target.id);
  return true;
}

function isDynamic({ properties }: DirectoryObject): boolean {
  return Array.isArray(properties.groupTypes) && properties.groupTypes.includes("DynamicMembership");
}

function referencesIn(call: Call, body: Entity, relation: Relation): DirectoryObject[] {
  const given = body[`${relation}@odata.bind`];
  return Array.isArray(given) ? given.map((reference: unknown) => referenced(call, reference)) : [];
}

/** `…/directoryObjects/{id}`, `…/users/{id}`: the last segment counts, whatever host comes before it. */
function referenced(call: Call, reference: unknown): DirectoryObject {
  const id = typeof reference === "string" ? (reference.split("/").at(-1) ?? "") : "";
  const object = call.state.directory.find(id) ?? call.state.directory.findByLogin("user", id);
  if (object === undefined) throw graphErrors.notFound(id);
  return object;
}

function plainProperties(kind: WritableKind, body: Entity): Entity {
  const known = new Set([...propertiesOf(kind), "passwordProfile"]);
  const { type } = directoryCollections[kind];
  const plain = Object.entries(body).filter(([name]) => !name.includes("@") && name !== "id");
  for (const [name, value] of plain) {
    if (!known.has(name)) throw graphErrors.unknownProperty(name, type);
    if (!fits(name, value))
      throw graphErrors.invalidRequest(`Invalid value specified for property '${name}' of resource '${type}'.`);
  }
  return Object.fromEntries(plain);
}
