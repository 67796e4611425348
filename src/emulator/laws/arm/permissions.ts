import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import { isObject } from "../../body";
import type { ArmPermission } from "../../store/arm-role-definitions";
import { heldRoles } from "../held-roles";
import { withGroups } from "../with-groups";
import { scopeAndAbove, scopeAt } from "./place";
import { isRunning } from "./role-assignment";
import type { Scope, ScopeKind } from "./scope";

const authorization = "Microsoft.Authorization";
/** PIM's own types, whose rights are those over role assignments. */
const pimTypes = /^Microsoft\.Authorization\/(role\w+Schedule\w*|roleManagementAlert\w*|accessReview\w*)(\/|$)/i;
/** What everybody who has signed in may read. */
const open =
  /^(tenants|subscriptions|providers(\/:namespace)?|.*\/(roleAssignmentApprovals|eligibleChildResources)(\/.*)?)$/i;
/** Lists of what concerns the caller. */
const ownLists = /\b(asTarget|asRequestor|asApprover)\(\)/i;

const types: Readonly<Record<Exclude<ScopeKind, "resource">, string>> = {
  tenant: "Microsoft.Resources/tenants",
  managementGroup: "Microsoft.Management/managementGroups",
  subscription: "Microsoft.Resources/subscriptions",
  resourceGroup: "Microsoft.Resources/subscriptions/resourceGroups",
};

/**
 * Refuses what none of the caller's Azure roles allows at the scope or above: 403 `AuthorizationFailed`. Everybody passes where
 * sign-in is open. Conditions on assignments are not judged.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function checkArmPermission(call: ArmCall, route: ArmRoute): void {
  const { caller, scope } = call;
  if (caller.permissions === undefined || isFree(call, route)) return;
  const action = actionOf(scope, route);
  if (caller.kind === "user" && !caller.permissions.includes("user_impersonation"))
    throw armErrors.denied(caller, action, scope.id);
  if (/\/elevateAccess\//i.test(action) ? !isGlobalAdministrator(call) : !isAllowed(call, action))
    throw armErrors.denied(caller, action, scope.id);
}

/** Nobody needs a role for reading about themselves, nor for asking for what they are eligible to. */
function isFree({ state, scope, caller, query, body, params }: ArmCall, { method, path }: ArmRoute): boolean {
  if (open.test(path)) return method === "GET" || path.includes("roleAssignmentApprovals");
  if (method === "GET") {
    const filter = query.get("$filter") ?? query.get("filter") ?? "";
    return ownLists.test(filter) || (scope.kind === "tenant" && /\/roleDefinitions(\/|$)/i.test(path));
  }
  if (!/ScheduleRequests\//i.test(path)) return false;
  if (path.endsWith("/cancel")) {
    const family = /Eligibility/i.test(path) ? "eligibility" : "assignment";
    return state.azureScheduleRequests.find(family, params.name ?? "")?.principal === caller.id;
  }
  const properties = isObject(body) && isObject(body.properties) ? body.properties : {};
  return /^self/i.test(String(properties.requestType));
}

/** The name of the operation: "Microsoft.Authorization/roleAssignments/write". */
function actionOf(scope: Scope, { method, path }: ArmRoute): string {
  const own = scope.kind === "resource" ? scope.type : types[scope.kind];
  const words = path.split("/").filter((word) => word !== "" && !word.startsWith(":"));
  const type = words[0] === "providers" ? words.slice(1).join("/") : [own, ...words].join("/");
  const verb = { GET: "read", HEAD: "read", PUT: "write", PATCH: "write", DELETE: "delete", POST: "action" }[method];
  if (!pimTypes.test(type)) return `${type}/${verb}`;
  return `${authorization}/roleAssignments/${verb === "read" ? "read" : "write"}`;
}

function isAllowed(call: ArmCall, action: string): boolean {
  const { state, caller, now } = call;
  const query = { principals: [...withGroups(state, caller.id)], scopes: placesOf(call) };
  return [...state.azureSchedules.list("assignment", query)].some(
    (held) =>
      isRunning(held, now) && (state.armRoles.find(held.role)?.permissions ?? []).some((each) => allows(each, action)),
  );
}

/** Ids of the scopes at which a role counts; what is about to be made has none of its own yet, but what will hold it does. */
function placesOf({ state, scope }: ArmCall): string[] {
  const { subscription, resourceGroup } = scope;
  const inSubscription = subscription === undefined ? "/" : `/subscriptions/${subscription}`;
  const outer = resourceGroup === undefined ? inSubscription : `${inSubscription}/resourceGroups/${resourceGroup}`;
  const nearest = [scope.id, outer, inSubscription].find((id) => state.armScopes.find(id) !== undefined) ?? "/";
  return [...new Set([scope, ...scopeAndAbove(state, scopeAt(nearest))].map(({ id }) => id))];
}

function allows({ actions, notActions }: ArmPermission, action: string): boolean {
  const covers = (pattern: string) => patternOf(pattern).test(action);
  return actions.some(covers) && !notActions.some(covers);
}

/** `*` stands for any text, slashes included; case does not count. */
function patternOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

function isGlobalAdministrator({ state, caller, now }: ArmCall): boolean {
  const role = state.roles.findByName("Global Administrator")?.id ?? "";
  return heldRoles(state, caller.id, now).includes(role);
}
