import type { Reply } from "../call";
import { accessToken, tokenLifetime } from "../laws/access-token";
import { authenticatedClient, publicClient } from "../laws/client-authentication";
import { applicationAudience, delegatedScope, type Scope } from "../laws/scopes";
import { logSignIn } from "../laws/sign-in-log";
import { type Session, sessionAnswer, sessionOf, userOf } from "../laws/user-session";
import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";
import { deviceSession } from "./device-code";

const grants: ReadonlyMap<string, (call: LoginCall) => Reply> = new Map([
  ["client_credentials", clientCredentials],
  ["password", password],
  ["refresh_token", refresh],
  ["urn:ietf:params:oauth:grant-type:device_code", device],
  // as Microsoft's own libraries call it
  ["device_code", device],
]);

/** `POST /{tenant}/oauth2/v2.0/token`: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and its neighbours */
export function token(call: LoginCall): Reply {
  const name = call.field("grant_type");
  const grant = grants.get(name);
  if (grant === undefined) throw loginErrors.unsupportedGrant(name);
  return grant(call);
}

function clientCredentials(call: LoginCall): Reply {
  const { state, now } = call;
  const client = authenticatedClient(call);
  const audience = applicationAudience(call);
  const more = { idtyp: "app", roles: state.credentials.permissionsOf(client.id) };
  const subject = { oid: client.id, appid: String(client.properties.appId), audience, more };
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: accessToken(state, subject, now),
    },
  };
}

function password(call: LoginCall): Reply {
  const client = publicClient(call);
  const scope = delegatedScope(call, call.field("scope"));
  return signedIn(call, { user: userOf(call), client, mfa: false }, scope);
}

function refresh(call: LoginCall): Reply {
  const { session, scope } = sessionOf(call, publicClient(call));
  return sessionAnswer(call, session, delegatedScope(call, call.form.scope ?? scope));
}

function device(call: LoginCall): Reply {
  const { session, scope } = deviceSession(call, publicClient(call));
  return signedIn(call, session, delegatedScope(call, scope));
}

/** Who was there in person has signed in now. */
function signedIn(call: LoginCall, session: Session, scope: Scope): Reply {
  const reply = sessionAnswer(call, session, scope);
  logSignIn(call, session, scope);
  return reply;
}
