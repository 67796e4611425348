import type { State } from "../../state";
import type { ReviewedResource } from "../../store/access-review-types";
import type { Schedule, Schedules } from "../../store/schedules";
import { isWithin, scopeAndAbove, scopeAt } from "../arm/place";

type Role = Extract<ReviewedResource, { kind: "directoryRole" | "azureRole" }>;

/** Where the schedules of a role are kept. */
export function storeOf(state: State, { kind }: Role): Schedules {
  return kind === "azureRole" ? state.azureSchedules : state.schedules;
}

/** What is held of a role as it is reviewed: assignments, or eligibilities with what was activated by them, or both. */
export function schedulesOf(state: State, role: Role, principals?: readonly string[]): readonly Schedule[] {
  const kinds: readonly string[] = role.families.flatMap((family) =>
    family === "assignment" ? ["Assigned"] : ["Eligible", "Activated"],
  );
  return (["assignment", "eligibility"] as const)
    .flatMap((family) => [...storeOf(state, role).list(family, { roles: [role.id], principals })])
    .filter(({ kind, scope }) => kinds.includes(kind) && isReviewedAt(state, role, scope));
}

/** Directory roles are reviewed at every scope, Azure roles at one and, where asked for, around it. */
function isReviewedAt(state: State, role: Role, scope: string): boolean {
  if (role.kind === "directoryRole" || role.scope === scope) return true;
  const reviewed = scopeAt(role.scope);
  if (role.above && scopeAndAbove(state, reviewed).some(({ id }) => id === scope)) return true;
  return role.below && isWithin(state, scopeAt(scope), reviewed);
}
