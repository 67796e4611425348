export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, or undefined for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The entities of an answer: the items of a list, else the body itself. */
export function entitiesIn(body: unknown): Json[] {
  const value = isRecord(body) && "value" in body ? body.value : body;
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** Every object in a value, itself first. */
export function* objectsIn(value: unknown): Generator<Json> {
  if (isRecord(value)) yield value;
  if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* objectsIn(inner);
}
