import type { Call, Operation, Route } from "../call";
import { graphErrors } from "../errors";
import { linkedThrough } from "../laws/linked-through";
import { type Collection, listOf } from "../odata/collection";
import { matches } from "../odata/filter";
import type { DirectoryKind, DirectoryObject } from "../store/directory";
import { directoryCollections, directoryEntity, isReplicated, mixedCollection } from "./directory-collections";

/** What is related to an object, by the name of the relation. */
type Related = (call: Call, id: string) => readonly DirectoryObject[];

const linked =
  (relation: "members" | "owners"): Related =>
  ({ state }, id) =>
    state.directory.linked(id, relation);
const members: Readonly<Record<string, Related>> = { members: linked("members") };
const owners: Readonly<Record<string, Related>> = { owners: linked("owners") };
const memberOf: Readonly<Record<string, Related>> = {
  memberOf: ({ state }, id) => inThisOrder(state.directory.holdersOf(id, "members")),
  transitiveMemberOf: (call, id) => inThisOrder(holdersThrough(call, id)),
};

const relations: Readonly<Record<DirectoryKind, Readonly<Record<string, Related>>>> = {
  user: memberOf,
  group: {
    ...members,
    ...owners,
    ...memberOf,
    transitiveMembers: ({ state }, id) => inThisOrder(linkedThrough(state, id, "members", true)),
  },
  servicePrincipal: { ...owners, ...memberOf },
  application: owners,
  administrativeUnit: members,
  organization: {},
};

/**
 * The relations of the objects of one kind, whole, cast to a type (`…/members/microsoft.graph.user`), or counted (`…/$count`).
 * `idOf` finds whose relations are asked for.
 */
export function relationRoutes(path: string, kind: DirectoryKind, idOf: (call: Call) => string): readonly Route[] {
  return Object.entries(relations[kind]).flatMap(([name, related]): Route[] => {
    const objects = (call: Call) => related(call, idOf(call));
    const get = (end: string, operation: Operation): Route => ({
      method: "GET",
      path: `${path}/${name}${end}`,
      operation,
    });
    return [
      get("", (call) => listOf(mixedCollection(objects(call)), call)),
      get("/$count", (call) => counted(objects(call), call)),
      get("/:cast", (call) => listOf(castCollection(call, objects(call)), call)),
      get("/:cast/$count", (call) =>
        counted(
          objects(call).filter(({ kind }) => kind === castOf(call)),
          call,
        ),
      ),
    ];
  });
}

/** All groups and units that something belongs to, through other groups too. */
export function holdersThrough({ state }: Call, id: string): readonly DirectoryObject[] {
  const found = new Map<string, DirectoryObject>();
  const visit = (member: string) => {
    for (const holder of state.directory.holdersOf(member, "members")) {
      if (found.has(holder.id)) continue;
      found.set(holder.id, holder);
      visit(holder.id);
    }
  };
  visit(id);
  return [...found.values()];
}

/** Objects from several sources, numbered for paging. */
function inThisOrder(objects: readonly DirectoryObject[]): readonly DirectoryObject[] {
  return objects.map((object, index) => ({ ...object, sequence: index + 1 }));
}

function counted(objects: readonly DirectoryObject[], call: Call) {
  const { filter } = call.options;
  const found = objects.filter(
    (object) => isReplicated(object, call) && (filter === undefined || matches(filter, directoryEntity(object, false))),
  );
  return { status: 200, body: found.length };
}

function castCollection(call: Call, objects: readonly DirectoryObject[]): Collection {
  const cast = castOf(call);
  return {
    ...directoryCollections[cast],
    rows: (_call, _wanted, after) =>
      objects
        .filter((object) => object.kind === cast && object.sequence > after && isReplicated(object, call))
        .map((object) => ({ sequence: object.sequence, entity: directoryEntity(object, false) })),
  };
}

function castOf({ params, method, path }: Call): DirectoryKind {
  const word = /^microsoft\.graph\.(\w+)$/i.exec(params.cast ?? "")?.[1]?.toLowerCase();
  const kind = (Object.keys(relations) as DirectoryKind[]).find((each) => each.toLowerCase() === word);
  if (kind === undefined) throw graphErrors.notImplemented(`${method} ${path}`);
  return kind;
}
