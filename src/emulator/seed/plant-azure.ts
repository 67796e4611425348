import { guidOf } from "../ids";
import { type Denial, denyFamily, everyone } from "../laws/arm/denial";
import { principalType } from "../laws/arm/principal-type";
import { managementGroup, parseScope } from "../laws/arm/scope";
import { outsidePim } from "../laws/outside-pim";
import type { State } from "../state";
import { formatTime } from "../time";
import { azureRoleNamed } from "./azure-role-named";
import type {
  SeedArmAssignment,
  SeedArmRole,
  SeedAzure,
  SeedDenyAssignment,
  SeedPrincipal,
  SeedSubscription,
} from "./seed-azure";

/** What planting Azure needs of the rest of the seed. */
export interface Ground {
  readonly state: State;
  readonly domain: string;
  /** Tenant time in ms when the brownfield was made. */
  readonly founded: number;
  /** Object id of what the seed names. */
  readonly idOf: (key: string) => string;
}

/** Finds the id of a scope that the seed names. */
export type ScopeNamed = (name: string) => string;

/** Puts Azure into the tenant: every tenant has a root management group; ids follow from domain and names. */
export function plantAzure(ground: Ground, azure: SeedAzure): ScopeNamed {
  const { state } = ground;
  const ids = new Map([["/", "/"]]);
  const root = managementGroup(state.tenantId).id;
  state.armScopes.put({
    id: root,
    parent: "/",
    kind: "managementGroup",
    displayName: "Tenant Root Group",
    properties: {},
  });
  const named: ScopeNamed = (name) => {
    const id = ids.get(name) ?? (name.startsWith("/") ? parseScope(name)?.id : undefined);
    if (id === undefined) throw new Error(`the seed names the scope "${name}" and defines none of that name`);
    return id;
  };
  const groupNamed = (name: string | undefined) => (name === undefined ? root : named(name));
  for (const { name, displayName = name, parent } of azure.managementGroups ?? []) {
    const { id, kind } = managementGroup(name);
    state.armScopes.put({ id, parent: groupNamed(parent), kind, displayName, properties: {} });
    ids.set(name, id);
  }
  for (const subscription of azure.subscriptions ?? [])
    plantSubscription(ground, subscription, groupNamed(subscription.managementGroup), ids);
  for (const role of azure.roles ?? []) plantRole(ground, role, named);
  for (const assignment of azure.assignments ?? []) plantAssignment(ground, assignment, named);
  for (const denial of azure.denyAssignments ?? []) plantDenial(ground, denial, named);
  return named;
}

function plantSubscription(
  { state, domain }: Ground,
  seed: SeedSubscription,
  parent: string,
  ids: Map<string, string>,
): void {
  const { displayName } = seed;
  const id = `/subscriptions/${seed.id ?? guidOf(domain, "subscription", displayName)}`;
  state.armScopes.put({ id, parent, kind: "subscription", displayName, properties: {} });
  ids.set(displayName, id);
  for (const { name, location = "westeurope", resources = [] } of seed.resourceGroups ?? []) {
    const group = `${id}/resourceGroups/${name}`;
    state.armScopes.put({ id: group, parent: id, kind: "resourceGroup", displayName: name, properties: { location } });
    ids.set(`${displayName}/${name}`, group);
    for (const resource of resources) {
      const resourceId = `${group}/providers/${resource.type}/${resource.name}`;
      state.armScopes.put({
        id: resourceId,
        parent: group,
        kind: "resource",
        displayName: resource.name,
        properties: { location },
      });
      ids.set(`${displayName}/${name}/${resource.name}`, resourceId);
    }
  }
}

function plantRole({ state, domain, founded }: Ground, seed: SeedArmRole, named: ScopeNamed): void {
  const on = formatTime(founded);
  state.armRoles.put({
    name: seed.id ?? guidOf(domain, "azure role", seed.name),
    roleName: seed.name,
    type: "CustomRole",
    description: seed.description ?? null,
    assignableScopes: seed.at.map(named),
    permissions: [{ actions: seed.actions, notActions: seed.notActions ?? [], dataActions: [], notDataActions: [] }],
    createdOn: on,
    updatedOn: on,
    createdBy: null,
    updatedBy: null,
  });
}

function plantAssignment({ state, domain, founded, idOf }: Ground, seed: SeedArmAssignment, named: ScopeNamed): void {
  const role = azureRoleNamed(state, seed.role);
  const principal = idOf(seed.principal);
  const scope = named(seed.at);
  state.azureSchedules.add({
    ...outsidePim,
    id: seed.id ?? guidOf(domain, "azure assignment", role, principal, scope),
    principal,
    role,
    scope,
    created: founded,
    start: founded,
    visible: founded,
  });
}

function plantDenial({ state, domain, idOf }: Ground, seed: SeedDenyAssignment, named: ScopeNamed): void {
  const scope = named(seed.at);
  const principal = (key: SeedPrincipal) => {
    if (typeof key !== "string") return key;
    const id = idOf(key);
    return { id, type: principalType(state.directory.find(id)?.kind) ?? "User" };
  };
  const denial: Denial = {
    denyAssignmentName: seed.name,
    description: seed.description ?? "",
    permissions: [
      {
        actions: seed.actions,
        notActions: seed.notActions ?? [],
        dataActions: seed.dataActions ?? [],
        notDataActions: seed.notDataActions ?? [],
      },
    ],
    scope,
    doNotApplyToChildScopes: false,
    principals: seed.principals?.map(principal) ?? [{ id: everyone, type: "SystemDefined" }],
    excludePrincipals: seed.excludedPrincipals?.map(principal) ?? [],
    isSystemProtected: true,
  };
  state.documents.put(denyFamily, seed.id ?? guidOf(domain, "deny assignment", seed.name, scope), { ...denial });
}
