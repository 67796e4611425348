import { bodyObject } from "../../body";
import type { Call, Reply, Route } from "../../call";
import { graphErrors } from "../../errors";
import {
  addHistory,
  courseOf,
  downloadHistory,
  historiesOf,
  type KeptHistory,
  readHistory,
} from "../../laws/access-review/history";
import { type Collection, oneOf } from "../../odata/collection";
import type { Entity } from "../../odata/filter";
import { formatTime } from "../../time";
import { countedList, root } from "./collections";
import { identity } from "./entities";

const path = `/${root}/historyDefinitions`;

/** Reports on past reviews: https://learn.microsoft.com/graph/api/resources/accessreviewhistorydefinition */
export const reviewHistoryRoutes: readonly Route[] = [
  { method: "GET", path, operation: (call) => countedList(definitions, call) },
  { method: "GET", path: `${path}/:history`, operation: (call) => oneOf(definitions, entityOf(call, at(call)), call) },
  { method: "POST", path, operation: create },
  { method: "GET", path: `${path}/:history/instances`, operation: (call) => countedList(instances(at(call)), call) },
  { method: "POST", path: `${path}/:history/instances/:instance/generateDownloadUri`, operation: download },
];

const definitions: Collection = {
  context: `${root}/historyDefinitions`,
  type: "microsoft.graph.accessReviewHistoryDefinition",
  properties: () => [
    "id",
    "displayName",
    "reviewHistoryPeriodStartDateTime",
    "reviewHistoryPeriodEndDateTime",
    "decisions",
    "status",
    "createdDateTime",
    "createdBy",
    "scopes",
  ],
  navigation: {
    instances: ({ id }, call) =>
      historiesOf(call.state, "graph", "/")
        .filter((history) => history.id === id)
        .map((history) => instanceOf(call, history)),
  },
  page: 100,
  largestPage: 999,
  rows: (call, _wanted, after) =>
    historiesOf(call.state, "graph", "/")
      .filter(({ sequence }) => sequence > after)
      .map((history) => ({ sequence: history.sequence, entity: entityOf(call, history) })),
};

function instances(history: KeptHistory): Collection {
  return {
    context: `${root}/historyDefinitions('${history.id}')/instances`,
    type: "microsoft.graph.accessReviewHistoryInstance",
    properties: () => undefined,
    navigation: {},
    page: 100,
    rows: (call) => [{ sequence: 1, entity: instanceOf(call, history) }],
  };
}

function at(call: Call): KeptHistory {
  const id = call.params.history?.toLowerCase();
  const found = historiesOf(call.state, "graph", "/").find((history) => history.id === id);
  if (found === undefined) throw graphErrors.resourceNotFound();
  return found;
}

function create(call: Call): Reply {
  const id = call.state.newId("accessReviewHistory");
  const read = readHistory(bodyObject(call));
  const history = {
    ...read,
    plane: "graph",
    scope: "/",
    created: call.now,
    createdBy: call.caller.id,
    downloadUri: null,
  } as const;
  addHistory(call.state, id, history);
  return oneOf(definitions, entityOf(call, { ...history, id, sequence: 0 }), call, 201);
}

function download(call: Call): Reply {
  const history = at(call);
  if (call.params.instance?.toLowerCase() !== history.id) throw graphErrors.resourceNotFound();
  const shown = instanceOf(call, downloadHistory(call.state, history));
  return oneOf(instances(history), { "@odata.type": "#microsoft.graph.accessReviewHistoryInstance", ...shown }, call);
}

function entityOf(call: Call, history: KeptHistory): Entity {
  return {
    "@odata.type": "#microsoft.graph.accessReviewHistoryDefinition",
    id: history.id,
    displayName: history.displayName,
    ...periodOf(history),
    decisions: history.decisions,
    status: courseOf(history, call.now).done ? "done" : "requested",
    createdDateTime: formatTime(history.created),
    createdBy: identity(call.state, history.createdBy),
    scopes: history.scopes.map((scope) => ({ queryRoot: null, ...(scope as Entity) })),
  };
}

/** A report has one instance, under its own id. */
function instanceOf({ now }: Call, history: KeptHistory): Entity {
  const { run, ready, gone, done } = courseOf(history, now);
  return {
    id: history.id,
    ...periodOf(history),
    status: done ? "done" : "requested",
    runDateTime: formatTime(run),
    fulfilledDateTime: done ? formatTime(ready) : null,
    downloadUri: history.downloadUri,
    expirationDateTime: formatTime(gone),
  };
}

function periodOf({ from, until }: KeptHistory): Entity {
  return { reviewHistoryPeriodStartDateTime: formatTime(from), reviewHistoryPeriodEndDateTime: formatTime(until) };
}
