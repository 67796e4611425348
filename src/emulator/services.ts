import { armService } from "./arm";
import { graphService } from "./graph";
import { loginService } from "./login";
import type { Incoming, Service } from "./service";

/** Paths of the sign-in service, which no other service has. */
const signIn = /^\/+([^/]+\/(oauth2|discovery|(v2\.0\/)?\.well-known)(\/|$)|devicelogin\b)/i;
/** Where a cloud tells where its services are; Azure Resource Manager's by its host, answered by sign-in, which knows them all. */
const metadata = /^\/+metadata\/endpoints\b/i;
/** First segments of Azure Resource Manager's paths; Graph's start with a version. */
const arm = /^\/+(subscriptions|providers|tenants|batch)([/?]|$)/i;

/** The service that a request is for: by its host, or by its path where all share one (127.0.0.1). */
export function serviceOf({ origin, path, places }: Incoming): Service {
  if (metadata.test(path)) return loginService;
  const shared = places.login === places.graph;
  if (shared ? signIn.test(path) : origin === places.login) return loginService;
  return (places.arm === places.graph ? arm.test(path) : origin === places.arm) ? armService : graphService;
}
