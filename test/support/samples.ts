/** Two values for every field of every schema: what a program says first, and what it says next. */

export interface Sample {
  readonly a: unknown;
  readonly b: unknown;
  /** Fields that must stand beside it, in both. */
  readonly beside?: object;
}

const durations = { a: "P30D", b: "P90D" };
const mail: Record<string, Sample> = {
  enabled: { a: true, b: false },
  recipients: { a: ["soc@contoso.com"], b: ["audit@contoso.com", "it@contoso.com"] },
  defaultRecipients: { a: true, b: false },
  criticalOnly: { a: true, b: false },
};

const common: Record<string, Sample> = {
  timeout: { a: "PT5M", b: "PT6M" },
  onDelete: { a: "undo", b: "leave" },
  roleName: { a: "a name", b: "another" },
};

/** Fields that the classes fill themselves, or that never make a difference. */
export const given = ["logicalName", "found", "before", "ends"];

export function settingsSamples(person: string, other: string): Record<string, Sample> {
  const approver = (id: string) => ({ user: id });
  return {
    ...common,
    "activation.maximumDuration": { a: "PT1H", b: "PT2H" },
    "activation.require": { a: ["justification"], b: ["mfa", "ticket"] },
    "activation.authenticationContext": { a: "c1", b: "c2" },
    "activation.approval.required": { a: true, b: false, beside: { approvers: [approver(person)] } },
    "activation.approval.approvers": { a: [approver(person)], b: [approver(other)] },
    "eligibility.permanent": { a: true, b: false },
    "eligibility.maximumDuration": durations,
    "eligibility.require": { a: ["justification"], b: ["mfa"] },
    "assignment.permanent": { a: true, b: false },
    "assignment.maximumDuration": durations,
    "assignment.require": { a: ["justification"], b: ["mfa"] },
    ...Object.fromEntries(
      ["eligibility", "assignment", "activation"].flatMap((event) =>
        ["admin", "assignee", "approver"].flatMap((recipient) =>
          Object.entries(mail).map(
            ([field, sample]) => [`notifications.${event}.${recipient}.${field}`, sample] as const,
          ),
        ),
      ),
    ),
  };
}

export const scheduleSamples: Record<string, Sample> = {
  ...common,
  onDelete: { a: "remove", b: "undo" },
  "schedule.start": { a: "2030-01-01T00:00:00Z", b: "2030-02-01T00:00:00Z", beside: { end: "2031-01-01T00:00:00Z" } },
  "schedule.end": { a: "2030-01-01T00:00:00Z", b: "2031-01-01T00:00:00Z" },
  "schedule.duration": durations,
  "schedule.permanent": { a: true, b: undefined },
  onExpiry: { a: "end", b: "renew" },
  renewBefore: { a: "P7D", b: "P10D" },
  justification: { a: "one reason", b: "another reason" },
  "ticket.number": { a: "1", b: "2", beside: { system: "SNOW" } },
  "ticket.system": { a: "SNOW", b: "Jira", beside: { number: "1" } },
  principalName: { a: "a name", b: "another" },
  principalType: { a: "user", b: "group" },
  userType: { a: "member", b: "guest" },
  standing: { a: "keep", b: "remove" },
  breakGlass: { a: false, b: true },
};

/** `{ activation: { require: value } }` from `activation.require`, with what must stand beside the last step. */
export function place(path: string, value: unknown, beside: object = {}): Record<string, unknown> {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...(value === undefined ? {} : { [first]: value }), ...beside };
  return { [first]: place(rest.join("."), value, beside) };
}
