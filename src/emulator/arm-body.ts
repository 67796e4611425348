import type { ArmCall } from "./arm-call";
import { armErrors } from "./arm-errors";
import { isObject } from "./body";
import type { Entity } from "./odata/filter";

/** The body as an object; the service's 400 for anything else. */
export function armBody({ body }: ArmCall): Entity {
  if (!isObject(body)) throw armErrors.malformedBody("the body is no object");
  return body;
}

/** `properties` of the body, which most types wrap their own in. */
export function bodyProperties(call: ArmCall): Entity {
  const { properties } = armBody(call);
  if (!isObject(properties)) throw armErrors.malformedBody("properties is missing");
  return properties;
}

/** A text of an entity; undefined where there is none. */
export function textIn(entity: Entity, name: string): string | undefined {
  const value = entity[name];
  return typeof value === "string" ? value : undefined;
}

/** An entity without the fields that are null or undefined: PIM's answers leave them out. */
export function withoutNulls(entity: Entity): Entity {
  return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== null && value !== undefined));
}
