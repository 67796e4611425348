import { textIn } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { isObject } from "../../body";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { heldAt } from "../../laws/arm/held-at";
import { scopeAt } from "../../laws/arm/place";
import { isRunning } from "../../laws/arm/role-assignment";
import type { Scope } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { ArmScope } from "../../store/arm-scopes";

/** Subscriptions and tenants: https://learn.microsoft.com/rest/api/resources/subscriptions. They are in the seed, nobody makes them. */
export const subscriptionRoutes: readonly ArmRoute[] = [
  {
    method: "GET",
    path: "tenants",
    at: ["tenant"],
    versions: versions.subscriptions,
    operation: listTenants,
  },
  {
    method: "GET",
    path: "subscriptions",
    at: ["tenant"],
    versions: versions.subscriptions,
    operation: list,
  },
  { method: "GET", path: "", at: ["subscription"], versions: versions.subscriptions, operation: get },
];

/** Where callers must sign in: those that they hold some role at, above or below. */
function list(call: ArmCall): Reply {
  const { state } = call;
  const seen = state.armScopes
    .list("subscription")
    .filter(({ id }) => !state.strict || holdsAnything(call, scopeAt(id)));
  const value = seen.map((each) => subscriptionEntity(state.tenantId, each));
  return { status: 200, body: { value, count: { type: "Total", value: value.length } } };
}

function holdsAnything(call: ArmCall, scope: Scope): boolean {
  const own = { functions: new Map([["assignedto", call.caller.id]]), equals: new Map() };
  const reach = { above: true, below: true };
  const held = heldAt({ ...call, scope }, own, reach, (query) => call.state.azureSchedules.list("assignment", query));
  return held.some(({ item }) => isRunning(item, call.now));
}

function get({ state, scope }: ArmCall): Reply {
  const found = state.armScopes.find(scope.id);
  return { status: 200, body: found && subscriptionEntity(state.tenantId, found) };
}

function subscriptionEntity(tenantId: string, { id, displayName }: ArmScope): Entity {
  return {
    id,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: id.split("/").at(-1),
    tenantId,
    displayName,
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "EnterpriseAgreement_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

function listTenants({ state }: ArmCall): Reply {
  const { tenantId } = state;
  const { displayName, verifiedDomains, countryLetterCode, tenantType } =
    state.directory.find(tenantId)?.properties ?? {};
  const domains = (Array.isArray(verifiedDomains) ? verifiedDomains : []).flatMap((domain: unknown) =>
    isObject(domain) ? (textIn(domain, "name") ?? []) : [],
  );
  const home = {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: countryLetterCode,
    displayName,
    domains,
    tenantCategory: "Home",
    defaultDomain: domains[0],
    tenantType,
  };
  return { status: 200, body: { value: [home] } };
}
