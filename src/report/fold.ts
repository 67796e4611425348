/** Many sentences as few: what is the same for several is said once. */
import type { Sentence } from "./describe-holdings";
import { joined, type Markdown, md } from "./markdown";
import { counted } from "./say-time";

/** Longest list of names behind one sentence. */
const NAMES = 40;

/** List items, in which `alike` says what those behind one sentence have in common; at most `limit` sentences; `many` is what is counted where some are left out. */
export function foldedList(
  sentences: readonly Sentence[],
  limit: number,
  many: string,
  alike = "with the same change",
): Markdown[] {
  const groups = new Map<string, Sentence[]>();
  for (const sentence of sentences) {
    const key = `${sentence.role.text} ${sentence.words.text}`;
    groups.set(key, [...(groups.get(key) ?? []), sentence]);
  }
  const all = [...groups.values()];
  const shown = all.slice(0, limit).flatMap((group) => itemsOf(group, Math.min(NAMES, limit * 2), alike));
  const left = all.slice(limit).reduce((sum, group) => sum + group.length, 0);
  return left === 0 ? shown : [...shown, md`- and ${left} more ${many}`];
}

/** The first `limit` of a list of items, and how many more there are. */
export function firstOf(items: readonly Markdown[], limit: number): Markdown[] {
  const left = items.length - limit;
  return left <= 1 ? [...items] : [...items.slice(0, limit), md`- and ${left} more`];
}

function itemsOf(group: readonly Sentence[], names: number, alike: string): Markdown[] {
  const [first, ...rest] = group;
  if (first === undefined) return [];
  const sentence = md`- ${first.who} · ${first.role}: ${first.words}`;
  if (rest.length === 0) return [sentence];
  const shown = rest.length <= names ? rest : rest.slice(0, names);
  const left = rest.length - shown.length;
  const list = joined([...shown.map(({ who }) => who), ...(left > 0 ? [`and ${left} others`] : [])]);
  return [sentence, md`  - and ${counted(rest.length, "more", "more")} ${alike}: ${list}`];
}
