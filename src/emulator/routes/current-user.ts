import { isObject } from "../body";
import type { Call, Route } from "../call";
import { graphErrors } from "../errors";
import { directoryApprovers } from "../laws/approvers";
import { type Collection, listOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import { requestCollections } from "./schedule-requests";
import { instanceCollections, scheduleCollections } from "./schedules";

type Mine = (entity: Entity, call: Call) => boolean;

const asPrincipal: Mine = (entity, call) => entity.principalId === call.caller.id;
const asCreator: Mine = ({ createdBy }, call) =>
  isObject(createdBy) && isObject(createdBy.user) && createdBy.user.id === call.caller.id;
const asApprover: Mine = (entity, call) =>
  entity.approvalId !== null && directoryApprovers(call.state, String(entity.roleDefinitionId)).has(call.caller.id);

/** `filterByCurrentUser(on='…')`: what the caller holds, asked for, or may approve. Holdings through groups are left out. */
export const currentUserRoutes: readonly Route[] = [
  ...Object.values(scheduleCollections).flatMap((collection) => routesOf(collection, { principal: asPrincipal })),
  ...Object.values(instanceCollections).flatMap((collection) => routesOf(collection, { principal: asPrincipal })),
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
      [...collection.rows(call, wanted, after)]
        .filter(({ entity }) => mine(entity, call))
        .map(({ sequence, entity }) => ({ sequence, entity: { "@odata.type": `#${collection.type}`, ...entity } })),
  };
}
