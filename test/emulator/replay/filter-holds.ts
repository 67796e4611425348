import type { Json } from "./json";

/** What `$filter` says of every entity that a list shows, and the page may leave out: properties that equal a value. */
export function heldByFilter(filter: string | null): Json {
  if (filter === null || /\bor\b/i.test(filter)) return {};
  const held: Record<string, unknown> = {};
  let rest = filter.replaceAll(/\bnot\s*\(.*?\)\)/gi, "").replaceAll(/\bnot\s*\([^)]*\)/gi, "");
  for (const [whole, name = "", variable = "", conditions = ""] of rest.matchAll(/(\w+)\/any\((\w+):(.*?)\)/gi)) {
    const item = Object.fromEntries(equals(conditions, new RegExp(`\\b${variable}/(\\w+) eq ${literal}`, "gi")));
    const [, plain] = new RegExp(`\\b${variable} eq ${literal}`, "i").exec(conditions) ?? [];
    held[name] = [plain === undefined ? item : literalValue(plain)];
    rest = rest.replace(whole, "");
  }
  return { ...Object.fromEntries(equals(rest, new RegExp(`(?<![/\\w])(\\w+) eq ${literal}`, "gi"))), ...held };
}

const literal = "('(?:[^']|'')*'|[^\\s)]+)";

function equals(text: string, pattern: RegExp): [string, unknown][] {
  return [...text.matchAll(pattern)].map(([, name = "", value = ""]) => [name, literalValue(value)]);
}

function literalValue(text: string): unknown {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}
