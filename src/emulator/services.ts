import { graphService } from "./graph";
import { loginService } from "./login";
import type { Incoming, Service } from "./service";

/** Paths of the sign-in service, which no other service has. */
const signIn = /^\/+[^/]+\/(oauth2|discovery|v2\.0\/\.well-known)(\/|$)/i;

/** The service that a request is for: by its host, or by its path where all share one (127.0.0.1). */
export function serviceOf({ origin, path, places }: Incoming): Service {
  const shared = places.login === places.graph;
  return (shared ? signIn.test(path) : origin === places.login) ? loginService : graphService;
}
