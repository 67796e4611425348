/** From a schema's issues to complaints in the user's words: what, got, allowed, cure. The only wording of validation errors. */
import { z } from "zod";
import { isMapping } from "./mapping";
import { unwrap } from "./mark";
import { didYouMean } from "./suggest";
import { hasUnknown } from "./unknown";

/** Something wrong at `path` (`schedule.duration`; empty for the whole value). */
export interface Complaint {
  readonly path: string;
  readonly message: string;
}

export type Explained<T> =
  | { readonly value: T; readonly complaints: [] }
  | { readonly value?: never; readonly complaints: Complaint[] };

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * The value in canonical form, or everything that is wrong with it. Values not known yet in a preview are passed over:
 * nothing is said about them, and a field that holds one comes back untouched.
 */
export function explain<S extends z.ZodType>(schema: S, input: unknown): Explained<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success && !hasUnknown(input)) return { value: parsed.data, complaints: [] };
  const issues = parsed.success ? [] : parsed.error.issues.filter((issue) => !hasUnknown(at(input, issue.path)));
  if (issues.length > 0) return { complaints: complaintsOf(schema, issues, input) };
  return { value: canonicalWhereKnown(schema, input) as z.output<S>, complaints: [] };
}

function canonicalWhereKnown(schema: z.ZodType, input: unknown): unknown {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject) || typeof input !== "object" || input === null) return input;
  const shape = inner.shape as Record<string, z.ZodType>;
  const given = input as Record<string, unknown>;
  return Object.fromEntries(
    [...new Set([...Object.keys(shape), ...Object.keys(given)])].flatMap((name) => {
      const value = given[name];
      const parsed = hasUnknown(value) ? undefined : shape[name]?.safeParse(value);
      const canonical = parsed?.success ? parsed.data : value;
      return canonical === undefined ? [] : [[name, canonical]];
    }),
  );
}

/** All complaints as one text: `2 mistakes in x:` and a line each; a single one in a line of its own. */
export function tell(where: string, complaints: readonly Complaint[]): string {
  const lines = complaints.map(({ path, message }) => visible(path === "" ? message : `${path}: ${message}`));
  return lines.length === 1
    ? `${where}: ${lines[0]}`
    : `${where}: ${lines.length} mistakes\n${lines.map((line) => `  - ${line}`).join("\n")}`;
}

/** A name out of a file or a tenant may hold what moves a terminal's cursor or turns the line around: shown, not obeyed. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

function complaintsOf(schema: z.ZodType | undefined, issues: readonly Issue[], input: unknown): Complaint[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      return [{ path: write(issue.path), message: word(issue, at(input, issue.path)) }];
    }
    const known = fieldNames(schema, issue.path);
    const allowed = known.length === 0 ? "" : `; known fields: ${known.join(", ")}`;
    return issue.keys.map((key) => ({
      path: write([...issue.path, key]),
      message: `unknown field${didYouMean(key, known) || allowed}`,
    }));
  });
}

function word(issue: Issue, got: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return got === undefined
        ? `is required (${article(issue.expected)})`
        : `must be ${article(issue.expected)}, got ${show(got)}`;
    case "invalid_value": {
      const allowed = issue.values.map(show);
      const guess = typeof got === "string" ? didYouMean(got, issue.values.map(String)) : "";
      if (got === undefined) return `is required; one of ${allowed.join(", ")}`;
      return `must be ${allowed.length === 1 ? "" : "one of "}${allowed.join(", ")}, got ${show(got)}${guess}`;
    }
    case "invalid_union":
      return wordOfUnion(issue, got);
    case "too_small":
      return got === "" ? "must not be empty" : `must have at least ${issue.minimum}, got ${show(got)}`;
    case "too_big":
      return `must have at most ${issue.maximum}, got ${show(got)}`;
    default:
      return issue.message;
  }
}

/** Of a union's complaints, those of the form that came nearest. */
function wordOfUnion(issue: z.core.$ZodIssueInvalidUnion, got: unknown): string {
  const forms = issue.errors.filter((errors) => errors.length > 0);
  const types = new Set(
    forms.map(([first]) => (first?.path.length === 0 && first.code === "invalid_type" ? first.expected : "")),
  );
  if (!types.has("")) {
    const expected = [...types].map(article).join(" or ");
    return got === undefined ? `is required (${expected})` : `must be ${expected}, got ${show(got)}`;
  }
  const names = forms.flatMap((errors) => errors.filter(isMissing).map(({ path }) => String(path[0])));
  const strange = isMapping(got)
    ? Object.keys(got).find((key) => forms.every((errors) => rejects(errors, key)))
    : undefined;
  if (strange !== undefined)
    return `unknown field "${strange}"${didYouMean(strange, names) || `; allowed is one of ${[...new Set(names)].join(", ")}`}`;
  const closest = forms.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
  if (closest === undefined) return `has none of the allowed forms, got ${show(got)}`;
  return complaintsOf(undefined, closest, got)
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
}

/** A form without any field (a name alone) rejects every one. */
function rejects(issues: readonly Issue[], key: string): boolean {
  return issues.some(
    (issue) => issue.path.length === 0 && (issue.code !== "unrecognized_keys" || issue.keys.includes(key)),
  );
}

function isMissing({ code, path, input }: Issue): boolean {
  return code === "invalid_type" && path.length === 1 && input === undefined;
}

function depth(issues: readonly Issue[]): number {
  const shallow = issues.some((issue) => issue.code === "unrecognized_keys" || issue.path.length === 0);
  return shallow ? 0 : Math.max(...issues.map((issue) => issue.path.length));
}

/** Names of the fields that the object at `path` may have. */
function fieldNames(schema: z.ZodType | undefined, path: Path): string[] {
  const inner = schema === undefined ? undefined : unwrap(schema);
  const [step, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    const shape = inner.shape as Record<string, z.ZodType>;
    return step === undefined ? Object.keys(shape) : fieldNames(shape[String(step)], rest);
  }
  if (inner instanceof z.ZodArray) return fieldNames(inner.element as z.ZodType, rest);
  if (inner instanceof z.ZodRecord) return fieldNames(inner.valueType as z.ZodType, rest);
  return [];
}

function at(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

function write(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );
}

function article(expected: string): string {
  const names: Record<string, string> = {
    array: "a list",
    object: "a mapping",
    record: "a mapping",
    int: "a whole number",
    boolean: "true or false",
  };
  return names[expected] ?? `a ${expected}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
