/** What stopped a run, in words that need no knowledge of the engine. */
import type { Line } from "./line";
import { namedIn } from "./names";
import type { EventLog } from "./read-events";

const PROTECTED = /resource "(urn:pulumi:[^"]+)" cannot be deleted\s+because it is protected[\s\S]*/;
/** What the engine says last whenever something failed. */
const EMPTY = /^(preview|update|refresh|destroy) failed\.?$/i;

/** Errors and warnings of a run, each once; the engine's closing remark only where nothing else is known. */
export function stoppagesOf(log: EventLog, lines: readonly Line[]): Pick<EventLog, "errors" | "warnings"> {
  const names = new Map(lines.flatMap((line) => line.urns.map((urn) => [urn, line] as const)));
  const said = (messages: readonly string[]) => [...new Set(messages.flatMap((one) => one.split("\n\n")).map(plain))];
  const plain = (message: string) =>
    message
      .replace(PROTECTED, (_, urn: string) => protectedLine(urn, names.get(urn)))
      .replace(/urn:pulumi:[^\s"'`]+/g, (urn) => nameOf(urn, names.get(urn)))
      .replace(/pulumi-nodejs:dynamic\/pim:(\w+) resource '([^']+)' has a problem: /g, "$2: ")
      .trim();
  const errors = said(log.errors).filter((message) => message !== "");
  const telling = errors.filter((message) => !EMPTY.test(message));
  const broken = log.rulings.some(({ level }) => level === "mandatory");
  return { errors: telling.length > 0 || broken ? telling : errors, warnings: said(log.warnings) };
}

function protectedLine(urn: string, line: Line | undefined): string {
  const name = nameOf(urn, line);
  const { breakGlass, principalName, principalId } = line?.before?.inputs ?? {};
  const who = principalName ?? principalId ?? "NAME";
  if (breakGlass !== true) return `${name} is protected and cannot be deleted`;
  return `${name} is a break-glass account and is not removed; retire it first: pulumi config set pim:retireBreakGlass ${who}, then up`;
}

function nameOf(urn: string, line: Line | undefined): string {
  return line === undefined ? (urn.split("::").at(-1) ?? urn) : namedIn(line);
}
