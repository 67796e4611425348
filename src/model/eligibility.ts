import { z } from "zod";
import { duration } from "./duration";
import { objectId } from "./guid";
import { instant } from "./instant";
import { complainAboutRenewal } from "./line-schedule";
import { besideOtherMistakes, isMapping } from "./mapping";
import { entraRole } from "./role";
import { commonFields } from "./role-settings";
import { type Schedule, schedule } from "./schedule";
import { directoryScope } from "./scope";

/** The tuple that both kinds of schedule share: who, what, where. */
const tupleFields = {
  role: entraRole.describe("name of a built-in role, or a role definition id").meta({ mark: "replaces" }),
  principalId: objectId("a user, group or service principal").meta({ mark: "replaces" }),
  directoryScope: directoryScope
    .default("/")
    .describe('where the role acts; default "/", the whole tenant')
    .meta({ mark: "replaces" }),
};

/** What both kinds of schedule share beside the tuple. */
const scheduleFields = {
  schedule: schedule.describe("from when and until when").meta({ mark: "inPlace" }),
  justification: z.string().min(1).optional().describe("why; goes to the audit log").meta({ mark: "writeOnly" }),
  ticket: z
    .strictObject({ number: z.string(), system: z.string() })
    .optional()
    .describe("ticket number and system; goes to the audit log")
    .meta({ mark: "writeOnly" }),
  onDelete: z
    .enum(["remove", "undo", "leave"])
    .optional()
    .describe("what happens when the line is deleted; default: remove what we created")
    .meta({ mark: "inPlace" }),
  onExpiry: z
    .enum(["end", "renew"])
    .optional()
    .describe("what happens when the end comes near; renew grants the duration again; default end")
    .meta({ mark: "inPlace" }),
  renewBefore: duration
    .optional()
    .describe("how long before the end it is renewed, ISO 8601; default P14D")
    .meta({ mark: "inPlace" }),
  ends: instant
    .optional()
    .describe("the day a renewed schedule ends; filled in by the provider, so that a preview shows it")
    .meta({ mark: "inPlace" }),
  ...commonFields,
  principalName: z.string().optional().describe("user principal name or display name").meta({ mark: "informational" }),
  principalType: z.enum(["user", "group", "servicePrincipal"]).optional().meta({ mark: "informational" }),
  userType: z.enum(["member", "guest"]).optional().meta({ mark: "informational" }),
};

function checkRenewal(
  value: { onExpiry?: string | undefined; schedule?: Schedule },
  context: z.core.$RefinementCtx,
): void {
  if (value.onExpiry !== "renew" || !isMapping(value.schedule) || value.schedule.duration !== undefined) return;
  context.addIssue({ code: "custom", path: ["onExpiry"], message: complainAboutRenewal, input: value.onExpiry });
}

/** An eligible schedule of an Entra directory role: the person activates the role when it is needed. */
export const entraRoleEligibility = z
  .strictObject({
    ...tupleFields,
    ...scheduleFields,
    standing: z
      .enum(["keep", "remove"])
      .optional()
      .describe(
        "remove: eligible instead of active, the permanent active assignment of the same person goes; default keep",
      )
      .meta({ mark: "inPlace" }),
  })
  .superRefine(checkRenewal, besideOtherMistakes);
export type EntraRoleEligibilityInput = z.input<typeof entraRoleEligibility>;
export type EntraRoleEligibilityArgs = z.output<typeof entraRoleEligibility>;

/** An active schedule of an Entra directory role: the person holds the role without activating it. */
export const entraRoleAssignment = z
  .strictObject({
    ...tupleFields,
    ...scheduleFields,
    breakGlass: z
      .boolean()
      .optional()
      .describe("an emergency access account: never removed, shortened or replaced")
      .meta({ mark: "inPlace" }),
  })
  .superRefine(checkRenewal, besideOtherMistakes);
export type EntraRoleAssignmentInput = z.input<typeof entraRoleAssignment>;
export type EntraRoleAssignmentArgs = z.output<typeof entraRoleAssignment>;
