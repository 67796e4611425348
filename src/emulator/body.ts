import type { Call } from "./call";
import { graphErrors } from "./errors";
import type { Entity } from "./odata/filter";

/** The body as an object; the service's 400 for anything else. */
export function bodyObject(call: Call): Entity {
  if (!isObject(call.body)) throw graphErrors.malformedJson();
  return call.body;
}

export function isObject(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
