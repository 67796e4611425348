import { isGuid } from "../../../src/emulator/ids";
import { isRecord } from "./json";
import { isKnownField } from "./known-fields";

/** What a comparison may build on besides the two bodies. */
export interface Grounds {
  /** Values that the tenant was given, by seed or by request: an answer that shows one of them must show the same. */
  readonly given: Given;
  /** What the root of the body is: the collection that the URL names. */
  readonly collection: string;
  /** Names that `$select` keeps; nothing else may be shown then. */
  /** Resource Manager leaves empty properties out, where its pages write null. */
  readonly nullsOmitted?: boolean;
  readonly select?: readonly string[] | undefined;
}

/** Values by property name. */
export class Given {
  readonly #values = new Set<string>();

  add(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) this.#values.add(keyOf(name, inner));
      this.add(inner);
    }
  }

  has(name: string, value: unknown): boolean {
    return this.#values.has(keyOf(name, value));
  }
}

function keyOf(name: string, value: unknown): string {
  return `${name.toLowerCase()} ${canonical(value)}`;
}

/** One text for values that mean the same: instants, ids and words without case. */
function canonical(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "";
  if (isTime(value)) return new Date(value).toISOString();
  // old answers of PIM tell subscriptions with a prefix, and the status of instances by another word
  // and a role is the same one from every scope
  // and queries say their version or do not
  const word = value
    .toLowerCase()
    .replace(/^#/, "")
    .replace(/^\/(v1\.0|beta)(?=\/)/, "")
    .replace(/^\/providers\/microsoft\.subscription(?=\/)/, "")
    .replace(/^\/subscriptions\/[^/]+(?=\/providers\/microsoft\.authorization\/roledefinitions\/)/, "");
  return word === "accepted" ? "provisioned" : word;
}

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Words that say what a thing is or how it stands: they follow from the state, never from chance. */
const words =
  /^(@odata\.type|status|action|type|assignmentType|memberType|accessId|scopeType|caller|level|duration|result|decision|ruleType|requestType|principalType|operations|inheritableSettings|enforcedSettings|isExpirationRequired)$/;

/**
 * Where an answer differs from the documented one: a field that is missing, of another type or form, with another value than
 * the tenant was given, or one that no page knows. A list may hold more than a page shows; each item shown must be in it once.
 */
export function differences(expected: unknown, actual: unknown, grounds: Grounds): string[] {
  return compare(expected, actual, { ...grounds, path: "body", name: grounds.collection, root: true });
}

interface Position extends Grounds {
  readonly path: string;
  /** Of the property, or of the list that an item is in. */
  readonly name: string;
  readonly root: boolean;
}

function compare(expected: unknown, actual: unknown, at: Position): string[] {
  if (expected === undefined) return [];
  if (Array.isArray(expected)) return compareLists(expected, actual, at);
  if (isRecord(expected)) return compareObjects(expected, actual, at);
  return compareValues(expected, actual, at);
}

function compareLists(expected: readonly unknown[], actual: unknown, at: Position): string[] {
  if (!Array.isArray(actual)) return [`${at.path}: a list is expected, got ${kindOf(actual)}`];
  if (expected.every((item) => !isRecord(item))) return compareWords(expected, actual, at);
  const free = new Set(actual.keys());
  return expected.flatMap((item, index) => {
    let best: { index: number; found: string[] } | undefined;
    for (const candidate of free) {
      const found = compare(item, actual[candidate], { ...at, path: `${at.path}[${index}]` });
      if (best === undefined || found.length < best.found.length) best = { index: candidate, found };
      if (found.length === 0) break;
    }
    if (best === undefined) return [`${at.path}[${index}]: the list has only ${actual.length} items`];
    free.delete(best.index);
    return best.found;
  });
}

/** A list of texts or numbers: the same ones where the tenant was given them, else as many kinds of them. */
function compareWords(expected: readonly unknown[], actual: readonly unknown[], at: Position): string[] {
  const unlike = `${at.path}: ${JSON.stringify(expected)} is expected, got ${JSON.stringify(actual)}`;
  if (at.given.has(at.name, expected)) return canonical(sorted(expected)) === canonical(sorted(actual)) ? [] : [unlike];
  const kinds = new Set(expected.map(kindOf));
  const strange = actual.some((item) => !isRecord(item) && expected.length > 0 && !kinds.has(kindOf(item)));
  return strange || (expected.length > 0 && actual.length === 0) ? [unlike] : [];
}

function sorted(list: readonly unknown[]): unknown[] {
  return [...list].sort();
}

function compareObjects(expected: Readonly<Record<string, unknown>>, actual: unknown, at: Position): string[] {
  if (!isRecord(actual)) return [`${at.path}: an object is expected, got ${kindOf(actual)}`];
  const isList = at.root && Array.isArray(expected.value);
  const shown = Object.entries(expected).flatMap(([name, value]) => {
    const own = name === "properties" && at.name === at.collection ? `${at.name} properties` : name;
    const here = { ...at, path: `${at.path}.${name}`, name: isList && name === "value" ? at.name : own, root: false };
    if (!(name in actual))
      return isNoise(name, at) || isDeclared(name, value) || isOmitted(value, at) ? [] : [`${here.path}: missing`];
    return compare(value, actual[name], here);
  });
  const allowed = (name: string) => name in expected || isAllowed(name, at, isList);
  const added = Object.keys(actual).filter((name) => !allowed(name));
  return [...shown, ...added.map((name) => `${at.path}.${name}: no page shows it`)];
}

/** Some pages repeat the context in items, show links of full metadata, or the next page of a list that is shorter here. */
function isNoise(name: string, { root }: Position): boolean {
  return (name.endsWith("@odata.context") && !root) || /^(@odata\.(id|nextLink|editLink)|nextLink)$/.test(name);
}

function isOmitted(value: unknown, { nullsOmitted = false }: Position): boolean {
  return nullsOmitted && (value === null || value === "");
}

/** Types that are told by some pages, and by the service only where it could be another one. */
const declared =
  /^#microsoft\.graph\.(accessReview(ScheduleDefinition|Instance|InstanceDecisionItem|HistoryDefinition|HistoryInstance|Stage|Policy)|privilegedAccessGroup\w+|unifiedRole(?!ManagementPolicy\w+Rule)\w+|approval)$/;

function isDeclared(name: string, value: unknown): boolean {
  return name === "@odata.type" && typeof value === "string" && declared.test(value);
}

function isAllowed(name: string, at: Position, isList: boolean): boolean {
  if (isNoise(name, at) || (at.root && /^@odata\.(context|count)$/.test(name))) return true;
  if (isList) return false;
  if (at.select !== undefined && at.name === at.collection)
    return name === "id" || name.startsWith("@odata.") || at.select.includes(name);
  return isKnownField(at.name, name);
}

function compareValues(expected: unknown, actual: unknown, at: Position): string[] {
  const unlike = `${at.path}: ${JSON.stringify(expected)} is expected, got ${JSON.stringify(actual)}`;
  if (at.name === "queryRoot" && actual === null) return [];
  if (expected === null) return actual === null || leftBlank.test(at.name) ? [] : [unlike];
  if (typeof expected !== typeof actual) return [`${at.path}: ${kindOf(expected)} is expected, got ${kindOf(actual)}`];
  if (canonical(expected) === canonical(actual) || isNameOf(expected, actual)) return [];
  // "type": "type" stands for any text
  if (expected === at.name) return [];
  if (words.test(at.name) || at.given.has(at.name, expected)) return [unlike];
  if (typeof expected === "string" && typeof actual === "string" && formOf(expected) !== formOf(actual))
    return [`${at.path}: ${formOf(expected)} is expected, got ${JSON.stringify(actual)}`];
  return [];
}

/** Fields that some pages leave blank where others fill them in for the same state. */
const leftBlank = /^(lastModified\w+|resource|resourceLink|queryRoot)$/;

/** Some pages tell a reference by its name, where the service tells the whole id. */
function isNameOf(expected: unknown, actual: unknown): boolean {
  return isGuid(expected) && typeof actual === "string" && actual.toLowerCase().endsWith(`/${expected.toLowerCase()}`);
}

/** Values that follow from no state are compared by form. */
function formOf(value: string): string {
  return isTime(value) ? "a time" : "a text";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}
