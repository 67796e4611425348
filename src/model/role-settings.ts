import { z } from "zod";
import { duration } from "./duration";
import { objectId } from "./guid";
import { besideOtherMistakes } from "./mapping";
import { entraRole } from "./role";

/** What somebody must give: `mfa`, `justification`, `ticket` (number and system). Order does not matter. */
const checks = <Check extends string>(...allowed: [Check, ...Check[]]) =>
  z
    .array(z.enum(allowed))
    .transform((list) => [...new Set(list)].sort())
    .optional();

/** Who may approve: `{ user: id }` or `{ group: id }`. */
export const approver = z.union([
  z.strictObject({ user: objectId("a user") }),
  z.strictObject({ group: objectId("a group") }),
]);
export type Approver = z.output<typeof approver>;

const approval = z.strictObject({
  required: z.boolean().default(true).describe("default true"),
  approvers: z
    .array(approver)
    .transform((list) => sortApprovers(list))
    .default([])
    .describe("users and groups; with none, Privileged Role Administrators and Global Administrators approve"),
});

const notification = z
  .strictObject({
    enabled: z.boolean().optional().describe("false: no mail at all; default true"),
    recipients: z
      .array(
        z.string().regex(/^[^\s@]+@[^\s@]+$/, { error: (issue) => `must be a mail address, got "${issue.input}"` }),
      )
      .transform((list) => [...new Set(list.map((address) => address.toLowerCase()))].sort())
      .optional()
      .describe("further recipients, by mail address"),
    defaultRecipients: z.boolean().optional().describe("whether those whom Microsoft notifies by default get it"),
    criticalOnly: z.boolean().optional().describe("only mails that need an action"),
  })
  .superRefine((value, context) => {
    if (value.enabled !== false || value.criticalOnly === undefined) return;
    const message = "has no meaning beside enabled: false; drop one of the two";
    context.addIssue({ code: "custom", path: ["criticalOnly"], message, input: value.criticalOnly });
  }, besideOtherMistakes);

const notificationsOf = z.strictObject({
  admin: notification.optional().describe("mail to administrators"),
  assignee: notification.optional().describe("mail to the person concerned (Microsoft: requestor)"),
  approver: notification.optional().describe("mail to approvers"),
});

const expiry = {
  permanent: z.boolean().optional().describe("whether assignments without an end are allowed"),
  maximumDuration: duration.optional().describe("longest assignment, ISO 8601; portal: P15D, P30D, P90D, P180D, P365D"),
};

/** Everything that the seventeen rules of a role say, in words. Whatever is left out is not managed. */
export const settingsFields = {
  activation: z
    .strictObject({
      maximumDuration: duration.optional().describe("longest activation, ISO 8601; portal: PT30M to PT24H"),
      require: checks("mfa", "justification", "ticket").describe("what the person must give to activate"),
      authenticationContext: z
        .string()
        .regex(/^(c[1-9]\d?|none)$/, { error: (issue) => `must be c1 to c99, or none, got "${issue.input}"` })
        .optional()
        .describe("authentication context demanded on activation; none: no context"),
      approval: approval.optional().describe("whether somebody must approve, and who may"),
    })
    .superRefine((value, context) => {
      const bound = value.authenticationContext !== undefined && value.authenticationContext !== "none";
      if (!bound || !Array.isArray(value.require) || !value.require.includes("mfa")) return;
      const message =
        "mfa and authenticationContext exclude each other (MfaAndAcrsConflict); drop mfa and demand it in the conditional access policy behind the context";
      context.addIssue({ code: "custom", path: ["require"], message, input: value.require });
    }, besideOtherMistakes)
    .optional(),
  eligibility: z
    .strictObject({
      ...expiry,
      require: checks("mfa", "justification").describe("what an administrator must give to make somebody eligible"),
    })
    .optional(),
  assignment: z
    .strictObject({
      ...expiry,
      require: checks("mfa", "justification").describe("what an administrator must give to assign somebody actively"),
    })
    .optional(),
  notifications: z
    .strictObject({
      eligibility: notificationsOf.optional().describe("when somebody becomes eligible"),
      assignment: notificationsOf.optional().describe("when somebody is assigned actively"),
      activation: notificationsOf.optional().describe("when somebody activates"),
    })
    .optional(),
};

/** Settings without the role they belong to, as profiles and components write them. */
export const settings = z.strictObject(settingsFields);
export type Settings = z.output<typeof settings>;
export type SettingsInput = z.input<typeof settings>;

/** Fields every resource has: how long to wait, and what people want to read. */
export const commonFields = {
  timeout: duration
    .optional()
    .describe("longest wait for the service, ISO 8601; default PT10M")
    .meta({ mark: "inPlace" }),
  logicalName: z.string().optional().describe("the resource's name in the program").meta({ mark: "informational" }),
  roleName: z.string().optional().describe("the role's display name").meta({ mark: "informational" }),
  found: z.unknown().optional().describe("what the tenant held when the program ran").meta({ mark: "informational" }),
};

/** Role settings of an Entra directory role. */
export const entraRoleSettings = z.strictObject({
  role: entraRole.describe("name of a built-in role, or a role definition id").meta({ mark: "replaces" }),
  ...settingsFields,
  onDelete: z
    .enum(["undo", "leave"])
    .optional()
    .describe("undo puts back what was found; default undo")
    .meta({ mark: "inPlace" }),
  before: z
    .string()
    .optional()
    .describe("values of before, from a Stash that outlives a crash; components fill it")
    .meta({ mark: "informational" }),
  ...commonFields,
});
export type EntraRoleSettingsInput = z.input<typeof entraRoleSettings>;
export type EntraRoleSettingsArgs = z.output<typeof entraRoleSettings>;

function sortApprovers(list: Approver[]): Approver[] {
  const key = (one: Approver) => ("user" in one ? `user ${one.user}` : `group ${one.group}`);
  return [...new Map(list.map((one) => [key(one), one])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}
