/** Who gains, loses or keeps which role: a sentence for each line that a run changes. */
import {
  beginsLater,
  endAfter,
  foundParts,
  isRollback,
  keptIn,
  sayAfter,
  sayKept,
  sayState,
  standingBack,
  wordOf,
} from "./holding";
import { isEdited, type Line, same } from "./line";
import { joined, type Markdown, md } from "./markdown";
import { rankOf, roleOf, whoOf } from "./names";
import { sayDay, sayDuration } from "./say-time";

/**
 * - `gains`: holds the role, who held nothing
 * - `changes`: holds it otherwise than before
 * - `taken`: in code from now on, as it is in the tenant
 * - `loses`: the line goes
 * - `renamed`: another name in the program and nothing else
 */
export type Effect = "gains" | "changes" | "taken" | "loses" | "renamed";

/** A sentence about somebody and a role; `words` follow their names. */
export interface Sentence {
  readonly rank: string;
  readonly who: Markdown;
  readonly role: Markdown;
  readonly words: Markdown;
}

export interface HoldingChange extends Sentence {
  readonly effect: Effect;
}

/** What the run does to people, groups and service principals. */
export function describeHoldings(lines: readonly Line[], now: Date): HoldingChange[] {
  return lines.filter(isHolding).flatMap((line) => {
    const change = changeOf(line, lines, now);
    return change === undefined ? [] : [{ ...change, rank: rankOf(line), who: whoOf(line), role: roleOf(line) }];
  });
}

export function isHolding({ kind }: Line): boolean {
  return kind === "eligibility" || kind === "assignment";
}

/** ` · activate with MFA, ticket, approval; 1 hour`, as far as the role's settings in the same log say; empty otherwise. */
export function howToActivate(line: Line, lines: readonly Line[]): Markdown {
  const { role } = (line.after ?? line.live ?? line.before)?.inputs ?? {};
  const settings = lines.find(({ kind, after, live }) => kind === "settings" && (after ?? live)?.inputs.role === role);
  const activation = (settings?.after ?? settings?.live)?.inputs.activation as
    | {
        require?: string[];
        authenticationContext?: string;
        approval?: { required?: boolean };
        maximumDuration?: string;
      }
    | undefined;
  if (line.kind !== "eligibility" || activation === undefined) return md``;
  const { require = [], authenticationContext = "none", approval, maximumDuration } = activation;
  const asked = [
    ...["mfa", "justification", "ticket"].filter((check) => require.includes(check)),
    ...(authenticationContext === "none" ? [] : [`context ${authenticationContext}`]),
    ...(approval?.required === true ? ["approval"] : []),
  ].map((check) => (check === "mfa" ? "MFA" : check));
  const checks = asked.length > 0 ? asked.join(", ") : activation.require === undefined ? "" : "nothing";
  const length = maximumDuration === undefined ? [] : [sayDuration(maximumDuration)];
  return md` · activate ${[...(checks === "" ? [] : [`with ${checks}`]), ...length].join("; ")}`;
}

function changeOf(line: Line, lines: readonly Line[], now: Date): Pick<HoldingChange, "effect" | "words"> | undefined {
  const { before, after, dropped, renamed } = line;
  if (dropped) return isConverted(line, lines) ? undefined : { effect: "loses", words: leaves(line, lines, now) };
  if (after === undefined) return undefined;
  if (before === undefined) return enters(line, lines, now);
  if (!isEdited(line)) return renamed ? { effect: "renamed", words: md`` } : undefined;
  return { effect: "changes", words: moves(line, lines, now) };
}

/** A line that is new in the program; what the tenant had is what the program's look-up found. */
function enters(line: Line, lines: readonly Line[], now: Date): Pick<HoldingChange, "effect" | "words"> {
  const found = foundParts(line.after);
  const gone = lines.filter((other) => other.dropped && isSameHolder(line, other)).map(wordOf);
  const rest = (found ?? []).filter(
    (part) => !isReplaced(part, line, now) && !gone.some((word) => part.startsWith(word)),
  );
  const still = rest.length === 0 ? md`` : md`, and still ${rest.join("; ")}`;
  const becomes = sayAfter(line, now);
  const activate = howToActivate(line, lines);
  const end = endAfter(line, now);
  if (end !== undefined && Date.parse(end) <= now.getTime())
    return { effect: "taken", words: md`${wordOf(line)}, ended ${sayDay(end)}, so nothing is granted${still}` };
  if (found === undefined)
    return { effect: "gains", words: md`**${becomes}**${activate} (what was there is not known)` };
  if (found.length === 0) return { effect: "gains", words: md`nothing → **${becomes}**${activate}` };
  if (found.every((part) => part.replace(", outside PIM", "") === becomes)) {
    return { effect: "taken", words: md`${becomes}${activate}` };
  }
  return { effect: "changes", words: md`${found.join("; ")} → **${becomes}**${still}${activate}` };
}

/** What the line takes the place of: the same kind of schedule, and the standing assignment once the line can be used. */
function isReplaced(part: string, line: Line, now: Date): boolean {
  const standing = line.after?.inputs.standing === "remove" && !beginsLater(line.after, now);
  return part.startsWith(wordOf(line)) || (standing && part.startsWith("active, permanent"));
}

/** The line stays and says something else. */
function moves(line: Line, lines: readonly Line[], now: Date): Markdown {
  const { before, live, after } = line;
  const was = sayState(line, live, now);
  const becomes = sayAfter(line, now);
  const moved = was === becomes ? md`${becomes}` : md`${was} → **${becomes}**${howToActivate(line, lines)}`;
  const others = [...new Set([...Object.keys(before?.inputs ?? {}), ...Object.keys(after?.inputs ?? {})])]
    .filter((name) => name in SAID && !same(before?.inputs[name], after?.inputs[name]))
    .map((name) => md`${SAID[name] ?? name}: ${word(before?.inputs[name])} → ${word(after?.inputs[name])}`);
  return joined([moved, ...others], "; ");
}

const SAID: Readonly<Record<string, string>> = {
  standing: "the permanent active assignment",
  onDelete: "when the line is deleted",
  onExpiry: "at its end",
  renewBefore: "renewed before the end by",
  breakGlass: "break-glass account",
};

function word(value: unknown): string {
  if (value === undefined) return "default";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return /^P\d|^PT/.test(String(value)) ? sayDuration(String(value)) : String(value);
}

/** The line goes: what is lost, kept, given back. */
function leaves(line: Line, lines: readonly Line[], now: Date): Markdown {
  const state = line.live;
  const keeps = lines
    .filter((other) => isSameHolder(line, other) && other.id !== line.id && !other.dropped)
    .map(
      (other) => md`**keeps** ${other.after === undefined ? sayState(other, other.live, now) : sayAfter(other, now)}`,
    );
  if (state === undefined) return joined([md`is gone already`, ...keeps]);
  const holds = sayState(line, state, now);
  if (state.retained || state.inputs.onDelete === "leave") {
    return joined([md`**keeps** ${holds}, no longer in code`, ...keeps]);
  }
  // a guard would find what comes back, and remove it
  const guarded = state.inputs.onDelete === undefined && lines.some((other) => isRemovingGuard(other, line));
  const adopted = keptIn(state, "adopted");
  const standing = isDeclaredActive(line, lines) ? undefined : standingBack(state, now);
  const given = [
    ...(adopted !== undefined && !guarded && isRollback(state, adopted, now) ? [sayKept(wordOf(line), adopted)] : []),
    ...(standing === undefined ? [] : [sayKept("active", standing)]),
  ];
  if (state.outputs.status === "missing") return md`${holds}: only the line goes`;
  if (state.outputs.status === "expired" && given.length === 0) return md`${holds}: only the line goes`;
  const own = given.includes(holds) ? [] : [md`**loses** ${holds}`];
  const returned = given.map((one) =>
    one === holds ? md`**keeps** ${one}, as it was found` : md`**gets back** ${one}`,
  );
  return joined([...own, ...returned, ...keeps]);
}

/** Whether the program says that the same person is active. */
export function isDeclaredActive(line: Line, lines: readonly Line[]): boolean {
  return lines.some((other) => other.kind === "assignment" && other.after !== undefined && isSameHolder(line, other));
}

/** An active line that makes way for an eligible one of the same person: the eligible line tells it. */
export function isConverted(line: Line, lines: readonly Line[]): boolean {
  if (line.kind !== "assignment") return false;
  return lines.some(
    (other) => other.kind === "eligibility" && other.after?.inputs.standing === "remove" && isSameHolder(line, other),
  );
}

function isRemovingGuard({ kind, after }: Line, line: Line): boolean {
  return kind === "guard" && after?.inputs.mode === "remove" && after.inputs.role === line.live?.inputs.role;
}

/** The same person or group, role and scope. */
function isSameHolder(a: Line, b: Line): boolean {
  const tuple = ({ id }: Line) => id.split("|").slice(2).join("|");
  return isHolding(a) && isHolding(b) && tuple(a) === tuple(b);
}

/** When somebody's holding ends, by the tenant or by the program. */
export function endOfLine(line: Line, now: Date): string | undefined {
  if (line.after !== undefined) return endAfter(line, now);
  const end = line.live?.outputs.end;
  return typeof end === "string" ? end : undefined;
}
