import { isObject } from "./body";
import type { Reply } from "./call";
import { graphErrors } from "./errors";
import type { Batch, BatchItem, Found, Incoming } from "./service";

const mostItems = 20;
const methods = new Set(["GET", "POST", "PATCH", "PUT", "DELETE"]);

/** The requests of a `$batch`, undefined for any other: https://learn.microsoft.com/graph/json-batching. A malformed one is refused whole. */
export function batchOf(incoming: Incoming, find: (incoming: Incoming) => Found): Omit<Batch, "admit"> | undefined {
  if (incoming.method !== "POST" || !/^\/(v1\.0|beta)\/\$batch\/?$/i.test(incoming.path)) return undefined;
  const items = batchItems(incoming, find);
  return { items, answer: (one) => runBatch(items, one) };
}

function batchItems(incoming: Incoming, find: (incoming: Incoming) => Found): readonly BatchItem[] {
  const { body } = incoming;
  if (!isObject(body) || !Array.isArray(body.requests) || body.requests.length === 0)
    throw graphErrors.badRequest("Invalid batch payload format.");
  if (body.requests.length > mostItems)
    throw graphErrors.badRequest(`Number of batch request steps exceeds the maximum value of ${mostItems}.`);
  const items = body.requests.map((request) => readItem(request, incoming, find));
  const ids = new Set(items.map(({ id }) => id.toLowerCase()));
  if (ids.size < items.length) throw graphErrors.badRequest("Request Ids must be unique within the batch.");
  for (const { dependsOn } of items)
    for (const id of dependsOn)
      if (!ids.has(id.toLowerCase())) throw graphErrors.badRequest(`The dependsOn id '${id}' is not in the batch.`);
  return items;
}

/** Answers the items in order; one that depends on a failed one is not tried. */
function runBatch(items: readonly BatchItem[], one: (item: BatchItem) => Reply): Reply {
  const failed = new Set<string>();
  const responses = items.map((item) => {
    const blocked = item.dependsOn.some((id) => failed.has(id.toLowerCase()));
    const reply = blocked ? failedDependency : one(item);
    if (reply.status >= 400) failed.add(item.id.toLowerCase());
    return {
      id: item.id,
      status: reply.status,
      headers: { "Cache-Control": "no-cache", "Content-Type": "application/json", ...reply.headers },
      ...(reply.body === undefined ? {} : { body: reply.body }),
    };
  });
  return { status: 200, body: { responses } };
}

const failedDependency: Reply = {
  status: 424,
  body: { error: { code: "FailedDependency", message: "A request that this one depends on has failed." } },
};

function readItem(
  request: unknown,
  { path, headers, ...outer }: Incoming,
  find: (incoming: Incoming) => Found,
): BatchItem {
  if (!isObject(request)) throw graphErrors.badRequest("Invalid batch payload format.");
  const { id, method, url, body, dependsOn } = request;
  if (typeof id !== "string" || id === "" || typeof url !== "string" || url === "" || typeof method !== "string")
    throw graphErrors.badRequest("Each request of a batch needs id, method and url.");
  if (!methods.has(method.toUpperCase())) throw graphErrors.badRequest(`Invalid batch method '${method}'.`);
  const itemHeaders = readHeaders(request.headers, headers);
  if (body !== undefined && body !== null && !itemHeaders.has("content-type"))
    throw graphErrors.badRequest(`Write request with id '${id}' does not contain Content-Type header or body.`);
  const version = path.split("/")[1] ?? "v1.0";
  const incoming: Incoming = {
    ...outer,
    method: method.toUpperCase(),
    path: `/${version}/${url.replace(/^\/+/, "")}`,
    headers: itemHeaders,
    body: body ?? undefined,
  };
  return {
    id,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
    incoming,
    found: find(incoming),
  };
}

/** The item's own headers over those of the batch. */
function readHeaders(given: unknown, outer: Headers): Headers {
  const headers = new Headers(outer);
  headers.delete("content-type");
  if (!isObject(given)) return headers;
  try {
    for (const [name, value] of Object.entries(given)) headers.set(name, String(value));
  } catch {
    throw graphErrors.badRequest("Invalid headers in a request of the batch.");
  }
  return headers;
}
