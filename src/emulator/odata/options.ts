import { graphErrors } from "../errors";
import { type Filter, parseFilter } from "./filter-parse";

/** One navigation of `$expand` with its own options in parentheses. */
export interface Expand {
  readonly name: string;
  readonly options: Options;
}

/** The query options of a request, read but not judged against a type. */
export interface Options {
  readonly filter?: Filter;
  readonly select?: readonly string[];
  readonly expand: readonly Expand[];
  readonly orderBy: readonly { readonly path: string; readonly descending: boolean }[];
  readonly top?: number;
  readonly skip?: number;
  readonly count: boolean;
  readonly search?: string;
  readonly skipToken?: string;
}

/** Options of a URL's query. Names are taken without case and with or without `$`, as the service takes them. */
export function readOptions(query: URLSearchParams): Options {
  const given = new Map<string, string>();
  for (const [name, value] of query) given.set(name.trim().replace(/^\$/, "").toLowerCase(), value.trim());
  return build(given);
}

function build(given: ReadonlyMap<string, string>): Options {
  const filter = given.get("filter");
  const select = given.get("select");
  const top = given.get("top");
  const skip = given.get("skip");
  const search = given.get("search");
  const skipToken = given.get("skiptoken");
  return {
    ...(filter === undefined ? {} : { filter: parseFilter(filter) }),
    ...(select === undefined || select === "*" || select === "" ? {} : { select: splitAtCommas(select) }),
    expand: splitAtCommas(given.get("expand") ?? "").map(readExpand),
    orderBy: splitAtCommas(given.get("orderby") ?? "").map(readOrder),
    ...(top === undefined ? {} : { top: readTop(top) }),
    ...(skip === undefined ? {} : { skip: readSkip(skip) }),
    count: given.get("count")?.toLowerCase() === "true",
    ...(search === undefined ? {} : { search }),
    ...(skipToken === undefined ? {} : { skipToken }),
  };
}

function readExpand(text: string): Expand {
  const match = /^([^(]+)(?:\((.*)\))?$/s.exec(text);
  if (match === null)
    throw graphErrors.badRequest(`Parsing OData Select and Expand failed: Syntax error in '${text}'.`);
  const inner = new Map<string, string>();
  for (const option of split(match[2] ?? "", ";")) {
    const at = option.indexOf("=");
    if (at < 0) throw graphErrors.badRequest(`Parsing OData Select and Expand failed: Syntax error in '${option}'.`);
    inner.set(option.slice(0, at).trim().replace(/^\$/, "").toLowerCase(), option.slice(at + 1).trim());
  }
  return { name: (match[1] ?? "").trim(), options: build(inner) };
}

function readOrder(text: string): { path: string; descending: boolean } {
  const [path = "", direction = "asc"] = text.split(/\s+/);
  return { path, descending: direction.toLowerCase() === "desc" };
}

function readTop(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw graphErrors.badRequest(
      `Invalid value '${text}' for $top query option found. The $top query option requires a positive integer value.`,
    );
  return Number(text);
}

function readSkip(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw graphErrors.badRequest(
      `Invalid value '${text}' for $skip query option found. The $skip query option requires a non-negative integer value.`,
    );
  return Number(text);
}

function splitAtCommas(text: string): string[] {
  return split(text, ",");
}

/** Splits outside parentheses and quotes. */
function split(text: string, mark: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = "";
  for (const letter of text) {
    if (letter === "'") quoted = !quoted;
    if (!quoted && letter === "(") depth += 1;
    if (!quoted && letter === ")") depth -= 1;
    if (letter === mark && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = "";
    } else part += letter;
  }
  return [...parts, part.trim()].filter((each) => each !== "");
}
