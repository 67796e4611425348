/** The reviewer's page: at most 90 lines, the most powerful roles first, the rest folded. */
import { MAX_REMOVALS } from "../model";
import type { Change } from "./describe-change";
import type { Effect } from "./describe-holdings";
import type { SettingsChange } from "./describe-settings";
import { firstOf, foldedList } from "./fold";
import { fenced, joined, type Markdown, md, row } from "./markdown";
import { counted } from "./say-time";
import { COLUMNS } from "./settings-table";

/** Longest page, in lines. */
const LONGEST = 90;
/** How many sentences a list has, tried from left to right until the page is short enough. */
const LIMITS = [40, 25, 15, 10, 7, 5, 4, 3, 2, 1];

const DRIFT = "Changed by others since the last run";

/** A part of the page: its heading and what stands under it. Left out when empty. */
interface Section {
  readonly heading: string;
  readonly lines: readonly (string | Markdown)[];
}

/**
 * The page for `pim preview` and after an `up`.
 * @param maxRemovals at how many removals a run is stopped, PIM_MAX_REMOVALS
 */
export function renderMarkdown(change: Change, maxRemovals: number): string {
  return fitting((limit) => [
    `# Privileged access: ${titleOf(change)}`,
    "",
    introOf(change),
    ...braked(change, maxRemovals),
    ...stopped(change, limit),
    ...laidOut([
      { heading: `What this ${change.applied ? "run did" : "change does"}`, lines: held(change, limit) },
      { heading: "Role settings", lines: settings(change, limit) },
      {
        heading: DRIFT,
        lines: foldedList(change.drift, limit, "changes by others"),
      },
      { heading: "Rules", lines: rules(change, limit) },
      ...expiries(change, limit),
    ]),
  ]);
}

/** The short page of `pim drift`. */
export function renderDrift(change: Change): string {
  const count = change.drift.length;
  const title = change.errors.length > 0 ? "not known" : count === 0 ? "none" : `${counted(count, "change")} by others`;
  return fitting((limit) => [
    `# Drift: ${title}`,
    "",
    `${whereAndWhen(change, "checked")}. ${count === 0 ? "Nothing else is known to differ." : "The next `pulumi up` puts back what the program declares."}`,
    ...stopped(change, limit),
    ...laidOut([
      { heading: DRIFT, lines: foldedList(change.drift, limit, "changes by others") },
      ...expiries(change, limit),
    ]),
  ]);
}

function fitting(page: (limit: number) => (string | Markdown)[]): string {
  const pages = LIMITS.map((limit) => page(limit).map((line) => (typeof line === "string" ? line : line.text)));
  const fits = pages.find((lines) => lines.length <= LONGEST) ?? pages.at(-1)?.slice(0, LONGEST) ?? [];
  return `${fits.join("\n")}\n`;
}

function laidOut(sections: readonly Section[]): (string | Markdown)[] {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ heading, lines }) => ["", `## ${heading}`, "", ...lines]);
}

function titleOf({ holdings, settings, guards, drift, rulings, errors, others }: Change): string {
  const count = (effect: Effect) => holdings.filter((one) => one.effect === effect).length;
  const parts = [
    [count("gains"), "new"],
    [count("changes"), "changed"],
    [count("loses"), "removed"],
    [count("taken"), "taken into code unchanged"],
  ] as const;
  const told = parts.filter(([number]) => number > 0);
  const assignments = told.map(([number, word], index) =>
    index === 0 ? `${counted(number, "assignment")} ${word}` : `${number} ${word}`,
  );
  const all = [
    ...(errors.length > 0 ? ["stopped by an error"] : []),
    ...(rulings.brokenRules > 0 ? [`${counted(rulings.brokenRules, "rule")} broken`] : []),
    ...(assignments.length > 0 ? [assignments.join(", ")] : []),
    ...(settings.length > 0 ? [`settings of ${counted(settings.length, "role")} changed`] : []),
    ...(guards.length > 0 ? [`${counted(guards.length, "guard")} changed`] : []),
    ...(others > 0 ? [counted(others, "other change")] : []),
    ...(assignments.length + settings.length + guards.length + others + errors.length === 0 ? ["no change"] : []),
    ...(drift.length > 0 ? [`${counted(drift.length, "change")} by others`] : []),
  ];
  return all.join("; ");
}

function introOf(change: Change): string {
  const { renamed, applied, complete } = change;
  const sentences = [
    whereAndWhen(change),
    ...(applied ? [] : ["Nothing is written yet"]),
    ...(renamed > 0 ? [`${counted(renamed, "line")} only renamed in the program: no change for anybody`] : []),
    ...(complete ? [] : ["The log ends early: what follows may not be all"]),
  ];
  return `${sentences.join(". ")}.`;
}

function whereAndWhen({ stack, now, applied, unreadable }: Change, seen = applied ? "run" : "preview"): string {
  const time = now.getTime() === 0 ? "" : `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const where = stack === undefined ? md`No stack in the log` : md`Stack ${stack}, ${seen} at ${time}`;
  return `${where.text}${unreadable > 0 ? ` (${counted(unreadable, "line")} of the log unreadable)` : ""}`;
}

/** What `up` will not do: a preview asks no provider about deletions, so only the page can say it beforehand. */
function braked({ removals, applied }: Change, maxRemovals: number): Markdown[] {
  if (applied || removals <= maxRemovals) return [];
  const going = `${counted(removals, "holding")} would go, at most ${maxRemovals} may in one run`;
  return [
    md``,
    md`**\`up\` will stop before the first removal:** ${going}. If all of that is meant: \`${MAX_REMOVALS}=all\`.`,
  ];
}

/** What stopped the run, and what it warned of, before anything else. */
function stopped({ errors, warnings }: Change, limit: number): string[] {
  return [
    ...(errors.length === 0 ? [] : ["", "**It stops here:**", "", ...shortened(errors, limit)]),
    ...(warnings.length === 0 ? [] : ["", "Warnings:", "", ...shortened(warnings, limit)]),
  ];
}

function shortened(messages: readonly string[], limit: number): string[] {
  const lines = [...new Set(messages)].flatMap((message) => message.split("\n")).filter((line) => line.trim() !== "");
  const shown = lines.slice(0, Math.max(6, limit));
  const left = lines.length - shown.length;
  return fenced(left > 0 ? [...shown, `and ${left} more lines`] : shown);
}

function held({ holdings, guards, others }: Change, limit: number): Markdown[] {
  const of = (...effects: Effect[]) => holdings.filter(({ effect }) => effects.includes(effect));
  const taken = of("taken");
  const inCode = taken.map((one) => ({ ...one, words: md`in code from now on, as it is: ${one.words}` }));
  return [
    ...foldedList(of("loses"), limit, "removals"),
    ...foldedList(of("gains", "changes"), limit, "assignments"),
    ...foldedList(inCode, limit, "assignments taken into code"),
    ...firstOf(guards, limit),
    ...(others === 0
      ? []
      : [md`- ${counted(others, "further resource")} changed; \`pulumi preview --diff\` shows them`]),
  ];
}

function settings({ settings: changes }: Change, limit: number): (string | Markdown)[] {
  if (changes.length === 0) return [];
  const left = changes.length - limit;
  const further = changes.flatMap(furtherOf);
  return [
    row(COLUMNS.map((column) => md`${column}`)),
    row(COLUMNS.map(() => md`---`)),
    ...changes.slice(0, limit).map(({ cells }) => row(cells)),
    ...(left > 0 ? ["", `and ${counted(left, "more role")}`] : []),
    ...(further.length > 0 ? ["", ...firstOf(further, limit)] : []),
  ];
}

function furtherOf({ role, further, looser }: SettingsChange): Markdown[] {
  return [
    ...(looser.length > 0 ? [md`- **Looser** for ${role}: ${joined(looser, "; ")}`] : []),
    ...(further.length > 0 ? [md`- Also for ${role}: ${joined(further, "; ")}`] : []),
  ];
}

function rules({ rulings }: Change, limit: number): Markdown[] {
  const { judged, stopped: unjudged, broken, waived, advice } = rulings;
  if (unjudged) return [];
  if (!judged) return [md`No policy pack ran.`];
  if (broken.length + waived.length + advice.length === 0) return [md`No rule is broken.`];
  return [
    ...firstOf(
      broken.map((one) => md`- **broken**: ${one}`),
      limit,
    ),
    ...firstOf(
      waived.map((one) => md`- ${one}`),
      limit,
    ),
    ...firstOf(
      advice.map((one) => md`- advice: ${one}`),
      limit,
    ),
  ];
}

function expiries({ expiries: { soon, ended } }: Change, limit: number): Section[] {
  return [
    { heading: "Ending within 30 days", lines: foldedList(soon, limit, "that end", "on the same day") },
    { heading: "Ended: remove these lines", lines: foldedList(ended, limit, "that have ended", "on the same day") },
  ];
}
