/** What a change of a field does. Every field of every schema carries one; tests, docs and `diff` follow it. */
import { z } from "zod";

/**
 * - `inPlace`: changed by a request, the resource stays
 * - `replaces`: part of the identity (the tuple); another value is another resource
 * - `writeOnly`: sent with a request and never read back (justification, ticket); alone it causes no request
 * - `informational`: for people, policies and pages; never makes a diff
 */
export type Mark = "inPlace" | "replaces" | "writeOnly" | "informational";

declare module "zod" {
  interface GlobalMeta {
    mark?: Mark;
  }
}

/** One field of a schema, with the path a user writes (`activation.approval`) and the mark it carries or inherits. */
export interface Field {
  readonly path: string;
  readonly mark: Mark;
  readonly schema: z.ZodType;
}

/** The leaves of an object schema. Lists and unions count as one value. */
export function fieldsOf(schema: z.ZodType, mark: Mark = "inPlace", path = ""): Field[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [{ path, mark, schema }];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
    fieldsOf(field, field.meta()?.mark ?? mark, path === "" ? name : `${path}.${name}`),
  );
}

/** Names of the top-level fields that carry `mark`. */
export function fieldsMarked(schema: z.ZodObject, mark: Mark): string[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>)
    .filter(([, field]) => field.meta()?.mark === mark)
    .map(([name]) => name);
}

/** The schema behind optional, default and transform. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  return schema;
}
