/** Single fields of role settings: their leaves, their words, and which of two values is the looser one. */
import { isMapping, minutesOf } from "../model";
import { joined, type Markdown, md } from "./markdown";
import type { Naming } from "./names";
import { sayDuration } from "./say-time";

/** Values of settings by path, such as `activation.approval.required`. */
export type Values = ReadonlyMap<string, unknown>;

/** The part of inputs that is settings, as paths and values; a list is one value. */
export function settingsIn(inputs: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const { activation, eligibility, assignment, notifications } = inputs;
  return new Map(leaves({ activation, eligibility, assignment, notifications }));
}

const NAMES: Readonly<Record<string, string>> = {
  "activation.maximumDuration": "activation duration",
  "activation.require": "to activate",
  "activation.authenticationContext": "authentication context on activation",
  "activation.approval.required": "approval of activations",
  "activation.approval.approvers": "approvers",
  "eligibility.permanent": "eligible without end",
  "eligibility.maximumDuration": "longest eligible assignment",
  "eligibility.require": "to make somebody eligible",
  "assignment.permanent": "active without end",
  "assignment.maximumDuration": "longest active assignment",
  "assignment.require": "to assign somebody actively",
};
const EVENTS: Readonly<Record<string, string>> = {
  eligibility: "when somebody becomes eligible",
  assignment: "when somebody is assigned actively",
  activation: "on activation",
};
const MAIL: Readonly<Record<string, string>> = {
  enabled: "mail",
  recipients: "further recipients of mail",
  defaultRecipients: "mail to the default recipients",
  criticalOnly: "only critical mail",
};

/** `activation duration`, `mail to the default recipients on activation (admin)`. */
export function nameOfSetting(path: string): Markdown {
  const name = NAMES[path];
  if (name !== undefined) return md`${name}`;
  const [, event = "", recipient = "", field = ""] = path.split(".");
  const mail = MAIL[field];
  return mail === undefined ? md`${path}` : md`${mail} ${EVENTS[event] ?? event} (${recipient})`;
}

/** `1 hour`, `MFA, ticket`, `yes`; undefined: `not known`. */
export function sayValue(path: string, value: unknown, nameOf: Naming): Markdown {
  if (value === undefined) return md`not known`;
  if (typeof value === "boolean") return value ? md`yes` : md`no`;
  if (Array.isArray(value)) return value.length === 0 ? md`none` : joined(value.map((one) => sayItem(one, nameOf)));
  if (path.endsWith("Duration")) return md`${sayDuration(String(value))}`;
  return md`${typeof value === "object" ? JSON.stringify(value) : String(value)}`;
}

/** Whether the second value lets more happen than the first; false where that cannot be said. */
export function isLooser(path: string, before: unknown, after: unknown): boolean {
  if (path.endsWith("maximumDuration")) return minutesOf(String(after)) > minutesOf(String(before));
  if (path.endsWith(".require")) return isShorter(before, after);
  if (path.endsWith(".permanent") || path.endsWith(".criticalOnly")) return before === false && after === true;
  if (path.endsWith("authenticationContext")) return before !== "none" && before !== undefined && after === "none";
  if (path.endsWith(".recipients")) return isShorter(before, after);
  return /\.(required|enabled|defaultRecipients)$/.test(path) && before === true && after === false;
}

/** `MFA` for `mfa`; names for approvers. */
function sayItem(item: unknown, nameOf: Naming): string {
  if (item === "mfa") return "MFA";
  if (!isMapping(item)) return String(item);
  const { user, group } = item;
  return nameOf(String(user ?? group));
}

function isShorter(before: unknown, after: unknown): boolean {
  return Array.isArray(before) && Array.isArray(after) && before.some((one) => !after.includes(one));
}

function leaves(value: unknown, path = ""): [path: string, value: unknown][] {
  if (value === undefined || value === null) return [];
  if (!isMapping(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === "" ? name : `${path}.${name}`));
}
