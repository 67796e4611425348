import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import { isObject } from "../../body";
import { actionOf, mayDo } from "./rights";
import { parseScope, type Scope } from "./scope";

/** What everybody who has signed in may read; approvals and elevation judge by themselves who may act. */
const open =
  /^(tenants|subscriptions|providers(\/:namespace)?|.*\/(roleAssignmentApprovals|eligibleChildResources|permissions|providerOperations|classicAdministrators|elevateAccess|operations)(\/.*)?)$/i;
/** Lists of what concerns the caller. */
const ownLists = /\b(asTarget|asRequestor|asApprover)\(\)/i;

/**
 * Refuses what none of the caller's Azure roles allows at the scope or above: 403 `AuthorizationFailed`. Everybody passes where
 * sign-in is open.
 */
export function checkArmPermission(call: ArmCall, route: ArmRoute): void {
  const { state, caller, scope, now } = call;
  if (caller.permissions === undefined || isFree(call, route)) return;
  const action = actionOf(scope, route);
  if (caller.kind === "user" && !caller.permissions.includes("user_impersonation"))
    throw armErrors.denied(caller, action, scope.id);
  if (!mayDo(state, caller.id, action, placeOf(call, route), now)) throw armErrors.denied(caller, action, scope.id);
}

/** Nobody needs a role for reading about themselves, nor for asking for what they are eligible to. */
function isFree({ state, scope, caller, query, body, params }: ArmCall, { method, path }: ArmRoute): boolean {
  if (open.test(path)) return method === "GET" || /roleAssignmentApprovals|elevateAccess/i.test(path);
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

/** What a provider has at the tenant itself can be given away at the provider: Contributor at `/providers/Microsoft.aadiam`. */
function placeOf({ scope }: ArmCall, { path }: ArmRoute): Scope {
  const provider = /^providers\/[^/:]+/.exec(path)?.[0];
  return (scope.kind === "tenant" && provider !== undefined ? parseScope(provider) : undefined) ?? scope;
}
