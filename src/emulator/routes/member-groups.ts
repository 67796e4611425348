import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { isGuid } from "../ids";
import type { DirectoryKind } from "../store/directory";
import { objectAt } from "./directory-objects";
import { holdersThrough } from "./directory-relations";

/** The service checks so many ids at once. */
const mostIds = 20;
const places: readonly (readonly [string, (call: Call) => string])[] = [
  ["/users/:id", idOf("user")],
  ["/groups/:id", idOf("group")],
  ["/servicePrincipals/:id", idOf("servicePrincipal")],
  ["/directoryObjects/:id", (call) => call.params.id ?? ""],
  ["/me", ({ caller }) => caller.id],
];

/** Which groups something is in, through others too: https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
export const memberGroupRoutes: readonly Route[] = places.flatMap(([path, of]) => [
  { method: "POST", path: `${path}/checkMemberGroups`, operation: check("groupIds", of), write: false },
  { method: "POST", path: `${path}/checkMemberObjects`, operation: check("ids", of), write: false },
  {
    method: "POST",
    path: `${path}/getMemberGroups`,
    operation: (call) => texts(call, groupsOf(call, of(call))),
    write: false,
  },
  {
    method: "POST",
    path: `${path}/getMemberObjects`,
    operation: (call) => texts(call, groupsOf(call, of(call))),
    write: false,
  },
]);

function idOf(kind: DirectoryKind) {
  return (call: Call) => objectAt(call, kind).id;
}

function check(property: "groupIds" | "ids", of: (call: Call) => string) {
  return (call: Call): Reply => {
    const asked = bodyObject(call)[property];
    if (!Array.isArray(asked) || !asked.every(isGuid))
      throw graphErrors.invalidRequest(
        `Invalid value specified for property '${property}' of resource 'DirectoryObject'.`,
      );
    if (asked.length > mostIds)
      throw graphErrors.invalidRequest(`Too many ids: ${asked.length}. Max allowed: ${mostIds}.`);
    const held = new Set(groupsOf(call, of(call)));
    return texts(
      call,
      asked.filter((id) => held.has(id.toLowerCase())),
    );
  };
}

function groupsOf(call: Call, id: string): string[] {
  return holdersThrough(call, id)
    .filter(({ kind }) => kind === "group")
    .map((group) => group.id);
}

function texts({ base }: Call, value: readonly string[]): Reply {
  return { status: 200, body: { "@odata.context": `${base}/$metadata#Collection(Edm.String)`, value } };
}
