import type { Caller } from "./caller";
import type { ApiError } from "./errors";
import { type Claims, readJwt } from "./jwt";
import { checkedClaims, type TokenFault } from "./laws/access-token";
import type { Resource } from "./places";
import type { Incoming } from "./service";
import type { State } from "./state";
import type { DirectoryObject } from "./store/directory";

/** The service that is called, and how it words that a token does not count. */
export interface Audience {
  readonly resource: Resource;
  readonly refuse: (fault: TokenFault, incoming: Incoming) => ApiError;
}

/**
 * The caller by its bearer token. Strict: a token of this tenant for this service, else the service's 401. Open: a JWT, signed or
 * not, counts by its `oid`, `amr`, `acrs`; any other token by the UPN or object id it spells; without a token, or with one that
 * names nobody, the deploying identity calls.
 */
export function callerOf(incoming: Incoming, state: State, audience: Audience): Caller {
  const token = /^bearer\s+(.+)$/i.exec(incoming.headers.get("authorization") ?? "")?.[1]?.trim() ?? "";
  return state.strict ? signedIn(token, incoming, state, audience) : claimed(token, state);
}

function signedIn(token: string, incoming: Incoming, state: State, { resource, refuse }: Audience): Caller {
  const claims = checkedClaims(state, token, resource, incoming.places, state.clock.ms());
  if (typeof claims === "string") throw refuse(claims, incoming);
  const object = state.directory.find(String(claims.oid));
  // who was deleted since is nobody
  if (object === undefined) throw refuse("malformed", incoming);
  const permissions = claims.idtyp === "app" ? listed(claims.roles) : String(claims.scp).split(" ");
  return { ...(object.kind === "user" ? userWith(object, claims) : applicationOf(object)), permissions };
}

function claimed(token: string, state: State): Caller {
  const claims = readJwt(token);
  const named = claims === undefined ? token : typeof claims.oid === "string" ? claims.oid : "";
  const object = state.directory.find(named) ?? state.directory.findByLogin("user", named);
  if (object?.kind === "user") return userWith(object, claims ?? { amr: ["mfa"] });
  const application = object ?? state.directory.find(state.meta.get("deployer") ?? "");
  return application === undefined
    ? { id: named, displayName: null, kind: "application", mfa: false, contexts: [] }
    : applicationOf(application);
}

function userWith(object: DirectoryObject, { amr, acrs }: Claims): Caller {
  return { ...whoIs(object), kind: "user", mfa: listed(amr).includes("mfa"), contexts: listed(acrs) };
}

function applicationOf(object: DirectoryObject): Caller {
  return { ...whoIs(object), kind: "application", mfa: false, contexts: [] };
}

function whoIs(object: DirectoryObject) {
  const { displayName } = object.properties;
  return { id: object.id, displayName: typeof displayName === "string" ? displayName : null };
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
