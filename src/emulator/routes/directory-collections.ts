import type { Call } from "../call";
import { mayReadKind } from "../laws/permissions";
import { type Collection, type Navigation, present } from "../odata/collection";
import { type Entity, type Wanted, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import type { Options } from "../odata/options";
import type { DirectoryKind, DirectoryObject, Relation } from "../store/directory";
import { blanks, groupExtras, propertiesOf, userDefaults } from "./directory-properties";

/** The entity Graph shows for a directory object; what was never set is null. */
export function directoryEntity(object: DirectoryObject, mixed: boolean): Entity {
  return {
    ...(mixed ? { "@odata.type": `#microsoft.graph.${object.kind}` } : {}),
    ...blanks[object.kind],
    id: object.id,
    ...object.properties,
  };
}

/** Among others of other kinds, what the caller has no permission to read shows its id and kind, and no more. */
function entityAmongOthers(object: DirectoryObject, call: Call): Entity {
  const entity = directoryEntity(object, true);
  return mayReadKind(call, object.kind) ? entity : { "@odata.type": entity["@odata.type"], id: object.id };
}

/** Replication: what is younger than the lag is not there yet. */
export function isReplicated(object: DirectoryObject, call: Call): boolean {
  return object.created + call.state.lag <= call.now;
}

const linked =
  (relation: Relation): Navigation =>
  (entity, call, options) =>
    call.state.directory
      .linked(String(entity.id), relation)
      .filter((object) => isReplicated(object, call))
      .map((object) => shownAlone(object, call, options));

/** Kept by other services, and fetched from them only when asked for by name. */
const onlyAsked: Readonly<Partial<Record<DirectoryKind, readonly string[]>>> = {
  user: ["customSecurityAttributes"],
  group: Object.keys(groupExtras),
};

function collectionOf(kind: DirectoryKind, context: string, navigation: Collection["navigation"]): Collection {
  return {
    context,
    type: `microsoft.graph.${kind}`,
    properties: () => propertiesOf(kind),
    ...(kind === "user"
      ? { defaults: (version: Call["version"]) => (version === "v1.0" ? userDefaults : undefined) }
      : {}),
    onlyAsked: onlyAsked[kind] ?? [],
    navigation,
    consistency: true,
    page: 100,
    largestPage: 999,
    rows: function* (call, wanted, after) {
      for (const object of narrowed(kind, call, wanted, after))
        if (isReplicated(object, call) && object.sequence > after)
          yield { sequence: object.sequence, entity: directoryEntity(object, false) };
    },
  };
}

export const directoryCollections: Readonly<Record<DirectoryKind, Collection>> = {
  user: collectionOf("user", "users", { manager: () => null }),
  group: collectionOf("group", "groups", { members: linked("members"), owners: linked("owners") }),
  servicePrincipal: collectionOf("servicePrincipal", "servicePrincipals", { owners: linked("owners") }),
  application: collectionOf("application", "applications", { owners: linked("owners") }),
  administrativeUnit: collectionOf("administrativeUnit", "directory/administrativeUnits", {
    members: linked("members"),
  }),
  organization: collectionOf("organization", "organization", {}),
};

/** A directory object inside another answer (`$expand=principal`, members): typed, and with the defaults of its kind. */
export function shownAlone(object: DirectoryObject, call: Call, options: Options): Entity {
  return present(directoryCollections[object.kind], entityAmongOthers(object, call), call, options);
}

/** The object whose id another entity holds in one of its properties; null where it is gone, or not replicated yet. */
export function objectBehind(property: string): Navigation {
  return (entity, call, options) => {
    const object = call.state.directory.find(String(entity[property]));
    return object === undefined || !isReplicated(object, call) ? null : shownAlone(object, call, options);
  };
}

/** A list of objects of several kinds: members, owners, getByIds. */
export function mixedCollection(objects: readonly DirectoryObject[]): Collection {
  return {
    context: "directoryObjects",
    type: "microsoft.graph.directoryObject",
    properties: () => undefined,
    navigation: {},
    page: 100,
    largestPage: 999,
    rows: (call, _wanted, after) =>
      objects
        .filter((object) => object.sequence > after && isReplicated(object, call))
        .map((object) => ({ sequence: object.sequence, entity: shownIn(object, call) })),
  };
}

/** In a mixed list without `$select` each kind shows its own defaults; with it, all of its properties can be chosen. */
function shownIn(object: DirectoryObject, call: Call): Entity {
  const entity = entityAmongOthers(object, call);
  if (call.options.select !== undefined) return entity;
  return present(directoryCollections[object.kind], entity, call, { expand: [], orderBy: [], count: false });
}

/** By the index that the filter allows, else all. */
function narrowed(kind: DirectoryKind, call: Call, wanted: Wanted, after: number): Iterable<DirectoryObject> {
  const { directory } = call.state;
  const ids = wantedTexts(wanted, "id");
  if (ids !== undefined)
    return inSequence(ids.flatMap((id) => directory.find(id) ?? []).filter((object) => object.kind === kind));
  const names = wantedTexts(wanted, "displayName");
  if (names !== undefined) return directory.listByName(kind, names);
  const logins = wantedTexts(wanted, kind === "user" ? "userPrincipalName" : "appId");
  return logins === undefined ? directory.list(kind, after) : directory.listByLogin(kind, logins);
}
