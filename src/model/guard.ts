/** A guard: who holds a role although the program does not say so. */
import { z } from "zod";
import { objectId } from "./guid";
import type { Holding } from "./holding";
import { entraRole } from "./role";
import { commonFields } from "./role-settings";

/** What a guard does about those whom it finds. */
export const guardMode = z.enum(["report", "remove"]);
export type GuardMode = z.output<typeof guardMode>;

/** A guard of an Entra directory role, at all scopes. */
export const entraRoleGuard = z.strictObject({
  role: entraRole.describe("name of a built-in role, or a role definition id").meta({ mark: "replaces" }),
  mode: guardMode
    .describe("report: show who holds the role undeclared; remove: take it from those whom the refresh has listed")
    .meta({ mark: "inPlace" }),
  declared: sortedSet(z.string())
    .describe(
      "holdings that are declared, such as `eligible {id}`; default: those of the lines that the guard depends on",
    )
    .meta({ mark: "inPlace" }),
  except: sortedSet(objectId("a user, group or service principal"))
    .describe(
      "object ids of principals that are declared elsewhere, by another stack or by hand: neither shown nor removed",
    )
    .meta({ mark: "inPlace" }),
  ...commonFields,
});
export type EntraRoleGuardInput = z.input<typeof entraRoleGuard>;
export type EntraRoleGuardArgs = z.output<typeof entraRoleGuard>;

/** What a line declares, for the list of a guard: `eligible {id}`, `active {id} at {scope}`. */
export function declaredHolding(
  kind: "eligible" | "active",
  { principalId, scope, standing }: { principalId: string; scope: string; standing?: "keep" | "remove" | undefined },
): string {
  const where = scope === "/" ? "" : ` at ${scope}`;
  return `${kind}${standing === "remove" ? INSTEAD : ""} ${principalId}${where}`.toLowerCase();
}

/** Eligible instead of active: the line takes a permanent active assignment away itself. */
const INSTEAD = " instead of active";

/** Whether a holding is neither declared nor excepted. */
export function isUndeclared(
  holding: Holding,
  { declared = [], except = [] }: Pick<EntraRoleGuardArgs, "declared" | "except">,
): boolean {
  const { kind, principalId, scope, end } = holding;
  if (except.includes(principalId.toLowerCase())) return false;
  const instead = declaredHolding("eligible", { principalId, scope, standing: "remove" });
  const covering = [declaredHolding(kind, { principalId, scope })];
  if (kind === "eligible" || end === undefined) covering.push(instead);
  return !covering.some((line) => declared.includes(line));
}

/** A list whose order and repetitions do not matter. */
function sortedSet<Item extends z.ZodType<string>>(item: Item) {
  return z
    .array(item)
    .transform((list) => [...new Set(list as string[])].sort())
    .optional();
}
