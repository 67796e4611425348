import { timingSafeEqual } from "node:crypto";
import type { Reply } from "../call";
import { accessToken, tokenLifetime } from "../laws/access-token";
import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";
import { resourcesOf } from "../places";
import type { DirectoryObject } from "../store/directory";

/** `POST /{tenant}/oauth2/v2.0/token`: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export function token(call: LoginCall): Reply {
  const grant = call.field("grant_type");
  if (grant !== "client_credentials") throw loginErrors.unsupportedGrant(grant);
  return clientCredentials(call);
}

function clientCredentials(call: LoginCall): Reply {
  const { state } = call;
  const client = authenticatedClient(call);
  const audience = audienceOf(call);
  const more = { idtyp: "app", roles: state.credentials.permissionsOf(client.id), appidacr: "1" };
  return answer(accessToken(state, { oid: client.id, appid: call.field("client_id"), audience, more }, call.now));
}

/** The service principal whose secret the request knows. */
function authenticatedClient(call: LoginCall): DirectoryObject {
  const id = call.field("client_id");
  const { state } = call;
  const client = state.directory.findByLogin("servicePrincipal", id);
  if (client === undefined) throw loginErrors.unknownClient(id, state.tenantId);
  const { client_secret: secret } = call.form;
  if (secret === undefined) throw loginErrors.noCredential();
  if (!state.credentials.of(client.id, "secret").some((known) => isSame(known, secret)))
    throw loginErrors.wrongSecret(id);
  return client;
}

/** The resource in `{resource}/.default`, which some clients write with one slash more. */
function audienceOf(call: LoginCall): string {
  const scope = call.field("scope");
  const audience = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (audience === undefined) throw loginErrors.invalidScope(scope);
  if (resourcesOf(audience, call.places).length === 0) throw loginErrors.unknownResource(audience, call.state.tenantId);
  return audience;
}

function answer(token: string): Reply {
  return {
    status: 200,
    body: { token_type: "Bearer", expires_in: tokenLifetime, ext_expires_in: tokenLifetime, access_token: token },
  };
}

function isSame(known: string, given: string): boolean {
  const [left, right] = [Buffer.from(known), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
