import type { State } from "../../state";
import type { ArmPermission } from "../../store/arm-role-definitions";
import type { Document } from "../../store/documents";
import { scopeAndAbove } from "./place";
import { type Scope, sameId } from "./scope";

/** Nobody but the service and the seed makes them: https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
export const denyFamily = "azureDenyAssignment";
/** Stands for all principals. */
export const everyone = "00000000-0000-0000-0000-000000000000";

/** A deny assignment as the service shows it. */
export interface Denial {
  readonly denyAssignmentName: string;
  readonly description: string;
  readonly permissions: readonly ArmPermission[];
  /** Id. */
  readonly scope: string;
  readonly doNotApplyToChildScopes: boolean;
  readonly principals: readonly DeniedPrincipal[];
  readonly excludePrincipals: readonly DeniedPrincipal[];
  readonly isSystemProtected: boolean;
}

interface DeniedPrincipal {
  readonly id: string;
  readonly type: string;
}

export function denials(state: State): { name: string; denial: Denial }[] {
  return state.documents.list(denyFamily).map(({ id, properties }: Document) => ({
    name: id,
    // only the seed writes this family
    denial: properties as unknown as Denial,
  }));
}

/** What deny assignments on the scope and above forbid somebody of these object ids. */
export function denialsOn(state: State, holders: ReadonlySet<string>, scope: Scope): ArmPermission[] {
  const all = denials(state);
  if (all.length === 0) return [];
  const over = scopeAndAbove(state, scope);
  const concerns = (principals: readonly DeniedPrincipal[]) =>
    principals.some(({ id }) => id === everyone || holders.has(id));
  return all
    .map(({ denial }) => denial)
    .filter(
      (denial) =>
        concerns(denial.principals) &&
        !concerns(denial.excludePrincipals) &&
        over.some(({ id }, level) => sameId(id, denial.scope) && !(level > 0 && denial.doNotApplyToChildScopes)),
    )
    .flatMap(({ permissions }) => permissions);
}
