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
};
