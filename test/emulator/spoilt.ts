import * as fc from "fast-check";
import { at } from "./ask";

/** Bodies like this one with any one place, the whole included, replaced by any JSON value or by nothing. */
export function spoilt(body: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...pathsIn(body)), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined)))
    .map(([place, value]) => withValue(body, place, value));
}

/** Every place in a JSON value, as steps. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([step, item]) => pathsIn(item, [...path, step]))];
}

function withValue(body: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(body)) return body.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  return { ...(body as object), [step]: withValue(at(body, step), rest, value) };
}
