/** The deployment plan's table: what a column says of a role's settings. */
import { isMapping } from "../model";
import type { Line } from "./line";
import { joined, type Markdown, md } from "./markdown";
import { type Naming, plainRoleOf, rankOf, whoOf } from "./names";
import type { ResourceState } from "./read-events";
import { sayDuration } from "./say-time";
import { sayValue, type Values } from "./setting";

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

/** The cells between the role and its permanent administrators. */
export function cellsOf(values: Values, nameOf: Naming): Markdown[] {
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

/** Whether one of the checks is demanded: `yes`, `no`, `–` for what is not managed. */
export function demanded(require: unknown, check: string): Markdown {
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

/** `before → after`, or once where both are the same. */
export function transition(before: Markdown, after: Markdown): Markdown {
  return before.text === after.text ? after : md`${before} → **${after}**`;
}

/** Who is declared to hold the role for good, before and after. */
export function permanentAdmins(settings: Line, lines: readonly Line[]): Markdown {
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
