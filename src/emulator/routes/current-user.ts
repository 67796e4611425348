import { isObject } from "../body";
import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import { directoryApprovers } from "../laws/approvers";
import { type Collection, listOf } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import { requestCollections } from "./schedule-requests";
import { instanceCollections, scheduleCollections } from "./schedules";

/** The entity as the caller sees it; undefined when it is not theirs. */
type Mine = (entity: Entity, call: Call) => Entity | undefined;

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
const asApprover: Mine = (entity, call) =>
  entity.approvalId !== null && directoryApprovers(call.state, String(entity.roleDefinitionId)).has(call.caller.id)
    ? entity
    : undefined;

/** `filterByCurrentUser(on='…')`: what the caller holds, asked for, or may approve. */
export const currentUserRoutes: readonly Route[] = [
  ...Object.values(scheduleCollections).flatMap((collection) => routesOf(collection, { principal: asMember })),
  ...Object.values(instanceCollections).flatMap((collection) => routesOf(collection, { principal: asMember })),
  ...Object.values(requestCollections).flatMap((collection) =>
    routesOf(collection, { principal: asPrincipal, createdBy: asCreator, approver: asApprover }),
  ),
];

function routesOf(collection: Collection, kinds: Readonly<Record<string, Mine>>): Route[] {
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
