import { graphErrors } from "../errors";
import { isGuid } from "../ids";

export type Literal = string | number | boolean | null;

export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly inner: Filter }
  | { readonly kind: "compare"; readonly path: string; readonly operator: Operator; readonly value: Literal }
  | { readonly kind: "in"; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: "text"; readonly test: TextTest; readonly path: string; readonly value: string }
  | {
      readonly kind: "any" | "all";
      readonly path: string;
      readonly variable: string;
      readonly inner: Filter | undefined;
    };

export type Operator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type TextTest = "startswith" | "endswith" | "contains";

const operators: ReadonlySet<string> = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const textTests: ReadonlySet<string> = new Set(["startswith", "endswith", "contains"]);
/** More values than this in one `in` are refused by the service. */
const mostValues = 15;
const token = /\s*(?:('(?:[^']|'')*')|([(),:])|([^\s(),:']+(?::[^\s(),']+)*))/y;

/** `$filter` text → tree. Throws the service's 400 for what it cannot read. */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  const parser = new Parser(tokens, text);
  return parser.whole();
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const position = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw invalid(`Syntax error at position ${position} in '${text}'.`);
    tokens.push(...splitLambda(match[1] ?? match[2] ?? match[3] ?? ""));
  }
  return tokens;
}

/** `x:x` is one word to the pattern, so that dates with colons stay whole; a lambda needs it apart. */
function splitLambda(word: string): string[] {
  const lambda = /^([A-Za-z_]\w*):([A-Za-z_].*)$/.exec(word);
  return lambda === null ? [word] : [lambda[1] ?? "", ":", lambda[2] ?? ""];
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #text: string;
  #next = 0;

  constructor(tokens: readonly string[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  whole(): Filter {
    const filter = this.#or();
    if (this.#peek() !== undefined) throw this.#unexpected();
    return filter;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#takeWord("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#not();
    while (this.#takeWord("and")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Filter {
    return this.#takeWord("not") ? { kind: "not", inner: this.#not() } : this.#primary();
  }

  #primary(): Filter {
    if (this.#take("(")) {
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    const word = this.#word();
    if (textTests.has(word.toLowerCase()) && this.#take("(")) return this.#textTest(word.toLowerCase() as TextTest);
    const lambda = /^(.+)\/(any|all)$/i.exec(word);
    if (lambda !== null && this.#take("(")) return this.#lambda(lambda[1] ?? "", lambda[2]?.toLowerCase() === "all");
    return this.#comparison(word);
  }

  #textTest(test: TextTest): Filter {
    const path = this.#word();
    this.#expect(",");
    const value = this.#literal();
    this.#expect(")");
    if (typeof value !== "string") throw invalid(`The function '${test}' needs a text in '${this.#text}'.`);
    return { kind: "text", test, path, value };
  }

  #lambda(path: string, all: boolean): Filter {
    const kind = all ? "all" : "any";
    if (this.#take(")")) return { kind, path, variable: "", inner: undefined };
    const variable = this.#word();
    this.#expect(":");
    const inner = this.#or();
    this.#expect(")");
    return { kind, path, variable, inner };
  }

  #comparison(path: string): Filter {
    const operator = this.#word().toLowerCase();
    if (operator === "in") return { kind: "in", path, values: this.#values() };
    if (!operators.has(operator)) throw this.#unexpected();
    return { kind: "compare", path, operator: operator as Operator, value: this.#literal() };
  }

  #values(): Literal[] {
    this.#expect("(");
    const values = [this.#literal()];
    while (this.#take(",")) values.push(this.#literal());
    this.#expect(")");
    if (values.length > mostValues)
      throw graphErrors.unsupportedQuery(
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${values.length}. Max allowed: ${mostValues}.`,
      );
    return values;
  }

  #literal(): Literal {
    const word = this.#peek();
    if (word === undefined || /^[(),:]$/.test(word)) throw this.#unexpected();
    this.#next += 1;
    if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
    if (word === "null") return null;
    if (/^(true|false)$/i.test(word)) return word.toLowerCase() === "true";
    if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
    if (isGuid(word) || /^\d{4}-\d\d-\d\d/.test(word)) return word;
    throw invalid(`'${word}' is neither a text in quotes nor a number, date, true, false or null in '${this.#text}'.`);
  }

  #word(): string {
    const word = this.#peek();
    if (word === undefined || !/^[A-Za-z_@]/.test(word)) throw this.#unexpected();
    this.#next += 1;
    return word;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(mark: string): boolean {
    if (this.#peek() !== mark) return false;
    this.#next += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    if (this.#peek()?.toLowerCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw this.#unexpected();
  }

  #unexpected(): Error {
    const found = this.#peek();
    return invalid(`Syntax error${found === undefined ? " at the end" : ` near '${found}'`} in '${this.#text}'.`);
  }
}

function invalid(message: string): Error {
  return graphErrors.badRequest(`Invalid filter clause: ${message}`);
}
