import { armErrors } from "../../arm-errors";
import type { State } from "../../state";
import type { Document } from "../../store/documents";
import { scopeAndAbove } from "./place";
import { type Scope, sameId } from "./scope";

/** Management locks: https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources */
export const lockFamily = "azureLock";

export function lockId(scope: Scope, name: string): string {
  return `${scope.id === "/" ? "" : scope.id}/providers/Microsoft.Authorization/locks/${name}`;
}

/** Id of the scope that a lock lies on. */
export function lockedScope({ properties }: Document): string {
  return String(properties.scope);
}

/** The locks on a scope and on what holds it that forbid a deletion, or any change. */
export function locksAgainst(state: State, scope: Scope, change: "delete" | "write"): Document[] {
  const locks = state.documents.list(lockFamily);
  if (locks.length === 0) return [];
  const over = scopeAndAbove(state, scope);
  return locks.filter(
    (lock) =>
      (change === "delete" || lock.properties.level === "ReadOnly") &&
      over.some(({ id }) => sameId(id, lockedScope(lock))),
  );
}

/** Refuses a change that a lock on the scope, or above it, forbids. `what` is the id of what is to be changed. */
export function checkUnlocked(state: State, scope: Scope, change: "delete" | "write", what = scope.id): void {
  const locks = locksAgainst(state, scope, change);
  if (locks.length > 0) throw armErrors.locked(what, change, locks.map(lockedScope));
}
