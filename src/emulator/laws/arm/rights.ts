import type { ArmRoute } from "../../arm-call";
import type { State } from "../../state";
import type { ArmPermission } from "../../store/arm-role-definitions";
import { withGroups } from "../with-groups";
import { denialsOn } from "./denial";
import { scopeAndAbove } from "./place";
import { isRunning } from "./role-assignment";
import type { Scope, ScopeKind } from "./scope";

/** PIM's own types, whose rights are those over role assignments. */
const pimTypes = /^Microsoft\.Authorization\/(role\w+Schedule\w*|roleManagementAlert\w*|accessReview\w*)(\/|$)/i;
const verbs = { GET: "read", HEAD: "read", PUT: "write", PATCH: "write", DELETE: "delete", POST: "action" } as const;
const types: Readonly<Record<Exclude<ScopeKind, "resource">, string>> = {
  tenant: "Microsoft.Resources/tenants",
  managementGroup: "Microsoft.Management/managementGroups",
  subscription: "Microsoft.Resources/subscriptions",
  resourceGroup: "Microsoft.Resources/subscriptions/resourceGroups",
};

/** What a principal may do at a scope: an entry for each role that it, or a group it belongs to, holds there or above. */
export function permissionsAt(state: State, principal: string, scope: Scope, now: number): readonly ArmPermission[] {
  const principals = [...withGroups(state, principal)];
  const scopes = scopeAndAbove(state, scope).map(({ id }) => id);
  return [...state.azureSchedules.list("assignment", { principals, scopes })]
    .filter((each) => isRunning(each, now))
    .flatMap(({ role }) => state.armRoles.find(role)?.permissions ?? []);
}

/**
 * Do the principal's roles allow the action at the scope, and does no deny assignment forbid it? Conditions are not judged.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function mayDo(state: State, principal: string, action: string, scope: Scope, now: number): boolean {
  const names = (permission: ArmPermission) =>
    covers(permission.actions, action) && !covers(permission.notActions, action);
  return (
    permissionsAt(state, principal, scope, now).some(names) &&
    !denialsOn(state, withGroups(state, principal), scope).some(names)
  );
}

/** `*` stands for any text, slashes included; case does not count. */
export function covers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w/]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
  });
}

/** The action that an operation needs at a scope: "Microsoft.Authorization/roleAssignments/write". */
export function actionOf(scope: Scope, { method, path }: Pick<ArmRoute, "method" | "path">): string {
  const own = scope.kind === "resource" ? scope.type : types[scope.kind];
  const words = path.split("/").filter((word) => word !== "" && !word.startsWith(":"));
  const type = words[0] === "providers" ? words.slice(1).join("/") : [own, ...words].join("/");
  if (!pimTypes.test(type)) return `${type}/${verbs[method]}`;
  return `Microsoft.Authorization/roleAssignments/${verbs[method] === "read" ? "read" : "write"}`;
}
