import { ApiError } from "./errors";

/** A refusal of the sign-in service: `code` is OAuth's, the text starts with Microsoft's number. */
const refused = (status: number, code: string, number: number, text: string) =>
  new ApiError(status, code, `AADSTS${number}: ${text}`);

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const loginErrors = {
  missingParameter: (name: string) =>
    refused(400, "invalid_request", 900144, `The request body must contain the following parameter: '${name}'.`),
  unknownTenant: (tenant: string) =>
    refused(
      400,
      "invalid_request",
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    ),
  unsupportedGrant: (grant: string) =>
    refused(400, "unsupported_grant_type", 70003, `The app requested an unsupported grant type '${grant}'.`),
  unknownClient: (client: string, tenant: string) =>
    refused(
      400,
      "unauthorized_client",
      700016,
      `Application with identifier '${client}' was not found in the directory '${tenant}'.`,
    ),
  wrongSecret: (client: string) =>
    refused(
      401,
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
    ),
  noCredential: () =>
    refused(
      401,
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  invalidScope: (scope: string) =>
    refused(
      400,
      "invalid_scope",
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    refused(
      400,
      "invalid_resource",
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}.`,
    ),
  severalResources: () =>
    refused(
      400,
      "invalid_scope",
      28000,
      "Provided value for the input parameter scope is not valid because it contains more than one resource.",
    ),
  malformedClaims: () =>
    refused(400, "invalid_request", 165900, "Invalid request: the claims parameter is not valid JSON."),
  malformedAssertion: () => refused(401, "invalid_client", 50027, "JWT token is invalid or malformed."),
  assertionAudience: (audience: string) =>
    refused(
      401,
      "invalid_client",
      700023,
      `Client assertion audience claim does not match Realm issuer: '${audience}'.`,
    ),
  wrongAssertion: () =>
    refused(
      401,
      "invalid_client",
      700027,
      "The certificate with identifier used to sign the client assertion is not registered on application.",
    ),
  disabledClient: (client: string) =>
    refused(400, "unauthorized_client", 7000112, `Application '${client}' is disabled.`),
  unknownUser: (name: string, tenant: string) =>
    refused(
      400,
      "invalid_grant",
      50034,
      `The user account ${name} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
    ),
  wrongPassword: () =>
    refused(400, "invalid_grant", 50126, "Error validating credentials due to invalid username or password."),
  disabledUser: () => refused(400, "invalid_grant", 50057, "The user account is disabled."),
  stepUpNeeded: (resource: string) =>
    refused(
      400,
      "interaction_required",
      50076,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'.`,
    ),
  wrongRefreshToken: () => refused(400, "invalid_grant", 9002313, "Invalid request. Request is malformed or invalid."),
  endedRefreshToken: () => refused(400, "invalid_grant", 700082, "The refresh token has expired due to inactivity."),
  authorizationPending: () =>
    refused(
      400,
      "authorization_pending",
      70016,
      "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
    ),
  endedDeviceCode: () =>
    refused(
      400,
      "expired_token",
      70020,
      "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    ),
  unknownDeviceCode: () =>
    refused(
      400,
      "bad_verification_code",
      70019,
      "The provided value for the input parameter 'device_code' is not valid.",
    ),
  unknownUserCode: () => refused(400, "invalid_request", 70018, "Bad verification code."),
};
