import type { DocumentedAnswer, Example } from "./example";
import { isRecord } from "./json";
import { placeOf } from "./place";

/** The method that an operation has: a list without a request's body is read, what is sent to an entity under its id changes it. */
export function rightMethod(example: Example, { body }: DocumentedAnswer): Example {
  if (example.method !== "POST") return example;
  const isList = isRecord(body) && Array.isArray(body.value);
  if (isList && example.body === undefined) return { ...example, method: "GET" };
  const { segments } = placeOf(example.url);
  const isEntity = /^[0-9a-f-]{36}$/.test(segments.at(-1) ?? "") && /^[a-z]+$/i.test(segments.at(-2) ?? "");
  return isEntity && isRecord(example.body) ? { ...example, method: "PATCH" } : example;
}
