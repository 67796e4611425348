/** What the policy pack said, sorted by what it means for the reader. */
import { type Markdown, md } from "./markdown";
import type { EventLog } from "./read-events";

/** `broken` stops the run; `waived` would, if nobody had said why not; `advice` stops nothing. */
export interface Rulings {
  /** Whether silence means that no rule is broken. */
  readonly judged: boolean;
  /** The run failed before there was anything to judge. */
  readonly stopped: boolean;
  readonly broken: readonly Markdown[];
  /** How many rules that are. */
  readonly brokenRules: number;
  readonly waived: readonly Markdown[];
  readonly advice: readonly Markdown[];
}

/** Each message once, whatever number of resources it is about. */
export function rulingsOf({ rulings, judged, errors }: EventLog): Rulings {
  const kinds = { broken: new Set<string>(), waived: new Set<string>(), advice: new Set<string>() };
  for (const { rule, message, level } of rulings) {
    const named = message.startsWith(rule) ? message : `${rule}: ${message}`;
    const kind = level === "mandatory" ? "broken" : message.includes("waived until ") ? "waived" : "advice";
    kinds[kind].add(named);
  }
  const said = (messages: ReadonlySet<string>) => [...messages].sort().map((message) => md`${message}`);
  return {
    judged: (judged && errors.length === 0) || rulings.length > 0,
    stopped: errors.length > 0 && rulings.length === 0,
    broken: said(kinds.broken),
    brokenRules: new Set(rulings.filter(({ level }) => level === "mandatory").map(({ rule }) => rule)).size,
    waived: said(kinds.waived),
    advice: said(kinds.advice),
  };
}
