import { guidOf, isGuid } from "../../../src/emulator/ids";
import type { DocumentedAnswer, Example } from "./example";
import { isRecord, type Json } from "./json";
import { placeOf } from "./place";

/** Mends what pages get wrong: a list answered with one entity, one entity inside `value`, its context as its type, one entity under two ids, two items of a list under one, several words for "never modified". */
export function settled(example: Example, answer: DocumentedAnswer): DocumentedAnswer {
  return {
    ...answer,
    body: unmodified(distinct(oneId(example, asList(example, contextual(unwrapped(example, answer.body)))))),
  };
}

/** A read of a collection answers a list. */
function asList({ method, url }: Example, body: unknown): unknown {
  const asked = placeOf(url).segments.at(-1) ?? "";
  const isEntity = isRecord(body) && "id" in body && !("value" in body);
  return method === "GET" && /^[a-z]+s$/i.test(asked) && isEntity ? { value: [body] } : body;
}

/** The first instant of all times, or the moment of its making, stand for null in some answers; a shift key slips. */
function unmodified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmodified);
  if (!isRecord(value)) return typeof value === "string" && value.startsWith("0001-01-01T") ? null : value;
  const { modifiedDateTime: modified, createdDateTime: created } = value;
  const never = typeof modified === "string" && modified === created;
  const rest = Object.entries(value).map(([name, inner]) => [nameOf(name, inner, value), unmodified(inner)]);
  return { ...Object.fromEntries(rest), ...(never ? { modifiedDateTime: null } : {}) };
}

/** Names as the types have them: some pages shorten those of times, and call the type of a query by half its name. */
function nameOf(name: string, value: unknown, owner: Json): string {
  if (name === "type" && typeof owner.query === "string") return "queryType";
  const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
  const spelt = name.replace(/DateTIme$/, "DateTime");
  return isTime ? spelt.replace(/(Date|(?<=^expiration))$/, "DateTime") : spelt;
}

/** One entity in a `value` that belongs to lists. */
function unwrapped({ method }: Example, body: unknown): unknown {
  return method === "GET" && isRecord(body) && isRecord(body.value) ? body.value : body;
}

/** A URL of metadata is the context of an entity, never its type. */
function contextual(body: unknown): unknown {
  if (!isRecord(body)) return body;
  const { "@odata.type": type, ...rest } = body;
  return typeof type === "string" && type.includes("/$metadata#") ? { ...rest, "@odata.context": type } : body;
}

/** The answer to a read of one entity carries the id of its URL. */
function oneId({ method, url }: Example, body: unknown): unknown {
  const asked = placeOf(url).segments.at(-1);
  return method === "GET" && isGuid(asked) && isRecord(body) && isGuid(body.id) ? { ...body, id: asked } : body;
}

function distinct(body: unknown): unknown {
  if (!isRecord(body) || !Array.isArray(body.value)) return body;
  const seen = new Set<unknown>();
  const value = body.value.map((item: unknown, index) => {
    if (!isRecord(item) || !isGuid(item.id)) return item;
    const twice = seen.has(item.id);
    seen.add(item.id);
    return twice ? ({ ...item, id: guidOf("another", item.id, index) } satisfies Json) : item;
  });
  return { ...body, value };
}
