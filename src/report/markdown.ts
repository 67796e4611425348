/** Markdown in which nothing that comes from a tenant can act: no mention, no link, no HTML, no broken table. */

/** Text that is Markdown already. Everything else is made safe when it is set in. */
export class Markdown {
  constructor(readonly text: string) {}
}

/** Longest name or message set in, in characters. */
const LONGEST = 600;
/** Letters, digits and what stands between them; an @ only inside an address. */
const HARMLESS =
  /^[\p{L}\p{N}](?:[\p{L}\p{N} .,:'"(){}[\]/;=-]|(?<=[\p{L}\p{N}])[@_](?=[\p{L}\p{N}])|\+(?=[\p{L}\p{N}]))*$/u;
const ACTS = /^\d+[.)]\s|\bwww\.|:\/\/|\/\/|\]\(|\[\^|:[\w+-]+:/i;

/** Markdown with values set in: those that are strings are made safe. */
export function md(literals: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const text = literals.map((literal, index) => `${literal}${setIn(values[index])}`).join("");
  return new Markdown(text);
}

/** `a, b, c`. */
export function joined(list: readonly (Markdown | string)[], separator = ", "): Markdown {
  return new Markdown(list.map(setIn).join(separator));
}

/** Plain where it is harmless, else a code span, on one line. */
export function safe(text: string): string {
  const line = oneLine(text);
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return HARMLESS.test(short) && !ACTS.test(short) && short === short.trim() ? short : codeSpan(short);
}

/** Several lines as they are, in a fence that they cannot close. */
export function fenced(lines: readonly string[]): string[] {
  const clean = lines.map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(clean.join("\n")) + 1));
  return [fence, ...clean, fence];
}

/** A row of a table; pipes inside a cell do not end it. */
export function row(cells: readonly Markdown[]): string {
  return `| ${cells.map(({ text }) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

function setIn(value: string | number | Markdown | undefined): string {
  if (value instanceof Markdown) return value.text;
  return value === undefined ? "" : safe(String(value));
}

function codeSpan(text: string): string {
  const fence = "`".repeat(longestRun(text) + 1);
  const pad = fence.length > 1 || text === "" || text.startsWith(" ") || text.endsWith(" ") ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

function oneLine(text: string): string {
  return visible(text.replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, " "));
}

/** Control characters and those that turn the direction of writing become visible. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "\u{fffd}");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
