/** Role settings before and after, as rows of the deployment plan's table and what has no column there. */
import { isMapping } from "../model";
import { describeValues } from "./describe-values";
import { isEdited, type Line, same } from "./line";
import { type Markdown, md } from "./markdown";
import { type Naming, plainRoleOf, rankOf } from "./names";
import type { ResourceState } from "./read-events";
import { settingsIn, type Values } from "./setting";
import { cellsOf, permanentAdmins, transition } from "./settings-table";

/** What a run does to the settings of one role. */
export interface SettingsChange {
  readonly rank: string;
  readonly role: string;
  /** In the order of `COLUMNS`; changed ones as before → after. */
  readonly cells: readonly Markdown[];
  /** Changes that have no column. */
  readonly further: readonly Markdown[];
  /** What lets more happen than before. */
  readonly looser: readonly Markdown[];
}

/** Roles whose settings change, the most powerful first. */
export function describeSettings(lines: readonly Line[], nameOf: Naming): SettingsChange[] {
  return lines
    .filter(({ kind }) => kind === "settings")
    .flatMap((line) => changeOf(line, lines, nameOf) ?? [])
    .sort((a, b) => a.rank.localeCompare(b.rank, "en"));
}

function changeOf(line: Line, lines: readonly Line[], nameOf: Naming): SettingsChange | undefined {
  const { before, after } = valuesOf(line);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => !same(before.get(path), after.get(path)),
  );
  if (changed.length === 0) return undefined;
  const old = cellsOf(before, nameOf);
  const cells = cellsOf(after, nameOf).map((cell, index) => transition(old[index] ?? md`–`, cell));
  const role = plainRoleOf(line);
  const said = describeValues(before, after, changed, nameOf);
  return { rank: rankOf(line), role, cells: [md`${role}`, ...cells, permanentAdmins(line, lines)], ...said };
}

/** What the tenant had and what the program wants; drift that the program does not touch is the same on both sides. */
function valuesOf(line: Line): { before: Values; after: Values } {
  const { before, live, after, dropped } = line;
  if (before === undefined) {
    const declared = settingsIn(after?.inputs ?? {});
    return { before: foundIn(after) ?? declared, after: declared };
  }
  const old = settingsIn(before.inputs);
  if (dropped) {
    const stays = before.inputs.onDelete === "leave" || before.retained;
    return { before: old, after: stays ? old : goneBack(old, new Map(), before) };
  }
  if (after === undefined || !isEdited(line)) return { before: old, after: old };
  const declared = settingsIn(after.inputs);
  const wanted = after.inputs.onDelete === "leave" ? new Map([...old, ...declared]) : goneBack(old, declared, before);
  const seen = settingsIn(live?.inputs ?? before.inputs);
  const started = [...wanted].map(
    ([path, value]) => [path, same(value, old.get(path)) ? value : (seen.get(path) ?? old.get(path))] as const,
  );
  return { before: new Map(started), after: wanted };
}

/** Fields that are no longer declared go back to what was found when they were first managed, where the log knows it. */
function goneBack(old: Values, declared: Values, state: ResourceState): Values {
  const found = foundIn(state) ?? new Map<string, unknown>();
  const undone = [...old.keys()].filter((path) => !declared.has(path));
  return new Map([...undone.map((path) => [path, found.get(path) ?? "what was found"] as const), ...declared]);
}

function foundIn(state: ResourceState | undefined): Values | undefined {
  const found = state?.inputs.found;
  return isMapping(found) ? settingsIn(found) : undefined;
}
