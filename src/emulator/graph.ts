import { TrieRouter } from "hono/router/trie-router";
import { type Audience, callerOf } from "./bearer";
import type { Call, Route } from "./call";
import { ApiError, graphErrors } from "./errors";
import { batchOf } from "./graph-batch";
import type { TokenFault } from "./laws/access-token";
import { checkPermission } from "./laws/permissions";
import { readOptions } from "./odata/options";
import { graphRoutes } from "./routes";
import type { Found, Incoming, Service } from "./service";
import { formatTime } from "./time";

/** Microsoft Graph, v1.0 and beta: https://learn.microsoft.com/graph/use-the-api */
export const graphService: Service = {
  find: findOperation,
  batch: (incoming) => {
    const batch = batchOf(incoming, findOperation);
    return batch && { ...batch, admit: (state) => void callerOf(incoming, state, graphAudience) };
  },
  refuse: (state, incoming, { status, code, message, headers }) => ({
    status,
    headers,
    body: {
      error: {
        code,
        message,
        innerError: {
          date: formatTime(state.clock.ms()).replace(/(\.\d+)?Z$/, ""),
          "request-id": incoming.requestId,
          "client-request-id": clientRequestId(incoming),
        },
      },
    },
  }),
  headers: (incoming) => ({
    "OData-Version": "4.0",
    "request-id": incoming.requestId,
    "client-request-id": clientRequestId(incoming),
    "Content-Type":
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
  }),
};

const tokenFaults: Readonly<Record<TokenFault, string>> = {
  missing: "Access token is empty.",
  malformed: "CompactToken parsing failed with error code: 80049217",
  signature: "Access token validation failure. Invalid signature.",
  audience: "Access token validation failure. Invalid audience.",
  expired: "Lifetime validation failed, the token is expired.",
};

const graphAudience: Audience = {
  resource: "graph",
  refuse: (fault, { places }) => graphErrors.invalidToken(tokenFaults[fault], places.login),
};

function clientRequestId({ headers, requestId }: Incoming): string {
  return headers.get("client-request-id") ?? requestId;
}

const router = new TrieRouter<Route>();
const words = new Map<string, string>();
for (const route of graphRoutes) {
  router.add(route.method, route.path, route);
  for (const word of route.path.split("/")) if (!word.startsWith(":")) words.set(word.toLowerCase(), word);
}

/** Finds the operation that a Graph URL names. Names of resources are taken without case, ids as they are. */
function findOperation(incoming: Incoming): Found {
  const url = new URL(incoming.path, incoming.origin);
  const [, version = "", rest = ""] = /^\/+([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  if (version !== "v1.0" && version !== "beta") return failing(graphErrors.badRequest(`Invalid version: ${version}.`));
  const path = routingPath(rest);
  const [match] = router.match(incoming.method, path)[0];
  if (match === undefined) return failing(graphErrors.notImplemented(`${incoming.method} ${url.pathname}`));
  const [route, params] = match;
  return {
    write: route.write ?? route.method !== "GET",
    run: (state, now) => {
      const caller = callerOf(incoming, state, graphAudience);
      state.journal.by(caller.id);
      const call: Call = {
        state,
        method: incoming.method,
        version,
        base: `${incoming.origin}/${version}`,
        path: rest,
        params: params as Record<string, string>,
        query: url.searchParams,
        options: readOptions(url.searchParams),
        headers: incoming.headers,
        body: incoming.body,
        caller,
        now,
      };
      checkPermission(call, route);
      if (incoming.body instanceof ApiError) throw incoming.body;
      return route.operation(call);
    },
  };
}

function failing(error: ApiError): Found {
  return {
    write: false,
    run: () => {
      throw error;
    },
  };
}

/** `/Users('x')/` → `/users/x`; a function's one parameter becomes a segment too, `()` goes. */
function routingPath(path: string): string {
  return path
    .replace(/\/+$/, "")
    .replace(/\/filterByCurrentUser\(on='([A-Za-z]+)'\)/i, "/filterByCurrentUser/$1")
    .replace(
      /\/([A-Za-z]+)\(('[^']*'|[0-9a-f-]{36}|(?:appId|roleTemplateId)='[^']*')\)/gi,
      (_, name: string, key: string) => `/${name}/${key.replace(/^'|'$/g, "")}`,
    )
    .replace(/\(\)$/, "")
    .split("/")
    .map((segment) => decode(segment))
    .map((segment) => words.get(segment.toLowerCase()) ?? segment)
    .join("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
