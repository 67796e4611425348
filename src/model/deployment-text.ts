import { type Deployment, deployment, writeOut } from "./deployment";
import { complainAboutDeployment } from "./deployment-rules";
import { type Complaint, explain } from "./explain";
import { isMapping } from "./mapping";

/** What reading needs of the package `yaml`. The caller brings it: policies share the model and read no YAML. */
export interface YamlReader<Counter extends LineCounter> {
  parseDocument(text: string, options: { lineCounter: Counter; prettyErrors: false; logLevel: "error" }): YamlDocument;
  LineCounter: new () => Counter;
}
interface LineCounter {
  linePos(offset: number): { line: number; col: number };
}
interface YamlError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}
interface YamlDocument {
  readonly contents: unknown;
  readonly errors: readonly YamlError[];
  toJS(): unknown;
}

/** A deployment file as it was read: what it says, or everything that is wrong with it. */
export interface DeploymentText {
  /** Absent where something is wrong. */
  readonly deployment?: Deployment;
  /** Names of the roles, whatever else is wrong. */
  readonly roles: readonly string[];
  /** What is wrong with the file, and `more` about paths of it, in the file's order and with line and column. */
  complaints(more?: readonly Complaint[]): Complaint[];
}

/** Reads a deployment file. Nothing is thrown: all mistakes of the file come back together. */
export function readDeployment<Counter extends LineCounter>(text: string, yaml: YamlReader<Counter>): DeploymentText {
  const lineCounter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "error" });
  const at = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  if (document.errors.length > 0) {
    // an error may begin at the blanks before what it is about
    const start = ({ pos: [offset] }: YamlError) => offset + (text.slice(offset).match(/^\s*(?=\S)/)?.[0].length ?? 0);
    const malformed = document.errors.map((error) => ({ path: at(start(error)), message: wordOf(error) }));
    return { roles: [], complaints: () => malformed };
  }
  const { complaints: own, ...said } = judge(document);
  const complaints = (more: readonly Complaint[] = []) =>
    [...own, ...more]
      .map((complaint) => ({ ...complaint, offset: offsetOf(document.contents, complaint.path) }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ path, message, offset }) => ({ path: path === "" ? "" : `${path} (${at(offset)})`, message }));
  return { ...said, complaints };
}

interface Judged {
  readonly deployment?: Deployment;
  readonly roles: readonly string[];
  readonly complaints: readonly Complaint[];
}

function judge(document: YamlDocument): Judged {
  let written: unknown;
  try {
    written = writeOut(document.toJS());
    // an alias that holds itself has no end, and cannot be written as JSON
    JSON.stringify(written);
  } catch (error) {
    const circular = error instanceof TypeError;
    const message = circular ? "an alias (*name) must not stand inside of what it repeats" : (error as Error).message;
    return { complaints: [{ path: "", message: inOurWords(message) }], roles: [] };
  }
  if (written === null || written === undefined) {
    const message = `says nothing yet; it may say ${Object.keys(deployment.shape).join(", ")}`;
    return { complaints: [{ path: "", message }], roles: [] };
  }
  const roles = isMapping(written) && isMapping(written.entraRoles) ? Object.keys(written.entraRoles) : [];
  const { value, complaints: ofShape } = explain(deployment, written);
  const complaints = [...ofShape, ...complainAboutDeployment(written)];
  return complaints.length > 0 || value === undefined
    ? { complaints, roles }
    : { deployment: value, complaints: [], roles };
}

function wordOf({ code, message }: YamlError): string {
  return code === "MULTIPLE_DOCS" ? "must be one YAML document; drop the line ---" : inOurWords(message);
}

function inOurWords(message: string): string {
  return `malformed YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

interface Node {
  readonly range?: readonly [number, number, number] | null;
  readonly items?: readonly unknown[];
}

/** Where a path stands in the text: its key, or the nearest thing above it that is written there. */
function offsetOf(contents: unknown, path: string): number {
  let offset = startOf(contents) ?? 0;
  let node: unknown = contents;
  let rest = path;
  while (rest !== "") {
    const step = stepInto(node, rest);
    if (step === undefined) return offset;
    offset = startOf(step.at) ?? offset;
    node = step.value;
    rest = step.rest;
  }
  return offset;
}

/** One step down a path such as `entraRoles.Global Administrator.eligible[0]`; the longest key that fits, keys may hold dots. */
function stepInto(node: unknown, path: string): { at: unknown; value: unknown; rest: string } | undefined {
  const items = (node as Node | null)?.items ?? [];
  const index = /^\[(\d+)\]\.?/.exec(path);
  if (index !== null) {
    const item = items[Number(index[1])];
    return item === undefined ? undefined : { at: item, value: item, rest: path.slice(index[0].length) };
  }
  const pairs = items.filter((item) => isMapping(item) && "key" in item) as { key: unknown; value: unknown }[];
  const fitting = pairs
    .map(({ key, value }) => ({ key, value, name: String((key as { value?: unknown } | null)?.value ?? "") }))
    .filter(({ name }) => name !== "" && path.startsWith(name) && /^($|[.[])/.test(path.slice(name.length)))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  if (fitting === undefined) return undefined;
  return { at: fitting.key, value: fitting.value, rest: path.slice(fitting.name.length).replace(/^\./, "") };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
