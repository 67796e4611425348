import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors, pimErrors } from "../errors";
import { accesses, groupPolicy, isManageable, onboardGroup } from "../laws/group-policy";
import { patchRules } from "../laws/policy-patch";
import { type Collection, listOf, type Navigation, oneOf, present } from "../odata/collection";
import { type Entity, type Wanted, wantedBy, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import type { Policy } from "../store/policies";
import { formatTimeOrNull } from "../time";

const policiesPath = "/policies/roleManagementPolicies";
const assignmentsPath = "/policies/roleManagementPolicyAssignments";

const rulesCollection: Collection = {
  context: "policies/roleManagementPolicies/rules",
  type: "microsoft.graph.unifiedRoleManagementPolicyRule",
  properties: () => undefined,
  navigation: {},
  page: 100,
  rows: (call) => policyAt(call).rules.map((entity, index) => ({ sequence: index + 1, entity })),
};

const rulesOf: Navigation = (entity, call, options) => {
  const rules = findPolicy(call, String(entity.id))?.rules ?? [];
  return options.select === undefined ? rules : rules.map((rule) => present(rulesCollection, rule, call, options));
};

const policyCollection: Collection = {
  context: "policies/roleManagementPolicies",
  type: "microsoft.graph.unifiedRoleManagementPolicy",
  properties: () => [
    "id",
    "displayName",
    "description",
    "isOrganizationDefault",
    "scopeId",
    "scopeType",
    "lastModifiedDateTime",
    "lastModifiedBy",
  ],
  navigation: { rules: rulesOf, effectiveRules: rulesOf },
  page: 100,
  largestPage: 999,
  rows: (call, wanted, after) =>
    policiesWanted(call, wanted, after).map((policy) => ({
      sequence: policy.sequence,
      entity: policyEntity(policy, call, wordWanted(wanted)),
    })),
};

const assignmentCollection: Collection = {
  context: "policies/roleManagementPolicyAssignments",
  type: "microsoft.graph.unifiedRoleManagementPolicyAssignment",
  properties: () => ["id", "policyId", "roleDefinitionId", "scopeId", "scopeType"],
  navigation: {
    policy: (entity, call, options) => {
      const policy = findPolicy(call, String(entity.policyId));
      return policy === undefined
        ? null
        : present(policyCollection, policyEntity(policy, call, wordIn(entity.policyId)), call, options);
    },
  },
  page: 100,
  largestPage: 999,
  rows: (call, wanted, after) =>
    policiesWanted(call, wanted, after).map((policy) => ({
      sequence: policy.sequence,
      entity: assignmentEntity(policy, call, wordWanted(wanted)),
    })),
};

/** Role settings: https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments */
export const policyRoutes: readonly Route[] = [
  { method: "GET", path: policiesPath, operation: (call) => listOf(policyCollection, scoped(call)) },
  { method: "GET", path: `${policiesPath}/:id`, operation: onePolicy },
  { method: "PATCH", path: `${policiesPath}/:id`, operation: patchPolicy },
  { method: "GET", path: `${policiesPath}/:id/rules`, operation: listRules },
  { method: "GET", path: `${policiesPath}/:id/effectiveRules`, operation: listRules },
  { method: "GET", path: `${policiesPath}/:id/rules/:rule`, operation: oneRule },
  { method: "PATCH", path: `${policiesPath}/:id/rules/:rule`, operation: patchRule },
  { method: "GET", path: assignmentsPath, operation: (call) => listOf(assignmentCollection, scoped(call)) },
  { method: "GET", path: `${assignmentsPath}/:id`, operation: oneAssignment },
];

/** Both lists demand a scope and its type. */
function scoped(call: Call): Call {
  const wanted = wantedBy(call.options.filter);
  if (wantedTexts(wanted, "scopeId") === undefined || wantedTexts(wanted, "scopeType") === undefined)
    throw pimErrors.missingProvider();
  return call;
}

function policiesWanted(call: Call, wanted: Wanted, after: number): Policy[] {
  const { policies } = call.state;
  const roles = wantedTexts(wanted, "roleDefinitionId");
  if (wordWanted(wanted) === "Group") return policiesOfGroups(call, wantedTexts(wanted, "scopeId") ?? [], after);
  if (roles === undefined) return policies.list("DirectoryRole", after);
  return inSequence(roles.flatMap((role) => policies.findByRole(role) ?? [])).filter(
    ({ sequence }) => sequence > after,
  );
}

/** Every group that PIM can take has settings, for its members and for its owners, also before PIM manages it. */
function policiesOfGroups({ state }: Call, groups: readonly string[], after: number): Policy[] {
  return groups
    .flatMap((id) => state.directory.find(id) ?? [])
    .filter((group) => group.kind === "group" && isManageable(group))
    .flatMap(({ id }) => accesses.map((access) => groupPolicy(state, id, access)))
    .map((policy, index) => ({ ...policy, sequence: index + 1 }))
    .filter(({ sequence }) => sequence > after);
}

/** The service takes `Directory` for `DirectoryRole`, and answers in the word it was asked with. */
const words = ["Directory", "DirectoryRole", "Group"] as const;
type ScopeWord = (typeof words)[number];

function wordWanted(wanted: Wanted): ScopeWord {
  return wordFrom(wantedTexts(wanted, "scopeType")?.[0]);
}

function wordIn(id: unknown): ScopeWord {
  return wordFrom(String(id).split("_")[0]);
}

function wordFrom(text: string | undefined): ScopeWord {
  return words.find((word) => word.toLowerCase() === text?.toLowerCase()) ?? "DirectoryRole";
}

function onePolicy(call: Call): Reply {
  return oneOf(policyCollection, policyEntity(policyAt(call), call, wordIn(call.params.id)), call);
}

function oneAssignment(call: Call): Reply {
  const parts = /^(.+)_([^_]+)$/.exec(call.params.id ?? "");
  const policy = findPolicy(call, parts?.[1] ?? "");
  if (policy === undefined || policy.role !== parts?.[2]?.toLowerCase()) throw graphErrors.resourceNotFound();
  return oneOf(assignmentCollection, assignmentEntity(policy, call, wordIn(call.params.id)), call);
}

function listRules(call: Call): Reply {
  const policy = policyAt(call);
  return listOf({ ...rulesCollection, context: rulesContext(policy, call) }, call);
}

function oneRule(call: Call): Reply {
  const policy = policyAt(call);
  const rule = policy.rules.find(({ id }) => id === call.params.rule);
  if (rule === undefined) throw graphErrors.resourceNotFound();
  return oneOf({ ...rulesCollection, context: rulesContext(policy, call) }, rule, call);
}

function patchRule(call: Call): Reply {
  const policy = policyAt(call);
  const id = call.params.rule ?? "";
  if (!policy.rules.some((rule) => rule.id === id)) throw graphErrors.resourceNotFound();
  const body = bodyObject(call);
  if (body.id !== undefined && body.id !== id) throw pimErrors.invalidPolicy("The id of a rule cannot be changed.");
  save(call, policy, [{ ...body, id }]);
  return { status: 204 };
}

function patchPolicy(call: Call): Reply {
  const policy = policyAt(call);
  const { rules } = bodyObject(call);
  if (!Array.isArray(rules) || !rules.every(isObject)) throw graphErrors.badRequest("'rules' must be a list of rules.");
  const saved = save(call, policy, rules);
  return oneOf(policyCollection, policyEntity(saved, call, wordIn(call.params.id)), call);
}

/** The settings of a group get a new id with every change, as the service gives them. */
function save(call: Call, policy: Policy, patches: readonly Entity[]): Policy {
  const { state } = call;
  const ofGroup = policy.scopeType === "Group";
  if (ofGroup) onboardGroup(state, policy.scopeId);
  const stored = state.policies.findByTarget(policy) ?? policy;
  const rules = patchRules(state, stored.rules, patches);
  const guid = ofGroup ? state.newId("policy") : stored.guid;
  state.policies.update(stored, rules, call.now, call.caller.displayName ?? call.caller.id, guid);
  return state.policies.findByTarget(policy) ?? stored;
}

function policyAt(call: Call): Policy {
  const policy = findPolicy(call, call.params.id ?? "");
  if (policy === undefined) throw graphErrors.resourceNotFound();
  return policy;
}

/** By `DirectoryRole_{tenant}_{guid}`, `Directory_…` too; of a group by `Group_{group}_{guid}`. */
function findPolicy(call: Call, id: string): Policy | undefined {
  const [word, place = "", guid = "", ...rest] = id.toLowerCase().split("_");
  if (rest.length > 0) return undefined;
  if (word === "group") return policiesOfGroups(call, [place], 0).find((policy) => policy.guid === guid);
  const known = (word === "directory" || word === "directoryrole") && place === call.state.tenantId;
  const policy = known ? call.state.policies.findByGuid(guid) : undefined;
  return policy?.scopeType === "DirectoryRole" ? policy : undefined;
}

function policyId(policy: Policy, call: Call, word: ScopeWord): string {
  return `${word}_${word === "Group" ? policy.scopeId : call.state.tenantId}_${policy.guid}`;
}

function policyEntity(policy: Policy, call: Call, word: ScopeWord): Entity {
  return {
    id: policyId(policy, call, word),
    displayName: word,
    description: word,
    isOrganizationDefault: false,
    scopeId: policy.scopeId,
    scopeType: word,
    lastModifiedDateTime: formatTimeOrNull(policy.modified),
    lastModifiedBy: { displayName: policy.modifiedBy, id: null },
  };
}

function assignmentEntity(policy: Policy, call: Call, word: ScopeWord): Entity {
  const id = policyId(policy, call, word);
  return {
    id: `${id}_${policy.role}`,
    policyId: id,
    scopeId: policy.scopeId,
    scopeType: word,
    roleDefinitionId: policy.role,
  };
}

function rulesContext(policy: Policy, call: Call): string {
  return `policies/roleManagementPolicies('${policyId(policy, call, wordIn(call.params.id))}')/rules`;
}
