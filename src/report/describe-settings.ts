/** Role settings before and after, as rows of the deployment plan's table and what has no column there. */
import { isMapping } from "../model";
import { isEdited, type Line, same } from "./line";
import { joined, type Markdown, md } from "./markdown";
import { type Naming, plainRoleOf, rankOf, whoOf } from "./names";
import type { ResourceState } from "./read-events";
import { sayDuration } from "./say-time";
import { isLooser, nameOfSetting, sayValue, settingsIn } from "./setting";

/** The table of the deployment plan, "Privileged Identity Management settings for Azure AD roles". */
export const COLUMNS = [
  "Role",
  "Require MFA",
  "Notification",
  "Incident ticket",
  "Require approval",
  "Approver",
  "Activation duration",
  "Permanent admin",
] as const;

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

type Values = ReadonlyMap<string, unknown>;

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
  const further = [
    ...["eligibility", "assignment"].flatMap((kind) => expiry(kind, before, after, changed) ?? []),
    ...changed.flatMap((path) => furtherOf(path, before.get(path), after.get(path), nameOf) ?? []),
  ];
  const looser = changed
    .filter((path) => isLooser(path, before.get(path), after.get(path)))
    .map((path) => sentence(path, before.get(path), after.get(path), nameOf));
  const role = plainRoleOf(line);
  return { rank: rankOf(line), role, cells: [md`${role}`, ...cells, permanentAdmins(line, lines)], further, looser };
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

/** The cells between the role and its permanent administrators. */
function cellsOf(values: Values, nameOf: Naming): Markdown[] {
  const require = values.get("activation.require");
  const context = values.get("activation.authenticationContext");
  const bound = typeof context === "string" && context !== "none";
  return [
    bound ? md`by context ${context}` : demanded(require, "mfa"),
    notification(values),
    demanded(require, "ticket"),
    flag(values.get("activation.approval.required")),
    approvers(values, nameOf),
    duration(values.get("activation.maximumDuration")),
  ];
}

function demanded(require: unknown, check: string): Markdown {
  return Array.isArray(require) ? flag(require.includes(check)) : flag(require);
}

function notification(values: Values): Markdown {
  const of = (field: string) => values.get(`notifications.activation.admin.${field}`);
  if (of("enabled") === false) return md`no`;
  const recipients = of("recipients");
  const further = Array.isArray(recipients) && recipients.length > 0 ? recipients.map(String) : [];
  const usual = flag(of("defaultRecipients") ?? of("enabled"));
  return further.length === 0 ? usual : joined([usual, ...further]);
}

function approvers(values: Values, nameOf: Naming): Markdown {
  const required = values.get("activation.approval.required");
  const list = values.get("activation.approval.approvers");
  if (required === false) return md`none`;
  if (!Array.isArray(list)) return flag(list);
  if (list.length === 0) return md`the service's default`;
  return list.length > 3 ? md`${list.length} people` : sayValue("activation.approval.approvers", list, nameOf);
}

function duration(value: unknown): Markdown {
  return typeof value === "string" && /^P/.test(value) ? md`${sayDuration(value)}` : flag(value);
}

/** `–` for what is not managed. */
function flag(value: unknown): Markdown {
  if (value === undefined) return md`–`;
  return typeof value === "boolean" ? md`${value ? "yes" : "no"}` : md`${String(value)}`;
}

function transition(before: Markdown, after: Markdown): Markdown {
  return before.text === after.text ? after : md`${before} → **${after}**`;
}

/** Who is declared to hold the role for good, before and after. */
function permanentAdmins(settings: Line, lines: readonly Line[]): Markdown {
  const ofRole = lines.filter(
    (line) => line.kind !== "settings" && plainRoleOf(line) === plainRoleOf(settings) && line.id !== settings.id,
  );
  const permanent = (state: ResourceState | undefined) =>
    isMapping(state?.inputs.schedule) && state.inputs.schedule.permanent === true;
  const before = ofRole.filter((line) =>
    line.before === undefined
      ? String(line.after?.inputs.found ?? "").includes("active, permanent")
      : line.kind === "assignment" && permanent(line.before),
  );
  const after = ofRole.filter(
    (line) => line.after !== undefined && (line.kind === "assignment" ? permanent(line.after) : staysActive(line)),
  );
  return transition(people(before), people(after));
}

function staysActive({ before, after }: Line): boolean {
  return (
    before === undefined &&
    after?.inputs.standing !== "remove" &&
    String(after?.inputs.found ?? "").includes("active, permanent")
  );
}

function people(lines: readonly Line[]): Markdown {
  if (lines.length === 0) return md`none`;
  if (lines.length > 3) return md`${lines.length} people`;
  return joined(lines.toSorted((a, b) => rankOf(a).localeCompare(rankOf(b), "en")).map(whoOf));
}

const TOLD =
  /^activation\.(maximumDuration|authenticationContext|approval\.required)$|^(eligibility|assignment)\.(permanent|maximumDuration)$|^notifications\.activation\.admin\.(enabled|defaultRecipients|recipients)$/;

/** `eligible assignments: permanent or up to 365 days → up to 180 days`: two fields that mean something together only. */
function expiry(kind: string, before: Values, after: Values, changed: readonly string[]): Markdown | undefined {
  const paths = [`${kind}.permanent`, `${kind}.maximumDuration`] as const;
  if (!changed.some((path) => path === paths[0] || path === paths[1])) return undefined;
  const said = (values: Values) => {
    const [permanent, longest] = [values.get(paths[0]), values.get(paths[1])];
    const upTo =
      longest === undefined ? md`–` : typeof longest === "string" ? md`up to ${sayDuration(longest)}` : md`–`;
    if (typeof permanent === "string") return md`${permanent}`;
    if (permanent !== true) return upTo;
    return longest === undefined ? md`permanent` : md`permanent or ${upTo}`;
  };
  return md`${kind === "eligibility" ? "eligible" : "active"} assignments: ${transition(said(before), said(after))}`;
}

/** A change that no column shows. */
function furtherOf(path: string, before: unknown, after: unknown, nameOf: Naming): Markdown | undefined {
  if (TOLD.test(path)) return undefined;
  if (path === "activation.require") {
    const justification = transition(demanded(before, "justification"), demanded(after, "justification"));
    return justification.text.includes("→") ? md`justification to activate: ${justification}` : undefined;
  }
  if (path === "activation.approval.approvers" && Array.isArray(before) && Array.isArray(after)) {
    return approversMoved(before, after, nameOf);
  }
  return sentence(path, before, after, nameOf);
}

function approversMoved(before: readonly unknown[], after: readonly unknown[], nameOf: Naming): Markdown | undefined {
  if (before.length <= 3 && after.length <= 3) return undefined;
  const path = "activation.approval.approvers";
  const missing = (list: readonly unknown[], from: readonly unknown[]) =>
    list.filter((one) => !from.some((other) => same(one, other)));
  const [gone, come] = [missing(before, after), missing(after, before)];
  const some = (list: readonly unknown[]) =>
    list.length > 3 ? md`${list.length} people` : sayValue(path, list, nameOf);
  const parts = [
    ...(come.length > 0 ? [md`${some(come)} may approve from now on`] : []),
    ...(gone.length > 0 ? [md`${some(gone)} may approve no more`] : []),
  ];
  return parts.length === 0 ? undefined : joined(parts);
}

function sentence(path: string, before: unknown, after: unknown, nameOf: Naming): Markdown {
  return md`${nameOfSetting(path)}: ${sayValue(path, before, nameOf)} → **${sayValue(path, after, nameOf)}**`;
}
