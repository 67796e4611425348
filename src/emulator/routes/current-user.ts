import { isObject } from "../body";
import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import { approversOf } from "../laws/deciders";
import { type Collection, listOf } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import type { Surface } from "./pim-surface";
import { requestsOf } from "./schedule-requests";
import { families, instancesOf, schedulesOf, surfaces } from "./schedules";

/** The entity as the caller sees it; undefined when it is not theirs. */
export type Mine = (entity: Entity, call: Call) => Entity | undefined;

const asPrincipal: Mine = (entity, call) => (entity.principalId === call.caller.id ? entity : undefined);
const asCreator: Mine = (entity, call) =>
  isObject(entity.createdBy) && isObject(entity.createdBy.user) && entity.createdBy.user.id === call.caller.id
    ? entity
    : undefined;
/** What a group holds, its members hold: under the id of the group's holding, but as their own. */
const asMember: Mine = (entity, call) => {
  if (entity.principalId === call.caller.id) return entity;
  const member = call.state.directory.isLinked(String(entity.principalId), "members", call.caller.id);
  return member ? { ...entity, principalId: call.caller.id, memberType: "Group" } : undefined;
};
const asApprover =
  (surface: Surface): Mine =>
  (entity, call) => {
    const request = surface.plane(call).requests.findByApproval(String(entity.approvalId));
    if (request === undefined) return undefined;
    return approversOf(call.state, surface.deciders, request).has(call.caller.id) ? entity : undefined;
  };

/** `filterByCurrentUser(on='…')`: what the caller holds, asked for, or may approve. */
export const currentUserRoutes: readonly Route[] = [
  ...surfaces.flatMap((surface) =>
    families.flatMap((family) => [
      ...filterByCurrentUser(schedulesOf(surface, family), { principal: asMember }),
      ...filterByCurrentUser(instancesOf(surface, family), { principal: asMember }),
      ...filterByCurrentUser(requestsOf(surface, family), {
        principal: asPrincipal,
        createdBy: asCreator,
        approver: asApprover(surface),
      }),
    ]),
  ),
];

/** The lists of one collection, by the words that may stand after `on=`. */
export function filterByCurrentUser(collection: Collection, kinds: Readonly<Record<string, Mine>>): Route[] {
  return [
    {
      method: "GET",
      path: `/${collection.context}/filterByCurrentUser/:on`,
      operation: (call) => {
        const mine = kinds[call.params.on ?? ""];
        if (mine === undefined)
          throw graphErrors.badRequest(`Invalid value '${call.params.on ?? ""}' for parameter 'on'.`);
        return listOf(filtered(collection, mine), call);
      },
    },
  ];
}

/** The list is a function's: its context names the type and each item carries it. */
function filtered(collection: Collection, mine: Mine): Collection {
  return {
    ...collection,
    context: `Collection(${collection.type.replace("microsoft.graph.", "")})`,
    rows: (call, wanted, after) =>
      [...collection.rows(call, withoutPrincipal(wanted), after)].flatMap(({ sequence, entity }) => {
        const own = mine(entity, call);
        return own === undefined ? [] : { sequence, entity: { "@odata.type": `#${collection.type}`, ...own } };
      }),
  };
}

/** A filter by the caller's own id must not narrow the groups away. */
function withoutPrincipal(wanted: Wanted): Wanted {
  return new Map([...wanted].filter(([property]) => property !== "principalId"));
}
