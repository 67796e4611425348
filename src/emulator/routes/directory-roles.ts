import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { guidOf, isGuid } from "../ids";
import { assignPastPim } from "../laws/past-pim";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { RoleDefinition } from "../store/role-definitions";
import type { Schedule } from "../store/schedules";
import { mixedCollection } from "./directory-collections";
import { isLive } from "./schedules";

const path = "/directoryRoles";
const templatesPath = "/directoryRoleTemplates";
/** Where it stands which roles somebody has activated that nobody holds. */
const family = "directoryRole";

const templates: Collection = {
  context: "directoryRoleTemplates",
  type: "microsoft.graph.directoryRoleTemplate",
  properties: () => ["id", "deletedDateTime", "description", "displayName"],
  navigation: {},
  page: 999,
  rows: ({ state }, _wanted, after) =>
    builtIn(state.roles.list(after)).map((role) => ({ sequence: role.sequence, entity: templateEntity(role) })),
};

const activated: Collection = {
  context: "directoryRoles",
  type: "microsoft.graph.directoryRole",
  properties: () => ["id", "deletedDateTime", "description", "displayName", "roleTemplateId"],
  navigation: {
    members: (entity, call) => membersOf(call, String(entity.roleTemplateId)).map(({ id }) => ({ id })),
  },
  page: 999,
  rows: (call, _wanted, after) =>
    builtIn(call.state.roles.list(after))
      .filter((role) => isActivated(call, role))
      .map((role) => ({ sequence: role.sequence, entity: roleEntity(call, role) })),
};

/** Built-in roles in the older form: made from a template once, then with members. Writing here goes past PIM. */
export const directoryRoleRoutes: readonly Route[] = [
  { method: "GET", path: templatesPath, operation: (call) => listOf(templates, call) },
  {
    method: "GET",
    path: `${templatesPath}/:id`,
    operation: (call) => oneOf(templates, templateEntity(templateAt(call, call.params.id)), call),
  },
  { method: "GET", path, operation: (call) => listOf(activated, call) },
  { method: "POST", path, operation: activate },
  { method: "GET", path: `${path}/:id`, operation: (call) => oneOf(activated, roleEntity(call, roleAt(call)), call) },
  {
    method: "GET",
    path: `${path}/:id/members`,
    operation: (call) => listOf(mixedCollection(membersOf(call, roleAt(call).id)), call),
  },
  { method: "POST", path: `${path}/:id/members/$ref`, operation: addMember },
  { method: "DELETE", path: `${path}/:id/members/:target/$ref`, operation: removeMember },
];

function builtIn(roles: Iterable<RoleDefinition>): RoleDefinition[] {
  return [...roles].filter((role) => role.builtIn);
}

function templateEntity({ id, displayName, properties }: RoleDefinition): Entity {
  return { id, deletedDateTime: null, description: properties.description, displayName };
}

function roleEntity({ state }: Call, role: RoleDefinition): Entity {
  return { ...templateEntity(role), id: guidOf(state.tenantId, family, role.id), roleTemplateId: role.id };
}

/** Somebody holds it, or has asked for it. */
function isActivated(call: Call, role: RoleDefinition): boolean {
  return holdings(call, role.id).length > 0 || call.state.documents.find(family, role.id) !== undefined;
}

function templateAt({ state }: Call, id: unknown): RoleDefinition {
  const role = state.roles.find(String(id));
  if (role === undefined || !role.builtIn) throw graphErrors.notFound(String(id));
  return role;
}

/** By its id in this tenant, or as `roleTemplateId=…`. */
function roleAt(call: Call): RoleDefinition {
  const { id = "" } = call.params;
  const template = /^roleTemplateId='?([^']+)'?$/i.exec(id)?.[1];
  const role = builtIn(call.state.roles.list(0)).find((each) =>
    template === undefined ? roleEntity(call, each).id === id.toLowerCase() : each.id === template.toLowerCase(),
  );
  if (role === undefined || !isActivated(call, role)) throw graphErrors.notFound(id);
  return role;
}

function activate(call: Call): Reply {
  const role = templateAt(call, bodyObject(call).roleTemplateId);
  if (isActivated(call, role))
    throw graphErrors.invalidRequest(
      "A conflicting object with one or more of the specified property values is present in the directory.",
    );
  call.state.documents.put(family, role.id, { displayName: role.displayName });
  return oneOf(activated, roleEntity(call, role), call, 201);
}

function holdings(call: Call, role: string): Schedule[] {
  const held = [...call.state.schedules.list("assignment", { roles: [role], scopes: ["/"] })];
  return held.filter((schedule) => isLive(schedule, call) && schedule.start <= call.now);
}

function membersOf(call: Call, role: string) {
  const ids = new Set(holdings(call, role).map(({ principal }) => principal));
  return [...ids]
    .flatMap((id) => call.state.directory.find(id) ?? [])
    .map((object, index) => ({ ...object, sequence: index + 1 }));
}

function addMember(call: Call): Reply {
  const reference = bodyObject(call)["@odata.id"];
  const principal = typeof reference === "string" ? (reference.split("/").at(-1) ?? "") : "";
  if (!isGuid(principal)) throw graphErrors.notFound(principal);
  assignPastPim(call, { principal: principal.toLowerCase(), role: roleAt(call).id, scope: "/" });
  return { status: 204 };
}

function removeMember(call: Call): Reply {
  const target = (call.params.target ?? "").toLowerCase();
  const held = holdings(call, roleAt(call).id).filter(({ principal }) => principal === target);
  if (held.length === 0) throw graphErrors.notFound(target);
  for (const schedule of held) call.state.schedules.remove(schedule);
  return { status: 204 };
}
