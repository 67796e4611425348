import { armErrors } from "./arm-errors";
import { isObject } from "./body";
import type { Reply } from "./call";
import type { Batch, BatchItem, Found, Incoming } from "./service";

const methods = new Set(["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]);
/** More requests than this in one batch are refused. */
const mostItems = 500;

/**
 * The requests of `POST /batch`, undefined for any other request. The portal's and the command-line tools' way of asking much at
 * once; Microsoft has no page for it. Each item carries `url`, `httpMethod`, `content` and its `name`.
 */
export function armBatchOf(incoming: Incoming, find: (incoming: Incoming) => Found): Omit<Batch, "admit"> | undefined {
  if (incoming.method !== "POST" || !/^\/+batch\/?(\?|$)/i.test(incoming.path)) return undefined;
  if (!/[?&]api-version=[^&]/i.test(incoming.path)) throw armErrors.missingApiVersion();
  const { body } = incoming;
  if (!isObject(body) || !Array.isArray(body.requests) || body.requests.length === 0)
    throw armErrors.malformedBody("requests is missing or empty");
  if (body.requests.length > mostItems) throw armErrors.badRequest(`A batch holds at most ${mostItems} requests.`);
  const items = body.requests.map((request, index) => readItem(request, index, incoming, find));
  return {
    items,
    answer: (one) => ({ status: 200, body: { responses: items.map((item) => shown(item, one(item))) } }),
  };
}

function shown({ id }: BatchItem, { status, headers, body }: Reply) {
  const content = body === undefined ? {} : { content: body, contentLength: JSON.stringify(body).length };
  return { name: id, httpStatusCode: status, headers: { ...headers }, ...content };
}

function readItem(
  request: unknown,
  index: number,
  { origin, headers, requestId, ...rest }: Incoming,
  find: (incoming: Incoming) => Found,
): BatchItem {
  if (!isObject(request)) throw armErrors.malformedBody("a request of the batch is no object");
  const { url, name, httpMethod = "GET", content } = request;
  if (typeof url !== "string" || url === "") throw armErrors.malformedBody("a request of the batch has no url");
  if (typeof httpMethod !== "string" || !methods.has(httpMethod.toUpperCase()))
    throw armErrors.malformedBody(`httpMethod '${String(httpMethod)}'`);
  const { pathname, search } = pathOf(url, origin);
  const incoming: Incoming = {
    ...rest,
    method: httpMethod.toUpperCase(),
    origin,
    path: `${pathname}${search}`,
    headers,
    requestId,
    body: content ?? undefined,
  };
  return {
    id: typeof name === "string" ? name : String(index),
    dependsOn: [],
    incoming,
    found: find(incoming),
  };
}

/** Absolute or below the host; only its path counts. */
function pathOf(url: string, origin: string): URL {
  try {
    return new URL(url.startsWith("/") ? origin + url : url, `${origin}/`);
  } catch {
    throw armErrors.malformedBody(`url '${url}'`);
  }
}
