import { isGuid } from "../../ids";
import type { State } from "../../state";
import type { ArmRoleDefinition } from "../../store/arm-role-definitions";
import { parseScope, type Scope, sameId } from "./scope";

const roleIdShape = /^(.*?)\/*providers\/microsoft\.authorization\/roledefinitions\/([^/]+)\/*$/i;

/** A role definition as its id names it. */
export interface RoleReference {
  /** GUID, lower case. */
  readonly name: string;
  /** What stands before it: the tenant, a subscription, or whatever scope the client wrote. */
  readonly scope: Scope;
}

/** Reads the id of a role definition; undefined for anything else, a bare GUID included. */
export function parseRoleId(id: string): RoleReference | undefined {
  const [, prefix = "", name = ""] = roleIdShape.exec(id) ?? [];
  const scope = parseScope(prefix);
  return isGuid(name) && scope !== undefined ? { name: name.toLowerCase(), scope } : undefined;
}

/** Id of a role as lists at a scope tell it: below the subscription where there is one, else below the tenant. */
export function roleIdAt(name: string, { subscription }: Scope): string {
  return `${subscription === undefined ? "" : `/subscriptions/${subscription}`}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
}

/** Is the id good for an assignment at the scope? At and below a subscription: with that subscription in front; above: with none. */
export function roleFits({ scope: named }: RoleReference, scope: Scope): boolean {
  return sameId(named.subscription ?? "", scope.subscription ?? "");
}

/** The role behind the id. */
export function roleOf(state: State, { name }: RoleReference): ArmRoleDefinition | undefined {
  return state.armRoles.find(name);
}
