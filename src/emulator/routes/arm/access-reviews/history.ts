import { withoutNulls } from "../../../arm-body";
import type { ArmCall, ArmRoute } from "../../../arm-call";
import { armErrors } from "../../../arm-errors";
import { armPimErrors } from "../../../arm-pim-errors";
import type { Reply } from "../../../call";
import { isGuid } from "../../../ids";
import {
  addHistory,
  courseOf,
  downloadHistory,
  historiesOf,
  type KeptHistory,
  readHistory,
  removeHistory,
} from "../../../laws/access-review/history";
import { versions } from "../../../laws/arm/api-version";
import type { Entity } from "../../../odata/filter";
import { formatTime } from "../../../time";
import { armId } from "../pim-shapes";
import { looseProperties } from "./definitions";
import { scopes } from "./places";
import { actor } from "./shapes";

const type = "accessReviewHistoryDefinitions";
const path = `providers/Microsoft.Authorization/${type}`;
const common = { at: scopes, versions: versions.accessReviews };

/** Reports on past reviews: https://learn.microsoft.com/rest/api/authorization/scope-access-review-history-definitions */
export const armReviewHistoryRoutes: readonly ArmRoute[] = [
  {
    method: "GET",
    path,
    ...common,
    operation: (call) => ({ status: 200, body: { value: here(call).map((history) => shape(call, history)) } }),
  },
  {
    method: "GET",
    path: `${path}/:history`,
    ...common,
    operation: (call) => ({ status: 200, body: shape(call, historyAt(call)) }),
  },
  { method: "PUT", path: `${path}/:history`, ...common, operation: put },
  { method: "DELETE", path: `${path}/:history`, ...common, operation: remove },
  {
    method: "GET",
    path: `${path}/:history/instances`,
    ...common,
    operation: (call) => ({ status: 200, body: { value: [instanceShape(call, historyAt(call))] } }),
  },
  { method: "POST", path: `${path}/:history/instances/:instance/generateDownloadUri`, ...common, operation: download },
];

function here({ state, scope }: ArmCall): KeptHistory[] {
  return historiesOf(state, "arm", scope.id);
}

function historyAt(call: ArmCall): KeptHistory {
  const id = call.params.history?.toLowerCase() ?? "";
  const found = here(call).find((history) => history.id === id);
  if (found === undefined) throw armPimErrors.notFound("AccessReviewHistoryDefinition", id);
  return found;
}

/** Without a period: all of the past. */
function put(call: ArmCall): Reply {
  const id = call.params.history?.toLowerCase() ?? "";
  if (!isGuid(id)) throw armErrors.badRequest(`The name '${id}' is not a GUID.`);
  const period = {
    reviewHistoryPeriodStartDateTime: formatTime(0),
    reviewHistoryPeriodEndDateTime: formatTime(call.now),
  };
  const read = readHistory({ ...period, ...looseProperties(call) });
  const made = {
    plane: "arm",
    scope: call.scope.id,
    created: call.now,
    createdBy: call.caller.id,
    downloadUri: null,
  } as const;
  addHistory(call.state, id, { ...read, ...made });
  return { status: 200, body: shape(call, historyAt(call)) };
}

function remove(call: ArmCall): Reply {
  const id = call.params.history?.toLowerCase() ?? "";
  if (!here(call).some((history) => history.id === id)) return { status: 204 };
  removeHistory(call.state, id);
  return { status: 200 };
}

function download(call: ArmCall): Reply {
  const history = historyAt(call);
  if (call.params.instance?.toLowerCase() !== history.id)
    throw armPimErrors.notFound("AccessReviewHistoryInstance", call.params.instance ?? "");
  return { status: 200, body: instanceShape(call, downloadHistory(call.state, history)) };
}

function shape(call: ArmCall, history: KeptHistory): Entity {
  return {
    id: armId(call.scope.id, type, history.id),
    name: history.id,
    type: `Microsoft.Authorization/${type}`,
    properties: {
      displayName: history.displayName,
      ...periodOf(history),
      decisions: history.decisions.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`),
      status: statusOf(call, history),
      createdDateTime: formatTime(history.created),
      createdBy: actor(call.state, history.createdBy),
      scopes: history.scopes,
      instances: [],
    },
  };
}

/** A report has one instance, under its own id; the dates of its making are told before they come. */
function instanceShape(call: ArmCall, history: KeptHistory): Entity {
  const { run, ready, gone } = courseOf(history, call.now);
  return {
    id: history.id,
    name: history.id,
    type: "Microsoft.Authorization/accessReviewHistoryInstance",
    properties: withoutNulls({
      ...periodOf(history),
      displayName: history.displayName,
      status: statusOf(call, history),
      runDateTime: formatTime(run),
      fulfilledDateTime: formatTime(ready),
      downloadUri: history.downloadUri,
      expiration: formatTime(gone),
    }),
  };
}

function statusOf({ now }: ArmCall, history: KeptHistory): string {
  return courseOf(history, now).done ? "Done" : "Requested";
}

function periodOf({ from, until }: KeptHistory): Entity {
  return { reviewHistoryPeriodStartDateTime: formatTime(from), reviewHistoryPeriodEndDateTime: formatTime(until) };
}
