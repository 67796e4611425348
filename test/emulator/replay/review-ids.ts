import { isRecord, type Json } from "./json";

/** What a list or a read below a review shows lies where the URL says: some answers show it below another one. */
export function underUrl(url: string, body: unknown): unknown {
  const { pathname } = new URL(url);
  const [, rest] = /\/accessReviewScheduleDefinitions(\/.*)?$/i.exec(pathname) ?? [];
  if (rest === undefined || !isRecord(body)) return body;
  if (!Array.isArray(body.value)) return "id" in body ? { ...body, id: pathname } : body;
  return { ...body, value: body.value.map((item: Json) => ({ ...item, id: `${pathname}/${String(item.name)}` })) };
}

/** An instance that a page shows inside another definition than its own says of this one only what an instance looks like. */
export function ownInstances(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownInstances);
  if (!isRecord(value)) return value;
  const { id, properties } = value;
  if (!isRecord(properties) || !Array.isArray(properties.instances))
    return Array.isArray(value.value) ? { ...value, value: value.value.map(ownInstances) } : value;
  const instances = properties.instances.map((each: Json) =>
    String(each.id).startsWith(`${String(id)}/`)
      ? each
      : {
          ...each,
          id: `${String(id)}/instances/${String(each.name)}`,
          properties: { ...(each.properties as Json), status: properties.status },
        },
  );
  return { ...value, properties: { ...properties, instances } };
}
