import { armBatchOf } from "./arm-batch";
import type { ArmCall, ArmRoute } from "./arm-call";
import { armErrors } from "./arm-errors";
import { type Audience, callerOf } from "./bearer";
import type { Reply } from "./call";
import { ApiError, graphErrors } from "./errors";
import { checkApiVersion } from "./laws/arm/api-version";
import { checkArmPermission } from "./laws/arm/permissions";
import { existingScope } from "./laws/arm/place";
import { type Scope, scopeOf, segmentsOf } from "./laws/arm/scope";
import { armRoutes } from "./routes/arm";
import type { Found, Incoming, Service } from "./service";

/** Azure Resource Manager: https://learn.microsoft.com/rest/api/azure */
export const armService: Service = {
  find: findOperation,
  batch: (incoming) => {
    const batch = armBatchOf(incoming, findOperation);
    return batch && { ...batch, admit: (state) => void callerOf(incoming, state, armAudience) };
  },
  refuse: (_state, { path }, { status, code, message, headers }) => ({
    status,
    headers,
    // the diagnostic settings' provider does not wrap its errors
    body: /\/microsoft\.insights\//i.test(path) ? { code, message } : { error: { code, message } },
  }),
  headers: ({ headers, requestId }) => ({
    "Cache-Control": "no-cache",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "x-ms-request-id": requestId,
    "x-ms-correlation-request-id": headers.get("x-ms-correlation-request-id") ?? requestId,
    "x-ms-client-request-id": headers.get("x-ms-client-request-id") ?? requestId,
    "Content-Type": "application/json; charset=utf-8",
  }),
};

const armAudience: Audience = {
  resource: "arm",
  refuse: (fault, { places }) => armErrors.noToken(fault, places.login),
};

const ownNamespaces = /^(microsoft\.(authorization|management|subscription|insights|aadiam)(\/|$)|[^/]+$)/i;

interface Match {
  readonly route: ArmRoute;
  readonly scope: Scope;
  readonly params: Readonly<Record<string, string>>;
}

/** Routes by the number of their segments. */
const routesByLength = new Map<number, { route: ArmRoute; segments: readonly string[] }[]>();
for (const route of armRoutes) {
  const segments = segmentsOf(route.path);
  routesByLength.set(segments.length, [...(routesByLength.get(segments.length) ?? []), { route, segments }]);
}

/** Finds the operation that an ARM URL names: a scope, then a route's path. Nothing in it has case. */
function findOperation(incoming: Incoming): Found {
  const url = new URL(incoming.origin + incoming.path);
  const matches = matchesOf(segmentsOf(url.pathname).map(decode));
  const match = matches.find(({ route }) => route.method === incoming.method);
  if (match === undefined)
    return matches.length > 0
      ? answering(methodNotAllowed(incoming.method, matches))
      : failing(graphErrors.notImplemented(`${incoming.method} ${url.pathname}`));
  const { route, params } = match;
  return {
    write: route.write ?? !["GET", "HEAD"].includes(route.method),
    run: (state, now) => {
      const caller = callerOf(incoming, state, armAudience);
      state.journal.by(caller.id);
      const apiVersion = checkApiVersion(route, url.searchParams);
      if (incoming.body instanceof ApiError) throw armErrors.malformedBody(incoming.body.message);
      const scope = route.makesScope ? match.scope : existingScope(state, match.scope);
      const call: ArmCall = {
        state,
        method: incoming.method,
        origin: incoming.origin,
        scope,
        params,
        query: url.searchParams,
        apiVersion,
        headers: incoming.headers,
        body: incoming.body,
        caller,
        now,
      };
      checkArmPermission(call, route);
      return route.operation(call);
    },
  };
}

/** Every way to read the path as a scope and a route, the shortest scope first. */
function matchesOf(segments: readonly string[]): Match[] {
  const matches: Match[] = [];
  for (let length = 0; length <= segments.length; length += 1) {
    const scope = scopeOf(segments.slice(0, length));
    if (scope === undefined) continue;
    const rest = segments.slice(length);
    for (const { route, segments: wanted } of routesByLength.get(rest.length) ?? []) {
      const params = isAt(route, scope) ? paramsOf(wanted, rest) : undefined;
      if (params !== undefined) matches.push({ route, scope, params });
    }
  }
  return matches;
}

/** What ARM's own namespaces hold are operations, never resources. */
function isAt({ path, at }: ArmRoute, { kind, type }: Scope): boolean {
  if (path === "" && kind === "resource" && ownNamespaces.test(type)) return false;
  return at === undefined || at.includes(kind);
}

function paramsOf(wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith(":")) params[segment.slice(1)] = value;
    else if (segment.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

/** As PIM's own types answer; not in ARM's error form. */
function methodNotAllowed(method: string, matches: readonly Match[]): Reply {
  const allowed = new Set(matches.map(({ route }) => route.method));
  return {
    status: 405,
    headers: { Allow: [...allowed].join(", ") },
    body: { message: `The requested resource does not support http method '${method}'.` },
  };
}

function answering(reply: Reply): Found {
  return { write: false, run: () => reply };
}

function failing(error: ApiError): Found {
  return {
    write: false,
    run: () => {
      throw error;
    },
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
