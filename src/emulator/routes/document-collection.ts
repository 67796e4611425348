import type { Call } from "../call";
import { graphErrors } from "../errors";
import type { Collection } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { Document } from "../store/documents";

/** A collection of Graph whose entities are documents; `names`: what `$filter` and `$select` may use, undefined for anything. */
export function documentCollection(
  family: string,
  context: string,
  type: string,
  names: readonly string[] | undefined,
): Collection {
  return {
    context,
    type: `microsoft.graph.${type}`,
    properties: () => names,
    navigation: {},
    page: 100,
    largestPage: 999,
    rows: ({ state }, _wanted, after) =>
      state.documents
        .list(family, after)
        .map((document) => ({ sequence: document.sequence, entity: documentEntity(document) })),
  };
}

export function documentEntity({ id, properties }: Document): Entity {
  const { "@odata.type": type, ...rest } = properties;
  return { ...(type === undefined ? {} : { "@odata.type": type }), id, ...rest };
}

/** The document that a path names. */
export function documentAt(call: Call, family: string): Document {
  const id = call.params.id ?? "";
  const document = call.state.documents.find(family, id);
  if (document === undefined) throw graphErrors.notFound(id);
  return document;
}

/** Refuses what a body may not hold. */
export function checkNames(body: Entity, collection: Collection, version: Call["version"]): void {
  const known = collection.properties(version);
  for (const name of Object.keys(body))
    if (known !== undefined && !name.includes("@") && !known.includes(name))
      throw graphErrors.unknownProperty(name, collection.type);
}
