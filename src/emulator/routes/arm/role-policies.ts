import { bodyProperties, withoutNulls } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armPimErrors } from "../../arm-pim-errors";
import type { Reply } from "../../call";
import { pimErrors } from "../../errors";
import { versions } from "../../laws/arm/api-version";
import { readFilter } from "../../laws/arm/filter";
import { pimOnlyModeAt } from "../../laws/arm/pim-only-mode";
import { expandedScope } from "../../laws/arm/place";
import { roleIdAt } from "../../laws/arm/role-id";
import { shownRule } from "../../laws/arm/rule-shape";
import { azureSettings, azureSettingsNamed, changeAzureSettings, usualRules } from "../../laws/arm/settings";
import type { Entity } from "../../odata/filter";
import type { Policy } from "../../store/policies";
import { formatTime } from "../../time";
import { expandedRole, pimEntity, pimId } from "./pim-shapes";

const provider = "providers/Microsoft.Authorization";
const policiesType = "roleManagementPolicies";
const policies = `${provider}/${policiesType}`;
const assignments = `${provider}/roleManagementPolicyAssignments`;
/** Ids and types of policy assignments are in the singular, unlike the path they are listed at. */
const assignmentType = "roleManagementPolicyAssignment";

const routes: readonly Omit<ArmRoute, "versions">[] = [
  { method: "GET", path: policies, operation: (call) => list(call, policyEntity) },
  { method: "GET", path: `${policies}/:name`, operation: (call) => ok(policyEntity(call, policyAt(call))) },
  { method: "PATCH", path: `${policies}/:name`, operation: patch },
  { method: "GET", path: assignments, operation: (call) => list(call, assignmentEntity) },
  { method: "GET", path: `${assignments}/:name`, operation: oneAssignment },
  {
    method: "PUT",
    path: `${assignments}/:name`,
    operation: () => ({ status: 400, body: "Not implemented exception" }),
    write: false,
  },
];

/** Role settings at a scope: https://learn.microsoft.com/rest/api/authorization/role-management-policies */
export const armPolicyRoutes: readonly ArmRoute[] = routes.map((route) => ({ ...route, versions: versions.pim }));

function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** Every role has settings at every scope; without a filter that is all of them, in one page. */
function list(call: ArmCall, entity: (call: ArmCall, policy: Policy) => Entity): Reply {
  const { state, scope } = call;
  const { equals } = readFilter(call, {
    functions: ["atScope"],
    properties: ["roleDefinitionId"],
    supported: "'roleDefinitionId eq '{value}''",
  });
  const wanted = equals.get("roledefinitionid")?.flatMap((id) => state.armRoles.find(id.split("/").at(-1) ?? "") ?? []);
  const roles = wanted ?? state.armRoles.list();
  return ok({ value: roles.map(({ name }) => entity(call, azureSettings(state, scope.id, name))) });
}

function policyAt({ state, scope, params }: ArmCall, name = params.name ?? ""): Policy {
  const policy = azureSettingsNamed(state, scope.id, name);
  if (policy === undefined) throw armPimErrors.notFound("RoleManagementPolicy", name);
  return policy;
}

/** Answers under the name that was addressed; the settings may have another one from now on. */
function patch(call: ArmCall): Reply {
  const before = policyAt(call);
  const { rules } = bodyProperties(call);
  if (!Array.isArray(rules)) throw pimErrors.invalidPolicy("properties.rules must be a list of rules.");
  const { now, caller, state } = call;
  const after = changeAzureSettings(state, before, rules, { now, name: caller.displayName ?? caller.id });
  return ok(policyEntity(call, { ...after, guid: before.guid }));
}

function oneAssignment(call: ArmCall): Reply {
  const name = call.params.name ?? "";
  const [policyName = "", role = "", ...more] = name.toLowerCase().split("_");
  const policy = azureSettingsNamed(call.state, call.scope.id, policyName);
  if (policy === undefined || policy.role !== role || more.length > 0)
    throw armPimErrors.notFound("RoleManagementPolicyAssignment", name);
  return ok(assignmentEntity(call, policy));
}

function policyEntity(call: ArmCall, policy: Policy): Entity {
  const rules = usualRules(policy).map(shownRule);
  return pimEntity(call, policy.scopeId, policiesType, policy.guid, {
    scope: policy.scopeId,
    isOrganizationDefault: policy.modified === null,
    ...lastModified(policy),
    rules,
    effectiveRules: effectiveRules(call, policy),
    policyProperties: { scope: expandedScope(call.state, call.scope) },
  });
}

function assignmentEntity(call: ArmCall, policy: Policy): Entity {
  const { guid, role, scopeId } = policy;
  const policyId = pimId(call, scopeId, policiesType, guid);
  return pimEntity(call, scopeId, assignmentType, `${guid}_${role}`, {
    scope: scopeId,
    roleDefinitionId: roleIdAt(role, call.scope),
    policyId,
    effectiveRules: call.apiVersion === "2020-10-01-preview" ? null : effectiveRules(call, policy),
    policyAssignmentProperties: {
      scope: expandedScope(call.state, call.scope),
      roleDefinition: expandedRole(call.state, role, scopeId),
      policy: { id: policyId, ...lastModified(policy) },
    },
  });
}

/** The rules, and PIM-only mode where a version knows it, from above too. */
function effectiveRules({ state, scope, apiVersion }: ArmCall, policy: Policy): Entity[] {
  const mode = apiVersion < "2024" ? undefined : pimOnlyModeAt(state, scope, policy.role);
  return [...usualRules(policy), ...(mode === undefined ? [] : [mode])].map(shownRule);
}

function lastModified({ modified, modifiedBy }: Policy): Entity {
  return withoutNulls({
    lastModifiedDateTime: modified === null ? null : formatTime(modified).replace(/Z$/, "+00:00"),
    lastModifiedBy: withoutNulls({ displayName: modifiedBy }),
  });
}
