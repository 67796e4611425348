/** What others changed in the tenant since the last run, and what becomes of it. */
import type { Sentence } from "./describe-holdings";
import { isHolding } from "./describe-holdings";
import { sayAfter, sayState } from "./holding";
import { hasDrifted, type Line, same } from "./line";
import { joined, type Markdown, md } from "./markdown";
import { type Naming, rankOf, roleOf, whoOf } from "./names";
import { nameOfSetting, sayValue, settingsIn } from "./setting";

/** A sentence for each line that the tenant contradicts. `who` is empty for settings. */
export function describeDrift(lines: readonly Line[], nameOf: Naming, now: Date): Sentence[] {
  return lines
    .filter((line) => line.kind !== "guard" && hasDrifted(line))
    .flatMap((line) => {
      const of = { rank: rankOf(line), role: roleOf(line) };
      if (isHolding(line)) return [{ ...of, who: whoOf(line), words: ofHolding(line, now) }];
      return ofSettings(line, nameOf).map((words) => ({ ...of, who: md`settings`, words }));
    });
}

function ofHolding(line: Line, now: Date): Markdown {
  const { before, live, after, dropped } = line;
  const was = sayState(line, before, now);
  if (live === undefined) {
    const then = dropped
      ? md`; its line goes too`
      : after === undefined
        ? md``
        : md`; granted again, ${sayAfter(line, now)}`;
    return md`${was} → **removed**${then}`;
  }
  const is = sayState(line, live, now);
  const parts = [
    ...(was === is ? [] : [md`${was} → **${is}**${outcome(line, "schedule")}`]),
    ...(same(before?.inputs.standing, live.inputs.standing)
      ? []
      : [md`**also active, permanent**, beside ${is}${outcome(line, "standing", "taken away")}`]),
  ];
  return parts.length === 0 ? md`${was} → otherwise than declared` : joined(parts, "; ");
}

function ofSettings(line: Line, nameOf: Naming): Markdown[] {
  const { before, live, after, dropped } = line;
  if (live === undefined) return [md`→ **the role has no settings any more**`];
  const was = settingsIn(before?.inputs ?? {});
  const is = settingsIn(live.inputs);
  const wanted = after === undefined ? undefined : settingsIn(after.inputs);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => !same(was.get(path), is.get(path)))
    .map((path) => {
      const say = (value: unknown) => sayValue(path, value, nameOf);
      const moved = md`${nameOfSetting(path)} ${say(was.get(path))} → **${say(is.get(path))}**`;
      if (dropped) return md`${moved}; its line goes too`;
      if (wanted === undefined) return moved;
      return md`${moved}${becomes(was.get(path), is.get(path), wanted.get(path), "put back")}`;
    });
}

function outcome({ before, live, after, dropped }: Line, field: string, back = "put back"): Markdown {
  if (dropped) return md`; its line goes too`;
  if (after === undefined) return md``;
  return becomes(before?.inputs[field], live?.inputs[field], after.inputs[field], back);
}

function becomes(was: unknown, is: unknown, wanted: unknown, back: string): Markdown {
  if (same(wanted, is)) return md`; it stays so`;
  return same(wanted, was) ? md`; ${back}` : md`; the program now says otherwise`;
}
