import { z } from "zod";
import { type BuiltInRole, entraRoles } from "../data";
import { isGuid } from "./guid";
import { didYouMean } from "./suggest";

const byName = new Map(entraRoles.map((role) => [role.name.toLowerCase(), role]));
const byId = new Map(entraRoles.map((role) => [role.id, role]));

/** Roles outside the directory that people look for here (documents, "roles you cannot manage in PIM"). */
const ELSEWHERE = new Map([
  ["service administrator", "a classic subscription role; assign Owner of the subscription as an Azure role instead"],
  ["co-administrator", "a classic subscription role; assign Owner of the subscription as an Azure role instead"],
  ["account administrator", "a billing role outside Entra; manage it in Cost Management"],
]);

/** The template id of Global Administrator. */
export const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
/** The template id of Privileged Role Administrator. */
export const PRIVILEGED_ROLE_ADMINISTRATOR = "e8611ab8-c189-46e8-94e1-60213ab1f814";

/** A role by display name (built-in) or id (built-in or custom). Canonical form: the id, lower-case. */
export const entraRole = z.string().transform((text, context) => {
  if (isGuid(text)) return text.toLowerCase();
  const role = byName.get(text.trim().toLowerCase());
  if (role?.assignable) return role.id;
  context.addIssue({ code: "custom", message: complainAboutRole(text, role), input: text });
  return z.NEVER;
});

/** The built-in role of that name or id, if there is one. */
export function builtInRole(nameOrId: string): BuiltInRole | undefined {
  return byId.get(nameOrId.toLowerCase()) ?? byName.get(nameOrId.trim().toLowerCase());
}

/** The name people know a role by; a custom role goes by its id. */
export function roleName(id: string): string {
  return byId.get(id.toLowerCase())?.name ?? id;
}

/** Why `text` names no role that can be managed. */
export function complainAboutRole(text: string, role: BuiltInRole | undefined = builtInRole(text)): string {
  const elsewhere = ELSEWHERE.get(text.trim().toLowerCase());
  if (elsewhere !== undefined) return `"${text}" cannot be managed by PIM: ${elsewhere}`;
  if (role !== undefined) return `"${text}" is implicit or retired and cannot be assigned`;
  return `unknown role "${text}"; expected the name of a built-in role or a role definition id${didYouMean(
    text,
    entraRoles.map((known) => known.name),
  )}`;
}
