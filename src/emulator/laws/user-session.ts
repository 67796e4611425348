import { isObject } from "../body";
import type { Reply } from "../call";
import { isSigned, readJwt, signJwt } from "../jwt";
import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";
import type { DirectoryObject } from "../store/directory";
import { accessToken, tokenLifetime } from "./access-token";
import { heldRoles } from "./held-roles";
import type { Scope } from "./scopes";

/** The password of every user: it guards a toy, so there is one for all. */
export const everyPassword = "embedded-tenant";

/** Seconds that a refresh token counts. */
const refreshLifetime = 90 * 24 * 3600;
/** In the `wids` of every member of a tenant. */
const memberRole = "b79fbf4d-3ef9-4689-8143-76b194e85509";

/** A person who has signed in through a client. */
export interface Session {
  readonly user: DirectoryObject;
  readonly client: string;
  /** Multi-factor authentication was done. */
  readonly mfa: boolean;
}

/** The user of that name and password, unless the account is disabled. */
export function userOf(call: LoginCall): DirectoryObject {
  const name = call.field("username");
  const user = call.state.directory.findByLogin("user", name);
  if (user === undefined) throw loginErrors.unknownUser(name, call.state.tenantId);
  if (call.field("password") !== everyPassword) throw loginErrors.wrongPassword();
  checkEnabled(user);
  return user;
}

/** Tokens for a session: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2 */
export function sessionAnswer(call: LoginCall, session: Session, scope: Scope): Reply {
  const contexts = contextsAsked(call);
  // nobody keeps conditional access policies apart here: who has done MFA satisfies every context
  if (contexts.length > 0 && !session.mfa) throw loginErrors.stepUpNeeded(scope.audience);
  const { state, now } = call;
  const { id: oid, properties } = session.user;
  const person = { name: properties.displayName, upn: properties.userPrincipalName };
  const amr = session.mfa ? ["pwd", "mfa"] : ["pwd"];
  const more = {
    ...person,
    unique_name: person.upn,
    idtyp: "user",
    scp: scope.permissions.join(" "),
    wids: [...heldRoles(state, oid, now), memberRole],
    amr,
    ...(contexts.length > 0 ? { acrs: contexts } : {}),
  };
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      scope: scope.permissions.join(" "),
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: accessToken(state, { oid, appid: session.client, audience: scope.audience, more }, now),
      ...(scope.offline ? { refresh_token: refreshToken(call, session, scope) } : {}),
      ...(scope.openId ? { id_token: idToken(call, session) } : {}),
      ...(call.form.client_info === "1" ? { client_info: encoded({ uid: oid, utid: state.tenantId }) } : {}),
    },
  };
}

/** The session that a refresh token of this tenant keeps, and what it may ask for without saying so. */
export function sessionOf(call: LoginCall, client: string): { session: Session; scope: string } {
  const token = call.field("refresh_token");
  const { state, now } = call;
  const claims = readJwt(token);
  const key = state.signingKey.public;
  if (claims?.use !== "refresh" || claims.appid !== client || key === undefined || !isSigned(token, key))
    throw loginErrors.wrongRefreshToken();
  const user = state.directory.find(String(claims.oid));
  if (user?.kind !== "user" || now / 1000 >= Number(claims.exp)) throw loginErrors.endedRefreshToken();
  checkEnabled(user);
  return { session: { user, client, mfa: claims.mfa === true }, scope: String(claims.scope) };
}

function refreshToken({ state, now }: LoginCall, { user, client, mfa }: Session, scope: Scope): string {
  const claims = {
    use: "refresh",
    oid: user.id,
    appid: client,
    mfa,
    scope: scope.text,
    exp: Math.floor(now / 1000) + refreshLifetime,
  };
  return signJwt(claims, state.signingKey.private, state.signingKey.id);
}

function idToken({ state, places, now }: LoginCall, { user, client }: Session): string {
  const at = Math.floor(now / 1000);
  const claims = {
    aud: client,
    iss: `${places.login}/${state.tenantId}/v2.0`,
    iat: at,
    nbf: at,
    exp: at + tokenLifetime,
    name: user.properties.displayName,
    preferred_username: user.properties.userPrincipalName,
    oid: user.id,
    sub: user.id,
    tid: state.tenantId,
    ver: "2.0",
  };
  return signJwt(claims, state.signingKey.private, state.signingKey.id);
}

/** Authentication contexts in the parameter `claims`: `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`. */
function contextsAsked({ form }: LoginCall): string[] {
  if (form.claims === undefined) return [];
  const asked = parsed(form.claims);
  if (!isObject(asked)) throw loginErrors.malformedClaims();
  const { access_token: wanted } = asked;
  const { acrs } = isObject(wanted) ? wanted : {};
  const { value, values } = isObject(acrs) ? acrs : {};
  return [value, ...(Array.isArray(values) ? values : [])].filter((each): each is string => typeof each === "string");
}

function checkEnabled(user: DirectoryObject): void {
  if (user.properties.accountEnabled === false) throw loginErrors.disabledUser();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
