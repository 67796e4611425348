/** Parameters that speak about roles. */
import { builtInRole, entraRole, isGuid } from "pim-as-code/model";
import { z } from "zod";

/** A list of roles by name or id, with the names it holds by default. Comes out as ids. */
export function roleList(...names: readonly string[]) {
  return z.array(entraRole).prefault([...names]);
}

/** The highest tier that counts as privileged: 0 control plane, 1 management plane, 2 user access. */
export const maxTier = z.int().min(0).max(2).default(1).describe("highest tier that counts as privileged");

/** Tiers of custom roles, which Microsoft's table cannot know. */
export const customRoles = z
  .record(
    z.string().refine(isGuid, { error: ({ input }) => `must be a role definition id, got "${input}"` }),
    z.int().min(0).max(2),
  )
  .prefault({})
  .transform((tiers) => new Map(Object.entries(tiers).map(([id, tier]) => [id.toLowerCase(), tier])))
  .describe("tier (0, 1 or 2) of custom roles, by role definition id");

/** The role's tier; undefined for a custom role that nobody has classed. */
export function tierOf(role: string, custom: ReadonlyMap<string, number>): number | undefined {
  return custom.get(role) ?? builtInRole(role)?.tier;
}

/** What to say of a role without a tier. */
export const UNCLASSED = "nobody has classed this custom role; give its tier in customRoles";
