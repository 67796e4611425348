import { armErrors } from "../../arm-errors";
import { isGuid } from "../../ids";
import type { State } from "../../state";
import type { ArmScope } from "../../store/arm-scopes";
import { parseScope, type Scope, sameId, tenantScope } from "./scope";

/** The scope as it was made: with the letters' case of whoever made it. Throws what the service says where it is not there. */
export function existingScope(state: State, scope: Scope): Scope {
  if (scope.kind === "tenant" || isNamespace(scope)) return scope;
  const found = state.armScopes.find(scope.id);
  if (found !== undefined) return toScope(found);
  throw missing(state, scope);
}

/** What holds a scope, nearest first; the tenant is the last. The scope itself is not among them. */
export function ancestorsOf(state: State, scope: Scope): Scope[] {
  const ancestors: Scope[] = [];
  let parent = state.armScopes.find(scope.id)?.parent ?? holderByPath(scope);
  while (parent !== "/") {
    const found = state.armScopes.find(parent);
    if (found === undefined) break;
    ancestors.push(toScope(found));
    parent = found.parent;
  }
  return scope.kind === "tenant" ? [] : [...ancestors, tenantScope];
}

/** What holds a scope that is still to be made. */
function holderByPath({ kind, subscription, resourceGroup }: Scope): string {
  if (subscription === undefined || kind === "subscription") return "/";
  const group = kind === "resource" && resourceGroup !== undefined ? `/resourceGroups/${resourceGroup}` : "";
  return `/subscriptions/${subscription}${group}`;
}

/** A scope and what holds it: where a role must be held to count at the scope. */
export function scopeAndAbove(state: State, scope: Scope): Scope[] {
  return [scope, ...ancestorsOf(state, scope)];
}

/** True for a scope and for everything in it. */
export function isWithin(state: State, inner: Scope, outer: Scope): boolean {
  return scopeAndAbove(state, inner).some(({ id }) => sameId(id, outer.id));
}

/** A scope as `expandedProperties` shows it. */
export function expandedScope(state: State, scope: Scope): { id: string; displayName: string; type: string } {
  const displayName = state.armScopes.find(scope.id)?.displayName ?? scope.name;
  const type = scope.kind === "resource" ? scope.type : scope.kind.toLowerCase();
  return { id: scope.id, displayName, type };
}

/** The scope that a stored path names; the tenant for one that is no scope any more. */
export function scopeAt(id: string): Scope {
  return parseScope(id) ?? tenantScope;
}

function toScope({ id }: ArmScope): Scope {
  return scopeAt(id);
}

/** Namespaces of resource providers below the tenant are scopes that nobody makes: "/providers/Microsoft.aadiam". */
function isNamespace({ kind, id }: Scope): boolean {
  return kind === "resource" && id.split("/").length === 3;
}

function missing(state: State, scope: Scope): Error {
  const { subscription, resourceGroup } = scope;
  const has = (id: string) => state.armScopes.find(id) !== undefined;
  if (subscription === undefined) return armErrors.notFound(scope.id);
  if (!has(`/subscriptions/${subscription}`))
    return isGuid(subscription)
      ? armErrors.subscriptionNotFound(subscription)
      : armErrors.invalidSubscription(subscription);
  if (resourceGroup !== undefined && !has(`/subscriptions/${subscription}/resourceGroups/${resourceGroup}`))
    return armErrors.resourceGroupNotFound(resourceGroup);
  return armErrors.resourceNotFound(scope.type, scope.name, resourceGroup ?? "");
}
