import { armBody, textIn } from "../../arm-body";
import type { ArmCall, ArmRoute } from "../../arm-call";
import { armErrors } from "../../arm-errors";
import { isObject } from "../../body";
import type { Reply } from "../../call";
import { versions } from "../../laws/arm/api-version";
import { existingScope, isWithin, scopeAt } from "../../laws/arm/place";
import { removeScope } from "../../laws/arm/remove-scope";
import { mayDo } from "../../laws/arm/rights";
import { managementGroup, sameId } from "../../laws/arm/scope";
import type { Entity } from "../../odata/filter";
import type { State } from "../../state";
import type { ArmScope } from "../../store/arm-scopes";

const type = "Microsoft.Management/managementGroups";
const given = { versions: versions.managementGroups };
const one = { ...given, path: "", at: ["managementGroup"] } as const;
const member = { ...given, path: "subscriptions/:subscription", at: ["managementGroup"] } as const;

/** https://learn.microsoft.com/rest/api/managementgroups */
export const managementGroupRoutes: readonly ArmRoute[] = [
  { ...given, method: "GET", path: `providers/${type}`, at: ["tenant"], operation: list },
  {
    ...given,
    method: "POST",
    path: "providers/Microsoft.Management/getEntities",
    at: ["tenant"],
    operation: entities,
    write: false,
  },
  { ...one, method: "GET", operation: get },
  { ...one, method: "PUT", operation: put, makesScope: true },
  { ...one, method: "PATCH", operation: patch },
  { ...one, method: "DELETE", operation: remove },
  { ...given, method: "GET", path: "descendants", at: ["managementGroup"], operation: descendants },
  { ...given, method: "GET", path: "subscriptions", at: ["managementGroup"], operation: subscriptions },
  { ...member, method: "PUT", operation: (call) => move(call, call.scope.id) },
  { ...member, method: "DELETE", operation: (call) => move(call, rootOf(call.state)) },
];

function list({ state }: ArmCall): Reply {
  const { tenantId } = state;
  const value = state.armScopes.list("managementGroup").map(({ id, displayName }) => ({
    id,
    type,
    name: scopeAt(id).name,
    properties: { tenantId, displayName },
  }));
  return { status: 200, body: { value } };
}

function get(call: ArmCall): Reply {
  const { state, scope, query } = call;
  const found = state.armScopes.find(scope.id);
  const children = query.get("$expand")?.toLowerCase() === "children";
  const depth = query.get("$recurse")?.toLowerCase() === "true" ? Number.POSITIVE_INFINITY : 1;
  return { status: 200, body: found && groupEntity(state, found, children ? depth : 0) };
}

/** At once, where the service takes a while. */
function put(call: ArmCall): Reply {
  const { state, scope } = call;
  const before = state.armScopes.find(scope.id);
  const { properties } = armBody(call);
  const wished = isObject(properties) ? properties : {};
  const details = isObject(wished.details) ? wished.details : {};
  const parent = isObject(details.parent) ? textIn(details.parent, "id") : undefined;
  return place(call, {
    displayName: textIn(wished, "displayName") ?? before?.displayName ?? scope.name,
    parent: parent ?? before?.parent ?? rootOf(state),
  });
}

function patch(call: ArmCall): Reply {
  const body = armBody(call);
  const before = call.state.armScopes.find(call.scope.id);
  return place(call, {
    displayName: textIn(body, "displayName") ?? before?.displayName ?? call.scope.name,
    parent: textIn(body, "parentGroupId") ?? before?.parent ?? rootOf(call.state),
  });
}

/** Who moves a group must be allowed to write the one that it moves to as well. */
function place(
  { state, scope, caller, now }: ArmCall,
  { displayName, parent }: { displayName: string; parent: string },
): Reply {
  const isRoot = sameId(scope.id, rootOf(state));
  const above = isRoot
    ? "/"
    : existingScope(state, parent.includes("/") ? scopeAt(parent) : managementGroup(parent)).id;
  if (!isRoot && (scopeAt(above).kind !== "managementGroup" || isWithin(state, scopeAt(above), scope)))
    throw armErrors.badRequest(`'${parent}' cannot be the parent of '${scope.id}'.`);
  const action = "Microsoft.Management/managementGroups/write";
  if (state.strict && !isRoot && !mayDo(state, caller.id, action, scopeAt(above), now))
    throw armErrors.deniedThere(caller, action, scope.id, above);
  const group = state.armScopes.put({
    id: scope.id,
    parent: above,
    kind: "managementGroup",
    displayName,
    properties: {},
  });
  return { status: 200, body: groupEntity(state, group, 0) };
}

function remove({ state, scope }: ArmCall): Reply {
  if (sameId(scope.id, rootOf(state)) || state.armScopes.children(scope.id).length > 0)
    throw armErrors.badRequest(`'${scope.id}' is the root group or has children, and cannot be deleted.`);
  const found = state.armScopes.find(scope.id);
  if (found !== undefined) removeScope(state, found);
  return { status: 204 };
}

/** Groups and subscriptions below, the nearest first. */
function descendants({ state, scope }: ArmCall): Reply {
  const value = inGroups(state, scope.id).map((each) => ({
    id: each.id,
    type: typeOf(each),
    name: scopeAt(each.id).name,
    properties: { displayName: each.displayName, parent: { id: each.parent } },
  }));
  return { status: 200, body: { value } };
}

function subscriptions({ state, scope }: ArmCall): Reply {
  const value = state.armScopes
    .children(scope.id)
    .filter(({ kind }) => kind === "subscription")
    .map((each) => memberEntity(state, each));
  return { status: 200, body: { value } };
}

function move({ state, params }: ArmCall, parent: string): Reply {
  const { id } = existingScope(state, scopeAt(`/subscriptions/${params.subscription}`));
  const found = state.armScopes.find(id);
  const moved = found && state.armScopes.put({ ...found, parent });
  return { status: 200, body: moved && memberEntity(state, moved) };
}

function entities({ state }: ArmCall): Reply {
  const all = [...state.armScopes.list("managementGroup"), ...state.armScopes.list("subscription")];
  const value = all.map((each) => {
    const chain = chainOf(state, each);
    const below = inGroups(state, each.id);
    return {
      id: each.id,
      type: typeOf(each),
      name: scopeAt(each.id).name,
      properties: {
        tenantId: state.tenantId,
        displayName: each.displayName,
        parent: { id: each.parent === "/" ? "" : each.parent },
        parentDisplayNameChain: chain.map(({ displayName }) => displayName),
        parentNameChain: chain.map(({ id }) => scopeAt(id).name),
        permissions: "delete",
        inheritedPermissions: "delete",
        numberOfDescendants: below.length,
        numberOfChildren: below.filter(({ parent }) => sameId(parent, each.id)).length,
        numberOfChildGroups: below.filter(({ kind, parent }) => kind !== "subscription" && sameId(parent, each.id))
          .length,
      },
    };
  });
  return { status: 200, body: { value, count: value.length } };
}

/** What holds it, the root group first. */
function chainOf(state: State, { parent }: ArmScope): ArmScope[] {
  const above = parent === "/" ? undefined : state.armScopes.find(parent);
  return above === undefined ? [] : [...chainOf(state, above), above];
}

/** Groups and subscriptions below a group, without what lies in subscriptions. */
function inGroups(state: State, id: string): ArmScope[] {
  const children = state.armScopes
    .children(id)
    .filter(({ kind }) => kind === "managementGroup" || kind === "subscription");
  return [
    ...children,
    ...children.flatMap((child) => (child.kind === "managementGroup" ? inGroups(state, child.id) : [])),
  ];
}

function groupEntity(state: State, { id, displayName, parent }: ArmScope, depth: number): Entity {
  const above = state.armScopes.find(parent);
  const holder = above && { id: above.id, name: scopeAt(above.id).name, displayName: above.displayName };
  const details = { version: 1, parent: holder };
  const children = depth > 0 ? { children: childrenOf(state, id, depth) } : {};
  return {
    id,
    type,
    name: scopeAt(id).name,
    properties: { tenantId: state.tenantId, displayName, details, ...children },
  };
}

function childrenOf(state: State, id: string, depth: number): Entity[] {
  return state.armScopes
    .children(id)
    .filter(({ kind }) => kind === "managementGroup" || kind === "subscription")
    .map((child) => ({
      id: child.id,
      type: typeOf(child),
      name: scopeAt(child.id).name,
      displayName: child.displayName,
      ...(depth > 1 && child.kind === "managementGroup" ? { children: childrenOf(state, child.id, depth - 1) } : {}),
    }));
}

function memberEntity(state: State, { id, displayName, parent }: ArmScope): Entity {
  return {
    id: `${parent}${id}`,
    type: `${type}/subscriptions`,
    name: scopeAt(id).name,
    properties: { tenant: state.tenantId, displayName, parent: { id: parent }, state: "Active" },
  };
}

function typeOf({ kind }: ArmScope): string {
  return kind === "subscription" ? "/subscriptions" : type;
}

function rootOf({ tenantId }: State): string {
  return managementGroup(tenantId).id;
}
