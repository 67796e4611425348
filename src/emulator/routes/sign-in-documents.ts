import type { Reply } from "../call";
import type { LoginCall } from "../login-call";
import type { Places } from "../places";

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
export function openIdConfiguration({ state, places }: LoginCall): Reply {
  const authority = `${places.login}/${state.tenantId}`;
  return {
    status: 200,
    body: {
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
      jwks_uri: `${authority}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "id_token", "token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "tid", "oid", "name", "preferred_username"],
      tenant_region_scope: null,
      cloud_instance_name: new URL(places.login).host,
    },
  };
}

/** `GET /{tenant}/discovery/v2.0/keys`: what tokens are checked with. */
export function keys({ state }: LoginCall): Reply {
  const { private: signing, id } = state.signingKey;
  const { n, e } = signing.export({ format: "jwk" });
  return { status: 200, body: { keys: [{ kty: "RSA", use: "sig", alg: "RS256", kid: id, x5t: id, n, e }] } };
}

/** `GET /common/discovery/instance`: which hosts are this cloud's sign-in. */
export function instanceDiscovery({ state, places }: LoginCall): Reply {
  const { host } = new URL(places.login);
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${places.login}/${state.tenantId}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

/**
 * `GET /metadata/endpoints`: where this cloud's services are. One object from api-version 2022-09-01 on, before that a list of clouds.
 * Terraform's providers and the Azure CLI start here: no slash may follow the sign-in address, `common` and `AAD` are needed.
 */
export function cloudMetadata({ places, query }: LoginCall): Reply {
  const cloud = cloudOf(places);
  return { status: 200, body: (query.get("api-version") ?? "") >= "2022-09-01" ? cloud : [cloud] };
}

function cloudOf({ graph, arm, login }: Places) {
  return {
    name: "EmbeddedTenant",
    portal: login,
    resourceManager: `${arm}/`,
    microsoftGraphResourceId: `${graph}/`,
    graph: `${graph}/`,
    graphAudience: `${graph}/`,
    authentication: {
      loginEndpoint: login,
      audiences: [`${arm}/`, "https://management.core.windows.net/", "https://management.azure.com/"],
      tenant: "common",
      identityProvider: "AAD",
    },
    suffixes: {
      storage: "core.windows.net",
      keyVaultDns: "vault.azure.net",
      acrLoginServer: "azurecr.io",
      sqlServerHostname: "database.windows.net",
      mhsmDns: "managedhsm.azure.net",
    },
  };
}
