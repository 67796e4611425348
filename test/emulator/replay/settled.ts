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
  if (!isRecord(value)) return value;
  const { modifiedDateTime: modified, createdDateTime: created } = value;
  const never = typeof modified === "string" && (modified === created || modified.startsWith("0001-01-01T"));
  const rest = Object.entries(value).map(([name, inner]) => [name.replace(/DateTIme$/, "DateTime"), unmodified(inner)]);
  return { ...Object.fromEntries(rest), ...(never ? { modifiedDateTime: null } : {}) };
}

/** One entity that was asked for by its id, in a `value` that belongs to lists. */
function unwrapped({ method, url }: Example, body: unknown): unknown {
  const single = method === "GET" && isGuid(placeOf(url).segments.at(-1)) && isRecord(body) && isRecord(body.value);
  return single ? body.value : body;
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
  if (method !== "GET" || !isGuid(asked) || !isRecord(body)) return body;
  const entity = isRecord(body.value) ? body.value : body;
  if (!isGuid(entity.id) || entity.id.toLowerCase() === asked.toLowerCase()) return body;
  const mended = { ...entity, id: asked };
  return isRecord(body.value) ? { ...body, value: mended } : mended;
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
