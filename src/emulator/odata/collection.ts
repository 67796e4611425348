import type { Call, Reply } from "../call";
import { graphErrors } from "../errors";
import { checkPaths, type Entity, isAdvanced, matches, type Wanted, wantedBy } from "./filter";
import type { Expand, Options } from "./options";

/** What stands behind a navigation property: an entity, a list of them, or nothing. */
export type Navigation = (entity: Entity, call: Call, options: Options) => unknown;

/** A set of entities of one type and how Graph lists it. */
export interface Collection {
  /** As in `@odata.context`: "users", "roleManagement/directory/roleDefinitions". */
  readonly context: string;
  /** "microsoft.graph.user". */
  readonly type: string;
  /** Names that `$filter`, `$select` and `$orderby` may use; undefined for mixed lists, where any name passes. */
  readonly properties: (version: Call["version"]) => readonly string[] | undefined;
  /** What is shown only when `$select` names it; the id comes along then. */
  readonly onlyAsked?: readonly string[];
  /** What is shown without `$select`; undefined for all others. */
  readonly defaults?: (version: Call["version"]) => readonly string[] | undefined;
  readonly navigation: Readonly<Record<string, Navigation>>;
  /** All rows after a sequence in its order, narrowed by `wanted` where an index helps; the filter is applied afterwards. */
  readonly rows: (call: Call, wanted: Wanted, after: number) => Iterable<{ sequence: number; entity: Entity }>;
  /** Advanced queries need `ConsistencyLevel: eventual` here, as for directory objects. */
  readonly consistency?: true;
  /** Default and largest `$top`. */
  readonly page: number;
  readonly largestPage?: number;
}

/** Answers a list: filter, order, page, then expand and select what is left. */
export function listOf(collection: Collection, call: Call): Reply {
  const { options } = call;
  const size = Math.min(options.top ?? collection.page, collection.largestPage ?? collection.page);
  checkNames(collection, call, options);
  if (collection.consistency) checkConsistency(call);
  const token = readToken(options);
  const found = select(collection, call, token, size);
  const page = found.rows.slice(0, size);
  const more = found.rows.length > size;
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      "@odata.context": `${call.base}/$metadata#${collection.context}${contextSuffix(options)}`,
      ...(options.count && options.skipToken === undefined ? { "@odata.count": found.count } : {}),
      ...(more && last !== undefined
        ? { "@odata.nextLink": nextLink(call, { after: last.sequence, skip: token.skip + size }) }
        : {}),
      value: page.map(({ entity }) => present(collection, entity, call, options)),
    },
  };
}

/** Answers one entity. */
export function oneOf(collection: Collection, entity: Entity, call: Call, status = 200): Reply {
  checkNames(collection, call, call.options);
  return {
    status,
    body: {
      "@odata.context": `${call.base}/$metadata#${collection.context}${contextSuffix(call.options)}/$entity`,
      ...present(collection, entity, call, call.options),
    },
  };
}

/** Shapes an entity: navigations that `$expand` names, properties that `$select` names. */
export function present(collection: Collection, entity: Entity, call: Call, options: Options): Entity {
  const shown = options.select ?? collection.defaults?.(call.version);
  const { onlyAsked = [] } = collection;
  const all = () => Object.keys(entity).filter((name) => !onlyAsked.includes(name));
  const withId = options.select?.some((name) => onlyAsked.includes(name)) ? ["id"] : [];
  const names = shown === undefined ? all() : ["@odata.type", ...withId, ...shown];
  const result: Record<string, unknown> = {};
  for (const name of names) if (Object.hasOwn(entity, name)) result[name] = entity[name];
  for (const { name, options: inner } of expansions(collection, options.expand)) {
    const navigate = Object.hasOwn(collection.navigation, name) ? collection.navigation[name] : undefined;
    if (navigate === undefined) throw graphErrors.unknownProperty(name, collection.type);
    result[name] = navigate(entity, call, inner);
  }
  return result;
}

function expansions(collection: Collection, expand: readonly Expand[]): readonly Expand[] {
  const [first] = expand;
  if (first?.name !== "*") return expand;
  return Object.keys(collection.navigation).map((name) => ({ name, options: first.options }));
}

function select(collection: Collection, call: Call, token: Token, size: number) {
  const { filter, orderBy, count, search, skip } = call.options;
  const everything = count || orderBy.length > 0 || skip !== undefined;
  const rows: { sequence: number; entity: Entity }[] = [];
  for (const row of collection.rows(call, wantedBy(filter), everything ? 0 : token.after)) {
    if (filter !== undefined && !matches(filter, row.entity)) continue;
    if (search !== undefined && !found(search, row.entity)) continue;
    rows.push(row);
    if (!everything && rows.length > size) break;
  }
  if (!everything) return { rows, count: rows.length };
  rows.sort((left, right) => inOrder(left.entity, right.entity, orderBy));
  return { rows: rows.slice(token.skip), count: rows.length };
}

function inOrder(left: Entity, right: Entity, orderBy: Options["orderBy"]): number {
  for (const { path, descending } of orderBy) {
    const order = String(left[path] ?? "").localeCompare(String(right[path] ?? ""), "en", { sensitivity: "base" });
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** `$search="displayName:Video" OR "description:prod"`: a word at the start of any word of the property. */
function found(search: string, entity: Entity): boolean {
  const terms = [...search.matchAll(/"?(\w+):([^"]+)"?/g)];
  if (terms.length === 0) throw graphErrors.badRequest(`Syntax error in $search '${search}'.`);
  const passes = ([, name = "", text = ""]: RegExpMatchArray) =>
    ` ${wordsOf(String(entity[name] ?? ""))}`.includes(` ${text.trim().toLowerCase()}`);
  return /" OR "/i.test(search) ? terms.some(passes) : terms.every(passes);
}

/** "contosoAdmin1" is three words. */
function wordsOf(text: string): string {
  return text.replace(/(?<=[a-z])(?=[A-Z0-9])/g, " ").toLowerCase();
}

function checkNames(collection: Collection, call: Call, options: Options): void {
  const listed = collection.properties(call.version);
  if (listed === undefined) return;
  const known = new Set([...listed, ...Object.keys(collection.navigation), ...extensionsIn(options)]);
  if (options.filter !== undefined) checkPaths(options.filter, known, collection.type);
  for (const name of [...(options.select ?? []), ...options.orderBy.map((order) => order.path)])
    if (!known.has(name.split("/")[0] ?? "")) throw graphErrors.unknownProperty(name, collection.type);
}

/** Extensions are properties that a tenant has added, known by the form of their names. */
function extensionsIn({ select = [] }: Options): readonly string[] {
  return select.filter((name) => /^(ext[a-z0-9]{8}|extension_[0-9a-f]{32})_\w+$/i.test(name));
}

/** https://learn.microsoft.com/graph/aad-advanced-queries */
function checkConsistency({ headers, options }: Call): void {
  const advanced = options.search !== undefined || (options.filter !== undefined && isAdvanced(options.filter));
  const eventual = headers.get("consistencylevel")?.toLowerCase() === "eventual";
  if (advanced && !(eventual && (options.count || options.search !== undefined)))
    throw graphErrors.unsupportedQuery(
      "Unsupported or invalid query filter clause specified; advanced queries need the header ConsistencyLevel: eventual and $count=true.",
    );
}

interface Token {
  readonly after: number;
  readonly skip: number;
}

function readToken({ skipToken: text, skip = 0 }: Options): Token {
  if (text === undefined) return { after: 0, skip };
  const parts = /^(\d+)\.(\d+)$/.exec(Buffer.from(text, "base64url").toString());
  if (parts === null) throw graphErrors.invalidRequest("Invalid skip token.");
  return { after: Number(parts[1]), skip: Number(parts[2]) };
}

function nextLink(call: Call, token: Token): string {
  const query = new URLSearchParams(call.query);
  query.delete("$skiptoken");
  query.set("$skiptoken", Buffer.from(`${token.after}.${token.skip}`).toString("base64url"));
  return `${call.base}${call.path}?${query.toString().replaceAll("%24", "$").replaceAll("+", "%20")}`;
}

function contextSuffix(options: Options): string {
  const names = [
    ...(options.select ?? []),
    ...options.expand.map(({ name, options: inner }) => `${name}${contextSuffix(inner) || "()"}`),
  ];
  return names.length === 0 ? "" : `(${names.join(",")})`;
}
