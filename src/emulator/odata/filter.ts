import { graphErrors } from "../errors";
import type { Filter, Literal, Operator, TextTest } from "./filter-parse";

export type Entity = Readonly<Record<string, unknown>>;

/** What a filter demands of plain properties by `eq` or `in`, joined by `and`: a list may narrow itself by index with it. */
export type Wanted = ReadonlyMap<string, readonly Literal[]>;

export function wantedBy(filter: Filter | undefined): Wanted {
  const wanted = new Map<string, readonly Literal[]>();
  collect(filter, wanted);
  return wanted;
}

function collect(filter: Filter | undefined, wanted: Map<string, readonly Literal[]>): void {
  if (filter?.kind === "and") {
    collect(filter.left, wanted);
    collect(filter.right, wanted);
  } else if (filter?.kind === "compare" && filter.operator === "eq") wanted.set(filter.path, [filter.value]);
  else if (filter?.kind === "in") wanted.set(filter.path, filter.values);
}

/** Texts among the wanted values of a property; undefined when the filter does not narrow it to texts. */
export function wantedTexts(wanted: Wanted, property: string): readonly string[] | undefined {
  const values = wanted.get(property);
  return values?.every((value) => typeof value === "string") ? values : undefined;
}

/** Refuses a filter on a property that the type does not have, as the service does. */
export function checkPaths(filter: Filter, known: ReadonlySet<string>, type: string, variable?: string): void {
  if ("left" in filter) {
    checkPaths(filter.left, known, type, variable);
    checkPaths(filter.right, known, type, variable);
  } else if (filter.kind === "not") checkPaths(filter.inner, known, type, variable);
  else {
    const [first = ""] = filter.path.split("/");
    if (first !== variable && !known.has(first)) throw graphErrors.unknownProperty(first, type);
    if ((filter.kind === "any" || filter.kind === "all") && filter.inner !== undefined)
      checkPaths(filter.inner, known, type, filter.variable);
  }
}

/** Does it use what the directory answers only with eventual consistency: `ne`, `not`, `endswith`? */
export function isAdvanced(filter: Filter): boolean {
  if ("left" in filter) return isAdvanced(filter.left) || isAdvanced(filter.right);
  if (filter.kind === "not") return true;
  if (filter.kind === "compare") return filter.operator === "ne";
  return filter.kind === "text" && filter.test === "endswith";
}

/** Does the entity pass? Texts compare without case; dates as instants; a list under `any` and `all`. */
export function matches(filter: Filter, entity: Entity): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, entity) && matches(filter.right, entity);
    case "or":
      return matches(filter.left, entity) || matches(filter.right, entity);
    case "not":
      return !matches(filter.inner, entity);
    case "compare":
      return compare(valueAt(entity, filter.path), filter.operator, filter.value);
    case "in":
      return filter.values.some((value) => compare(valueAt(entity, filter.path), "eq", value));
    case "text":
      return textTest(valueAt(entity, filter.path), filter.test, filter.value);
    case "any":
      return items(entity, filter.path).some((item) => matchesItem(filter, item, entity));
    case "all":
      return items(entity, filter.path).every((item) => matchesItem(filter, item, entity));
  }
}

function matchesItem(filter: Extract<Filter, { kind: "any" | "all" }>, item: unknown, entity: Entity): boolean {
  return filter.inner === undefined || matches(filter.inner, { ...entity, [filter.variable]: item });
}

function items(entity: Entity, path: string): readonly unknown[] {
  const value = valueAt(entity, path);
  return Array.isArray(value) ? value : [];
}

/** A step may be a cast ("microsoft.graph.user"): what is of another type has no value there. */
function valueAt(entity: Entity, path: string): unknown {
  let value: unknown = entity;
  for (const step of path.split("/")) {
    if (typeof value !== "object" || value === null) return null;
    const inside = value as Entity;
    if (step.startsWith("microsoft.graph.")) value = inside["@odata.type"] === `#${step}` ? inside : null;
    else value = inside[step];
  }
  return value ?? null;
}

function compare(found: unknown, operator: Operator, value: Literal): boolean {
  if (operator === "eq") return same(found, value);
  if (operator === "ne") return !same(found, value);
  if (found === null || value === null) return false;
  const [left, right] = comparable(found, value);
  if (operator === "gt") return left > right;
  if (operator === "ge") return left >= right;
  if (operator === "lt") return left < right;
  return left <= right;
}

function same(found: unknown, value: Literal): boolean {
  if (typeof found === "string" && typeof value === "string") return found.toLowerCase() === value.toLowerCase();
  return found === value;
}

function comparable(found: unknown, value: Literal): [string | number, string | number] {
  if (typeof found === "number" && typeof value === "number") return [found, value];
  const dates: [number, number] = [Date.parse(String(found)), Date.parse(String(value))];
  return dates.some(Number.isNaN) ? [String(found).toLowerCase(), String(value).toLowerCase()] : dates;
}

function textTest(found: unknown, test: TextTest, value: string): boolean {
  if (typeof found !== "string") return false;
  const [text, part] = [found.toLowerCase(), value.toLowerCase()];
  if (test === "startswith") return text.startsWith(part);
  return test === "endswith" ? text.endsWith(part) : text.includes(part);
}
