/** What ends soon, and what has ended. */
import { endOfLine, isHolding, type Sentence } from "./describe-holdings";
import { wordOf } from "./holding";
import { type Line, stateOf } from "./line";
import { md } from "./markdown";
import { rankOf, roleOf, whoOf } from "./names";
import { counted, sayDay } from "./say-time";

/** How far ahead a page looks. */
const DAYS = 30;

export interface Expiries {
  /** Ending within 30 days, the next ones first. */
  readonly soon: readonly Sentence[];
  /** Ended by themselves: their lines in the program mean nothing any more. */
  readonly ended: readonly Sentence[];
}

/** Of the lines that are still declared. What renews itself is not told. */
export function expiriesOf(lines: readonly Line[], now: Date): Expiries {
  const held = lines.filter((line) => isHolding(line) && !line.dropped);
  const ending = held
    .flatMap((line) => {
      const end = endOfLine(line, now);
      return end === undefined ? [] : [{ line, end, left: Date.parse(end) - now.getTime() }];
    })
    .sort((a, b) => a.left - b.left || rankOf(a.line).localeCompare(rankOf(b.line), "en"));
  const isEnded = ({ line, left }: (typeof ending)[number]) => left <= 0 && line.live?.outputs.status === "expired";
  return {
    soon: ending
      .filter(({ line, left }) => left > 0 && left <= DAYS * 86_400_000 && stateOf(line).inputs.onExpiry !== "renew")
      .map(({ line, end, left }) => sentence(line, md`${wordOf(line)} until **${sayDay(end)}**, ${inDays(left)}`)),
    ended: ending.filter(isEnded).map(({ line, end }) => sentence(line, md`${wordOf(line)}, ended ${sayDay(end)}`)),
  };
}

function sentence(line: Line, words: Sentence["words"]): Sentence {
  return { rank: rankOf(line), who: whoOf(line), role: roleOf(line), words };
}

function inDays(left: number): string {
  const days = Math.floor(left / 86_400_000);
  return days === 0 ? "within a day" : `in ${counted(days, "day")}`;
}
