import type { z } from "zod";
import { explain, tell } from "../model";
import { PimApiError } from "../wire";

/** An answer in the shape that was expected, or an error that names operation and field. */
export function shaped<S extends z.ZodType>(schema: S, body: unknown, operation: string): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [first, ...more] = explain(schema, body).complaints;
  const rest = more.length === 0 ? "" : `, and ${more.length} more`;
  throw unexpected(operation, `${tell("answer", first === undefined ? [] : [first])}${rest}`);
}

/** The service said yes, but not what it says according to its documentation. */
export function unexpected(operation: string, message: string): PimApiError {
  return new PimApiError({ status: 200, code: "UnexpectedAnswer", message, operation });
}
