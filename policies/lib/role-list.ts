/** Parameters that speak about roles. */
import { builtInRole, entraRole } from "pim-as-code/model";
import { z } from "zod";

/** A list of roles by name or id, with the names it holds by default. Comes out as ids. */
export function roleList(...names: readonly string[]) {
  return z.array(entraRole).prefault([...names]);
}

/** The highest tier that counts as privileged: 0 control plane, 1 management plane, 2 user access. */
export const maxTier = z.int().min(0).max(2).default(1).describe("highest tier that counts as privileged");

/** A value per role; roles by name or id. Comes out by id. */
export function perRole<Value extends z.ZodType>(value: Value) {
  return z.record(z.string(), value).transform((given, context) => {
    const entries = Object.entries(given).flatMap(([name, one]): [string, z.output<Value>][] => {
      const role = entraRole.safeParse(name);
      if (role.success) return [[role.data, one as z.output<Value>]];
      const message = role.error.issues[0]?.message ?? "";
      context.addIssue({ code: "custom", path: [name], message, input: name });
      return [];
    });
    return new Map(entries);
  });
}

/** Tiers of custom roles, which Microsoft's table cannot know. */
export const customRoles = perRole(z.int().min(0).max(2))
  .prefault({})
  .describe("tier (0, 1 or 2) of custom roles, by role definition id");

/** The role's tier; undefined for a custom role that nobody has classed. */
export function tierOf(role: string, custom: ReadonlyMap<string, number>): number | undefined {
  return custom.get(role) ?? builtInRole(role)?.tier;
}

/** What to say of a role without a tier. */
export const UNCLASSED = "nobody has classed this custom role; give its tier in customRoles";
