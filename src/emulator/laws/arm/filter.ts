import type { ArmCall } from "../../arm-call";
import { armErrors } from "../../arm-errors";

/** A `$filter` of ARM: functions and equations, joined by `and`. Names are in lower case. */
export interface ArmFilter {
  /** Function → its argument, "" without one: `assignedto` → an object id, `atscope` → "". */
  readonly functions: ReadonlyMap<string, string>;
  /** Property → values of which one must be met; more than one where `or` joined them. */
  readonly equals: ReadonlyMap<string, readonly string[]>;
}

/** What one list can be asked for. */
export interface FilterWords {
  readonly functions: readonly string[];
  readonly properties: readonly string[];
  /** As the service lists them in its refusal: "'atScope()' or 'principalId eq '{value}''". */
  readonly supported: string;
  /** True where a value need not stand in quotes. */
  readonly bareValues?: true;
}

const functionTerm = /^([A-Za-z]+)\(\s*(?:'([^']*)'|([^'\s)]*))\s*\)$/;
const equationTerm = /^([A-Za-z/.]+)\s+eq\s+(?:'((?:[^']|'')*)'|([^'\s]+))$/i;

/** Reads `$filter`; throws the service's 400 for what the list does not know. Without one: empty. */
export function readFilter({ query }: Pick<ArmCall, "query">, words: FilterWords): ArmFilter {
  const text = [...query].find(([name]) => /^\$?filter$/i.test(name))?.[1].trim() ?? "";
  const functions = new Map<string, string>();
  const equals = new Map<string, readonly string[]>();
  if (text === "") return { functions, equals };
  const refuse = () => armErrors.unsupportedFilter(text, words.supported);
  for (const part of split(text, "and")) {
    const call = functionTerm.exec(part);
    if (call === null) {
      const [name, values] = readEquation(part, words.bareValues === true) ?? [];
      if (name === undefined || values === undefined || !knows(words.properties, name)) throw refuse();
      equals.set(name, values);
    } else if (knows(words.functions, call[1] ?? ""))
      functions.set((call[1] ?? "").toLowerCase(), call[2] ?? call[3] ?? "");
    else throw refuse();
  }
  return { functions, equals };
}

/** One property, its values joined by `or`. */
function readEquation(text: string, bareValues: boolean): [string, string[]] | undefined {
  const terms = split(text, "or").map((term) => equationTerm.exec(term));
  const names = new Set(terms.map((term) => term?.[1]?.toLowerCase()));
  const [name] = names;
  const values = terms.map((term) => term?.[2]?.replaceAll("''", "'") ?? (bareValues ? term?.[3] : undefined));
  if (names.size !== 1 || name === undefined || !values.every((value) => value !== undefined)) return undefined;
  return [name, values];
}

function knows(names: readonly string[], name: string): boolean {
  return names.some((known) => known.toLowerCase() === name.toLowerCase());
}

/** Parts between a word that stands outside quotes and parentheses; parentheses around a part go. */
function split(text: string, word: "and" | "or"): string[] {
  const whole = unwrap(text.trim());
  const joint = new RegExp(`\\s${word}\\s`, "iy");
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < whole.length; index += 1) {
    const letter = whole[index];
    if (letter === "'") quoted = !quoted;
    else if (!quoted && letter === "(") depth += 1;
    else if (!quoted && letter === ")") depth -= 1;
    joint.lastIndex = index;
    if (quoted || depth > 0 || !joint.test(whole)) continue;
    parts.push(whole.slice(start, index));
    start = joint.lastIndex;
  }
  return [...parts, whole.slice(start)].map((part) => unwrap(part.trim()));
}

/** `((x))` → `x`; a parenthesis that closes before the end belongs to something inside. */
function unwrap(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (depth === 0 && index < text.length - 1) return text;
  }
  return unwrap(text.slice(1, -1).trim());
}
