/** From an event log to everything that a page says, in words but not yet laid out. */
import { describeDrift } from "./describe-drift";
import { describeHoldings, type HoldingChange, type Sentence } from "./describe-holdings";
import { describeSettings, type SettingsChange } from "./describe-settings";
import { type Expiries, expiriesOf } from "./expiries";
import { isEdited, type Line, linesOf } from "./line";
import { namingOf } from "./names";
import type { EventLog } from "./read-events";
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
  /** Lines that only have another name in the program. */
  readonly renamed: number;
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
  const { stack, applied, complete, unreadable } = log;
  return {
    ...{ stack, now, applied, complete, unreadable },
    ...stoppagesOf(log, lines),
    holdings: describeHoldings(lines, now).sort((a, b) => a.rank.localeCompare(b.rank, "en")),
    settings: describeSettings(lines, nameOf),
    renamed: lines.filter((line) => line.renamed && !isEdited(line)).length,
    drift: describeDrift(lines, nameOf, now).sort((a, b) => a.rank.localeCompare(b.rank, "en")),
    rulings: rulingsOf(log),
    expiries: expiriesOf(lines, now),
    others: lines.filter((line) => line.kind === "other" && changes(line)).length,
  };
}

function changes(line: Line): boolean {
  return line.dropped || (line.before === undefined && line.after !== undefined) || isEdited(line);
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
