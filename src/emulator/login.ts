import { TrieRouter } from "hono/router/trie-router";
import { isObject } from "./body";
import { graphErrors } from "./errors";
import type { LoginCall, LoginRoute } from "./login-call";
import { loginErrors } from "./login-errors";
import { approveDevice, deviceCode } from "./routes/device-code";
import { cloudMetadata, instanceDiscovery, keys, openIdConfiguration } from "./routes/sign-in-documents";
import { token } from "./routes/token";
import type { Found, Incoming, Service } from "./service";
import type { State } from "./state";

const routes: readonly LoginRoute[] = [
  { method: "POST", path: "/:tenant/oauth2/v2.0/token", operation: token },
  { method: "POST", path: "/:tenant/oauth2/v2.0/devicecode", operation: deviceCode },
  { method: "POST", path: "/devicelogin", operation: approveDevice },
  { method: "GET", path: "/:tenant/v2.0/.well-known/openid-configuration", operation: openIdConfiguration },
  { method: "GET", path: "/:tenant/.well-known/openid-configuration", operation: openIdConfiguration },
  { method: "GET", path: "/:tenant/discovery/v2.0/keys", operation: keys, write: true },
  { method: "GET", path: "/:tenant/discovery/keys", operation: keys, write: true },
  { method: "GET", path: "/:tenant/discovery/instance", operation: instanceDiscovery },
  { method: "GET", path: "/metadata/endpoints", operation: cloudMetadata },
];

/** Microsoft's sign-in service: https://learn.microsoft.com/entra/identity-platform/v2-protocols */
export const loginService: Service = {
  find: findOperation,
  batch: () => undefined,
  refuse: (state, incoming, { status, code, message, headers }) => ({
    status,
    headers,
    body: {
      error: code,
      error_description: message,
      error_codes: [...message.matchAll(/AADSTS(\d+)/g)].map(([, number]) => Number(number)),
      timestamp: state.clock.now().toISOString().replace("T", " ").replace(/\.\d+/, ""),
      trace_id: incoming.requestId,
      correlation_id: incoming.headers.get("client-request-id") ?? incoming.requestId,
    },
  }),
  headers: (incoming) => ({
    "Cache-Control": "no-store, no-cache",
    "x-ms-request-id": incoming.requestId,
    "Content-Type": "application/json; charset=utf-8",
  }),
};

const router = new TrieRouter<LoginRoute>();
for (const route of routes) router.add(route.method, route.path, route);

function findOperation(incoming: Incoming): Found {
  const url = new URL(incoming.path, incoming.origin);
  const [match] = router.match(incoming.method, url.pathname)[0];
  if (match === undefined) {
    const error = graphErrors.notImplemented(`${incoming.method} ${url.pathname}`);
    return {
      write: false,
      run: () => {
        throw error;
      },
    };
  }
  const [route, params] = match;
  return {
    write: route.write ?? route.method !== "GET",
    run: (state, now) => {
      const call = callOf(state, incoming, params as Record<string, string>, url.searchParams, now);
      checkTenant(state, call.params.tenant);
      return route.operation(call);
    },
  };
}

function callOf(
  state: State,
  { body, places }: Incoming,
  params: Readonly<Record<string, string>>,
  query: URLSearchParams,
  now: number,
): LoginCall {
  const fields = isObject(body) ? Object.entries(body) : [];
  const form = Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === "string"));
  const field = (name: string) => {
    const value = form[name];
    if (value === undefined || value === "") throw loginErrors.missingParameter(name);
    return value;
  };
  return { state, places, params, query, form, field, now };
}

/** A tenant is named by id, by one of its domains, or not at all. */
function checkTenant(state: State, name: string | undefined): void {
  if (name === undefined || ["common", "organizations", state.tenantId].includes(name.toLowerCase())) return;
  const domains = state.directory.find(state.tenantId)?.properties.verifiedDomains;
  const known = Array.isArray(domains) && domains.some((domain) => isObject(domain) && domain.name === name);
  if (!known) throw loginErrors.unknownTenant(name);
}
