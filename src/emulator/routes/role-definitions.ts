import { bodyObject, isObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { isGuid } from "../ids";
import { defaultRules } from "../laws/default-rules";
import { failPending } from "../laws/fail-pending";
import { type Collection, listOf, oneOf } from "../odata/collection";
import { type Entity, wantedTexts } from "../odata/filter";
import { inSequence } from "../odata/in-sequence";
import type { RoleDefinition } from "../store/role-definitions";

const path = "/roleManagement/directory/roleDefinitions";
const writable = ["description", "displayName", "isEnabled", "rolePermissions", "resourceScopes", "version"];
const v1 = ["id", "isBuiltIn", "templateId", ...writable];
const betaOnly = ["isPrivileged", "allowedPrincipalTypes"];

const collection: Collection = {
  context: "roleManagement/directory/roleDefinitions",
  type: "microsoft.graph.unifiedRoleDefinition",
  properties: (version) => (version === "beta" ? [...v1, ...betaOnly] : v1),
  defaults: (version) => (version === "beta" ? undefined : [...v1, "inheritsPermissionsFrom"]),
  navigation: {
    inheritsPermissionsFrom: (entity, call) =>
      inheritedBy(entity).flatMap(({ id }) => call.state.roles.find(id)?.properties ?? []),
  },
  page: 200,
  largestPage: 999,
  rows: (call, wanted, after) => {
    const { roles } = call.state;
    const ids = wantedTexts(wanted, "id") ?? wantedTexts(wanted, "templateId");
    const found = ids === undefined ? roles.list(after) : inSequence(ids.flatMap((id) => roles.find(id) ?? []));
    return found
      .filter(({ sequence }) => sequence > after)
      .map((role) => ({ sequence: role.sequence, entity: definitionEntity(role) }));
  },
};

export const roleDefinitionRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => listOf(collection, call) },
  { method: "GET", path: `${path}/:id`, operation: (call) => oneOf(collection, definitionEntity(roleAt(call)), call) },
  { method: "POST", path, operation: create },
  { method: "PATCH", path: `${path}/:id`, operation: update },
  { method: "DELETE", path: `${path}/:id`, operation: remove },
];

/** Every built-in role may also do what Directory Readers may; an answer names that role by its id unless it is expanded. */
const directoryReaders = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

function inheritedBy({ id, isBuiltIn }: Entity): readonly { readonly id: string }[] {
  return isBuiltIn === true && id !== directoryReaders ? [{ id: directoryReaders }] : [];
}

function definitionEntity({ properties }: RoleDefinition): Entity {
  return { ...properties, inheritsPermissionsFrom: inheritedBy(properties) };
}

/** `$expand=roleDefinition` shows a stub: no description, no permissions. */
export function roleStub(role: RoleDefinition): Entity {
  const { id, displayName, builtIn, properties } = role;
  return {
    id,
    description: "",
    displayName,
    isBuiltIn: builtIn,
    isEnabled: properties.isEnabled,
    templateId: properties.templateId,
    version: null,
    resourceScopes: [],
    rolePermissions: [],
  };
}

function roleAt(call: Call): RoleDefinition {
  const role = call.state.roles.find(call.params.id ?? "");
  if (role === undefined) throw graphErrors.notFound(call.params.id ?? "");
  return role;
}

function create(call: Call): Reply {
  const body = bodyObject(call);
  checkBody(body);
  const { displayName, rolePermissions } = body;
  if (typeof displayName !== "string" || displayName === "")
    throw graphErrors.invalidRequest("A value is required for property 'displayName' of resource 'RoleDefinition'.");
  if (!Array.isArray(rolePermissions))
    throw graphErrors.invalidRequest(
      "A value is required for property 'rolePermissions' of resource 'RoleDefinition'.",
    );
  const id = isGuid(body.templateId) ? body.templateId.toLowerCase() : call.state.newId("roleDefinition");
  if (call.state.roles.find(id) !== undefined)
    throw graphErrors.invalidRequest(`A role definition with template id '${id}' already exists.`);
  const properties = {
    id,
    description: body.description ?? null,
    displayName,
    isBuiltIn: false,
    isEnabled: body.isEnabled ?? true,
    resourceScopes: ["/"],
    rolePermissions: rolePermissions.map((permission: object) => ({ condition: null, ...permission })),
    templateId: id,
    version: body.version ?? null,
    isPrivileged: false,
    allowedPrincipalTypes: null,
  };
  call.state.roles.add({ id, displayName, builtIn: false, properties });
  call.state.policies.add(
    call.state.newId("policy"),
    { scopeType: "DirectoryRole", scopeId: "/", role: id },
    defaultRules,
  );
  return oneOf(collection, { ...properties, inheritsPermissionsFrom: [] }, call, 201);
}

function update(call: Call): Reply {
  const role = customRoleAt(call);
  const body = bodyObject(call);
  checkBody(body);
  const changed = Object.fromEntries(Object.entries(body).filter(([name]) => writable.includes(name)));
  const properties = { ...role.properties, ...changed };
  call.state.roles.update(role, String(properties.displayName), properties);
  return { status: 204 };
}

function remove(call: Call): Reply {
  const role = customRoleAt(call);
  const holders = [
    ...call.state.schedules.list("assignment", { roles: [role.id] }),
    ...call.state.schedules.list("eligibility", { roles: [role.id] }),
  ];
  if (holders.some(({ finish }) => finish === null || finish > call.now))
    throw graphErrors.invalidRequest("The role definition cannot be deleted while there are assignments to it.");
  failPending(call, (request) => request.role === role.id);
  const policy = call.state.policies.findByRole(role.id);
  if (policy !== undefined) call.state.policies.remove(policy);
  call.state.roles.remove(role);
  return { status: 204 };
}

function customRoleAt(call: Call): RoleDefinition {
  const role = roleAt(call);
  if (role.builtIn) throw graphErrors.invalidRequest("Built-in role definitions cannot be changed.");
  return role;
}

function checkBody(body: Entity): void {
  const known = new Set([...v1, ...betaOnly, "@odata.type", "@odata.context", "inheritsPermissionsFrom"]);
  for (const name of Object.keys(body))
    if (!known.has(name) && !name.includes("@odata.")) throw graphErrors.unknownProperty(name, collection.type);
  const { rolePermissions } = body;
  const sound =
    rolePermissions === undefined ||
    (Array.isArray(rolePermissions) &&
      rolePermissions.every((each) => isObject(each) && Array.isArray(each.allowedResourceActions)));
  if (!sound)
    throw graphErrors.invalidRequest(
      "Invalid value specified for property 'rolePermissions' of resource 'RoleDefinition'.",
    );
}
