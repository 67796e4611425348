import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";
import { type Resource, resourcesOf } from "../places";
import { pimWrites } from "./permission-sets";

/** What a client asks for: one resource, and what it wants to do there. */
export interface Scope {
  /** As it was asked for. */
  readonly text: string;
  /** The resource as the client wrote it; the audience of its token. */
  readonly audience: string;
  /** Delegated permissions; all that there are for `.default`. */
  readonly permissions: readonly string[];
  readonly openId: boolean;
  readonly offline: boolean;
}

const openIdScopes = new Set(["openid", "profile", "email", "offline_access"]);
const everything: Readonly<Record<Resource, readonly string[]>> = {
  graph: [...pimWrites, "User.Read"],
  arm: ["user_impersonation"],
};

/** The resource in `{resource}/.default`, which some clients write with one slash more; the only scope for an application. */
export function applicationAudience(call: LoginCall): string {
  const scope = call.field("scope");
  const audience = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (audience === undefined) throw loginErrors.invalidScope(scope);
  checkResource(call, audience);
  return audience;
}

/**
 * Scopes of a user's client: `{resource}/{permission}`, a bare permission of Graph, `{resource}/.default`, OpenID's own. Consent is
 * taken as given.
 */
export function delegatedScope(call: LoginCall, text: string): Scope {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const wanted = words.filter((word) => !openIdScopes.has(word)).map(taken);
  const audience = wanted[0]?.resource ?? call.places.graph;
  if (wanted.some(({ resource }) => resource !== audience)) throw loginErrors.severalResources();
  const [resource] = checkResource(call, audience);
  const permissions = wanted.flatMap(({ permission }) =>
    permission === ".default" ? everything[resource] : [permission],
  );
  return {
    text,
    audience,
    permissions: permissions.length > 0 ? [...new Set(permissions)] : ["User.Read"],
    openId: words.some((word) => openIdScopes.has(word)),
    offline: words.includes("offline_access"),
  };

  function taken(word: string): { resource: string; permission: string } {
    const slash = word.lastIndexOf("/");
    return { resource: slash < 0 ? call.places.graph : word.slice(0, slash), permission: word.slice(slash + 1) };
  }
}

function checkResource(call: LoginCall, audience: string): readonly [Resource, ...Resource[]] {
  const [first, ...others] = resourcesOf(audience, call.places);
  if (first === undefined) throw loginErrors.unknownResource(audience, call.state.tenantId);
  return [first, ...others];
}
