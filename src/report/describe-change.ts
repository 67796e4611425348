/** From an event log to everything that a page says, in words but not yet laid out. */
import { describeDrift } from "./describe-drift";
import { describeGuards } from "./describe-guards";
import { describeHoldings, type HoldingChange, type Sentence } from "./describe-holdings";
import { describeSettings, type SettingsChange } from "./describe-settings";
import { type Expiries, expiriesOf } from "./expiries";
import { isEdited, type Line, linesOf } from "./line";
import type { Markdown } from "./markdown";
import { namingOf } from "./names";
import type { EventLog } from "./read-events";
import { removalsOf } from "./removals";
import { type Rulings, rulingsOf } from "./rulings";
import { stoppagesOf } from "./stoppages";

/** What there is to say about a run. */
export interface Change {
  readonly stack: string | undefined;
  /** The tenant's time. */
  readonly now: Date;
  readonly applied: boolean;
  readonly complete: boolean;
  readonly unreadable: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly holdings: readonly HoldingChange[];
  readonly settings: readonly SettingsChange[];
  /** How many holdings go, as the brake counts them. */
  readonly removals: number;
  /** Lines that only have another name in the program. */
  readonly renamed: number;
  /** Guards that come, go, or do something else. */
  readonly guards: readonly Markdown[];
  readonly drift: readonly Sentence[];
  readonly rulings: Rulings;
  readonly expiries: Expiries;
  /** Lines of kinds that this page has no words for, which change. */
  readonly others: number;
}

/** Reads a log the way a reviewer would. `now` is the tenant's time; by default the latest that the log itself knows. */
export function describeChange(log: EventLog, now: Date = latestIn(log)): Change {
  const lines = linesOf(log);
  const nameOf = namingOf(lines);
  const { changes, undeclared, guards } = describeGuards(lines);
  const { stack, applied, complete, unreadable } = log;
  return {
    ...{ stack, now, applied, complete, unreadable },
    ...stoppagesOf(log, lines),
    holdings: [...describeHoldings(lines, now), ...changes].sort(byRank),
    removals: removalsOf(lines, now) + changes.filter(({ effect }) => effect === "loses").length,
    guards,
    settings: describeSettings(lines, nameOf),
    renamed: lines.filter((line) => line.renamed && !isEdited(line)).length,
    drift: [...describeDrift(lines, nameOf, now), ...undeclared].sort(byRank),
    rulings: rulingsOf(log),
    expiries: expiriesOf(lines, now),
    others: lines.filter((line) => line.kind === "other" && isChanged(line)).length,
  };
}

function isChanged(line: Line): boolean {
  return line.dropped || (line.before === undefined && line.after !== undefined) || isEdited(line);
}

function byRank(a: Sentence, b: Sentence): number {
  return a.rank.localeCompare(b.rank, "en");
}

/** The machine's time, unless the tenant is known to be further: it has written down what it did. */
function latestIn({ at, steps, refreshed }: EventLog): Date {
  const states = [...steps, ...refreshed].flatMap(({ old, new: next }) => [old, next]);
  const known = states.flatMap((state) => {
    const { adopted, standingRemoved, status, end } = state?.outputs ?? {};
    const written = [adopted, standingRemoved].flatMap((text) => /"at":"([^"]+)"/.exec(String(text))?.[1] ?? []);
    return [...written, ...(status === "expired" ? [String(end)] : [])];
  });
  const times = known.map((text) => Date.parse(text)).filter((time) => !Number.isNaN(time));
  return new Date(times.reduce((latest, time) => Math.max(latest, time), at?.getTime() ?? 0));
}
