import { ApiError } from "./errors";
import type { TokenFault } from "./laws/access-token";

const fail = (status: number, code: string) => (message: string) => new ApiError(status, code, message);

const tokenFaults: Readonly<Record<TokenFault, readonly [code: string, message: string]>> = {
  missing: ["AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."],
  malformed: ["InvalidAuthenticationToken", "The access token is invalid."],
  signature: ["InvalidAuthenticationToken", "The access token validation failure: its signature is not valid."],
  audience: [
    "InvalidAuthenticationTokenAudience",
    "The access token has been obtained for wrong audience or resource.",
  ],
  expired: ["ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current UTC time."],
};

/** Errors of Azure Resource Manager as a whole, and of its scopes; texts that are ours are listed in docs/emulator-differences.md. */
export const armErrors = {
  noToken: (fault: TokenFault, authority: string) => {
    const [code, message] = tokenFaults[fault];
    return new ApiError(401, code, message, {
      "WWW-Authenticate": `Bearer authorization_uri="${authority}/common", error="invalid_token", error_description="${message}"`,
    });
  },
  missingApiVersion: () =>
    new ApiError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    ),
  invalidApiVersion: (version: string, supported: readonly string[]) =>
    new ApiError(
      400,
      "InvalidApiVersionParameter",
      `The api-version '${version}' is invalid. The supported versions are '${supported.join(",")}'.`,
    ),
  /** The same of a type that a resource provider other than ARM itself serves. */
  noTypeInVersion: (namespace: string, type: string, version: string, supported: readonly string[]) =>
    new ApiError(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${version}'. The supported api-versions are '${supported.join(",")}'.`,
    ),
  retiredType: (namespace: string, version: string) =>
    new ApiError(
      404,
      "InvalidResourceType",
      `The resource type could not be found in the namespace '${namespace}' for api version '${version}'.`,
    ),
  missingSubscription: () =>
    new ApiError(
      404,
      "MissingSubscription",
      "The request did not have a subscription or a valid tenant level resource provider.",
    ),
  invalidSubscription: (id: string) =>
    new ApiError(400, "InvalidSubscriptionId", `The provided subscription identifier '${id}' is malformed or invalid.`),
  subscriptionNotFound: (id: string) =>
    new ApiError(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`),
  resourceGroupNotFound: (name: string) =>
    new ApiError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`),
  resourceNotFound: (type: string, name: string, group: string) =>
    new ApiError(
      404,
      "ResourceNotFound",
      `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    ),
  parentNotFound: (parent: string) =>
    new ApiError(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s), because the parent resource '${parent}' could not be found.`,
    ),
  notFound: (id: string) => new ApiError(404, "NotFound", `'${id}' not found`),
  malformedBody: (why: string) =>
    new ApiError(
      400,
      "InvalidRequestContent",
      `The request content was invalid and could not be deserialized: '${why}'.`,
    ),
  unsupportedFilter: (filter: string, supported: string) =>
    new ApiError(
      400,
      "UnsupportedQuery",
      `The filter '${filter}' is not supported. Supported filters are either ${supported}.`,
    ),
  roleDoesNotExist: (name: string) =>
    new ApiError(404, "RoleDefinitionDoesNotExist", `The specified role definition with ID '${name}' does not exist.`),
  badRequest: fail(400, "BadRequest"),
};
