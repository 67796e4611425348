/** What a deployment file may say: a whole tenant, readable in review. */
import { z } from "zod";
import { duration } from "./duration";
import { guardMode } from "./guard";
import { isMapping } from "./mapping";
import { principalReference } from "./principal";
import { profileName } from "./profile";
import { settingsFields } from "./role-settings";
import { schedule } from "./schedule";
import { directoryScope } from "./scope";

const reason = z.string().min(1).optional();

const onExpiry = z.enum(["end", "renew"]).optional();

const activeLine = z.strictObject({
  principal: principalReference.describe("who"),
  schedule: schedule.optional().describe("default: the role's schedule, else as long as the role's settings allow"),
  scope: directoryScope.optional().describe('where the role acts; default "/", the whole tenant'),
  justification: reason.describe("why; goes to the audit log; default: the role's"),
  ticket: z
    .strictObject({ number: z.string(), system: z.string() })
    .optional()
    .describe("ticket number and system; goes to the audit log"),
  onDelete: z
    .enum(["remove", "undo", "leave"])
    .optional()
    .describe("what happens when the line is deleted later: remove, undo (give back what was found), leave"),
  onExpiry: onExpiry.describe("renew: the duration is granted again when the end comes near; default: the role's"),
  renewBefore: duration.optional().describe("how long before the end it is renewed; default P14D"),
});

const eligibleLine = activeLine.extend({
  standing: z
    .enum(["keep", "remove"])
    .optional()
    .describe("remove: eligible instead of active; keep: eligible beside active; default: the role's"),
});

const guard = z.union([
  guardMode,
  z.strictObject({
    mode: guardMode.describe("report shows them as drift, remove takes the role from them"),
    except: z.array(principalReference).optional().describe("who is declared elsewhere, by another stack or by hand"),
  }),
]);

/** What people say about a role beside its settings. `Line`: a list's item as it is written, or written out in full. */
function roleFields<Eligible extends z.ZodType, Active extends z.ZodType>(eligible: Eligible, active: Active) {
  return {
    profile: profileName.optional().describe("named defaults of the settings; what the role says comes on top"),
    approvers: z
      .union([z.literal("otherHolders"), z.array(principalReference).min(1)])
      .optional()
      .describe("who approves activations (approval is required then); otherHolders: everybody else who has the role"),
    schedule: schedule.optional().describe("of eligible lines that state none"),
    justification: reason.describe("of lines that state none"),
    onExpiry: onExpiry.describe("of lines that state none and have a duration; default end"),
    standing: z
      .enum(["keep", "remove"])
      .optional()
      .describe("what happens to the permanent active assignment of somebody who becomes eligible; default remove"),
    eligible: z.array(eligible).optional().describe("who may activate the role"),
    active: z.array(active).optional().describe("who holds the role without activating it"),
    guard: guard.optional().describe("what happens to those who hold the role and are not declared: report, or remove"),
  };
}

const breakGlassFields = {
  accounts: z.array(principalReference).describe("two or more cloud-only users, permanent Global Administrators"),
  justification: reason.describe("why; goes to the audit log"),
};

const defaults = z.strictObject({
  profile: profileName.optional().describe("named defaults of the settings of every role"),
  justification: reason.describe("of lines that state none"),
  schedule: schedule.optional().describe("of eligible lines that state none"),
});

function file<Eligible extends z.ZodType, Active extends z.ZodType>(eligible: Eligible, active: Active) {
  return z.strictObject({
    breakGlass: z
      .strictObject(breakGlassFields)
      .optional()
      .describe("emergency access accounts: never removed, shortened or replaced"),
    defaults: defaults.optional().describe("what holds for every role that says nothing else"),
    entraRoles: z
      .record(z.string(), z.strictObject({ ...settingsFields, ...roleFields(eligible, active) }))
      .optional()
      .describe("Entra directory roles by name, or by id"),
  });
}

const short = (line: z.ZodObject) => z.union([...principalReference.options, line]);

/** The file as editors see it: a line of a list is a principal, or a mapping with more to say. */
export const deploymentFile = file(short(eligibleLine), short(activeLine));

/** The file with every line written out, so that a complaint has the path of the value it is about. */
export const deployment = file(eligibleLine, activeLine);
export type Deployment = z.output<typeof deployment>;

/** A role as the file says it, every line written out. */
export const deploymentRole = z.strictObject({ ...settingsFields, ...roleFields(eligibleLine, activeLine) });
export type DeploymentRole = z.output<typeof deploymentRole>;
/** What holds for every role of a file that says nothing else. */
export const deploymentDefaults = defaults;
export type DeploymentDefaults = z.output<typeof deploymentDefaults>;

/** A role as a program says it, every line written out. */
export const entraRoleDeclaration = z.strictObject({
  role: z.string().min(1),
  settings: z.strictObject(settingsFields).optional(),
  ...roleFields(eligibleLine, activeLine),
});
export type EntraRoleDeclaration = z.output<typeof entraRoleDeclaration>;

/** Break-glass accounts as a program says them. */
export const breakGlassDeclaration = z.strictObject({
  ...breakGlassFields,
  retire: z.array(principalReference).optional(),
});
export type EligibleLine = z.output<typeof eligibleLine>;
export type ActiveLine = z.output<typeof activeLine>;
export type GuardDeclaration = z.input<typeof guard>;
/** As people write them: a principal alone, or with more to say. */
export type EligibleLineInput = z.input<typeof principalReference> | z.input<typeof eligibleLine>;
export type ActiveLineInput = z.input<typeof principalReference> | z.input<typeof activeLine>;

const REFERENCE_KEYS = new Set(["user", "group", "servicePrincipal"]);

/** A role with its lines written out: `alice@contoso.com` becomes `{ principal: "alice@contoso.com" }`. Anything else stays. */
export function writeOutRole(value: unknown): unknown {
  if (!isMapping(value)) return value;
  const lists = ["eligible", "active"].flatMap((name) => {
    const list = value[name];
    return Array.isArray(list) ? [[name, list.map(writeOutLine)] as const] : [];
  });
  return { ...value, ...Object.fromEntries(lists) };
}

/** The same for a whole file. */
export function writeOut(value: unknown): unknown {
  if (!isMapping(value) || !isMapping(value.entraRoles)) return value;
  const roles = Object.entries(value.entraRoles).map(([name, role]) => [name, writeOutRole(role ?? {})]);
  return { ...value, entraRoles: Object.fromEntries(roles) };
}

function writeOutLine(line: unknown): unknown {
  if (!isMapping(line)) return { principal: line };
  return Object.keys(line).every((key) => REFERENCE_KEYS.has(key)) ? { principal: line } : line;
}
