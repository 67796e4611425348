import type { Caller } from "./caller";
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
  denied: ({ id, displayName }: Pick<Caller, "id" | "displayName">, action: string, scope: string) =>
    new ApiError(
      403,
      "AuthorizationFailed",
      `The client '${displayName ?? id}' with object id '${id}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  /** The action needs a second one at another scope. */
  deniedThere: (
    { id, displayName }: Pick<Caller, "id" | "displayName">,
    action: string,
    scope: string,
    linked: string,
  ) =>
    new ApiError(
      403,
      "LinkedAuthorizationFailed",
      `The client '${displayName ?? id}' with object id '${id}' has permission to perform action '${action}' on scope '${scope}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${linked}' or the linked scope(s) are invalid.`,
    ),
  settingNotFound: (name: string) =>
    new ApiError(404, "ResourceNotFound", `The diagnostic setting '${name}' could not be found.`),
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
  invalidNamespace: (namespace: string) =>
    new ApiError(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`),
  locationRequired: () =>
    new ApiError(400, "LocationRequired", "The location property is required for this definition."),
  invalidGroupName: (name: string) =>
    new ApiError(400, "InvalidResourceGroup", `The provided resource group name '${name}' is not valid.`),
  locked: (id: string, change: "delete" | "write", locked: readonly string[]) =>
    new ApiError(
      409,
      "ScopeLocked",
      `The scope '${id}' cannot perform ${change} operation because following scope(s) are locked: '${locked.join("', '")}'. Please remove the lock and try again.`,
    ),
  lockNotFound: (name: string) => new ApiError(404, "LockNotFound", `The lock '${name}' could not be found.`),
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
  /** What the authorization provider says of any body that it cannot use. */
  badFormat: () => new ApiError(400, "BadRequestFormat", "The request was incorrectly formatted."),
  badRequest: fail(400, "BadRequest"),
};

/** Errors of Azure roles and of who holds them: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const armRoleErrors = {
  roleDoesNotExist: (name: string) =>
    new ApiError(404, "RoleDefinitionDoesNotExist", `The specified role definition with ID '${name}' does not exist.`),
  invalidRoleId: (id: string) =>
    new ApiError(400, "InvalidRoleDefinitionId", `The role definition ID '${id}' is not valid.`),
  builtIn: (roleName: string) =>
    new ApiError(403, "RoleDefinitionIsBuiltIn", `The built-in role '${roleName}' cannot be changed or deleted.`),
  sameName: () =>
    new ApiError(
      409,
      "RoleDefinitionWithSameNameExists",
      "A role definition cannot be updated with a name that already exists.",
    ),
  tooManyRoles: () =>
    new ApiError(
      400,
      "RoleDefinitionLimitExceeded",
      "Role definition limit exceeded. No more role definitions can be created.",
    ),
  roleInUse: () =>
    new ApiError(400, "RoleDefinitionHasAssignments", "There are existing role assignments referencing role."),
  scopeInUse: (scope: string) =>
    new ApiError(
      400,
      "RoleScopeBeingRemovedContainsAssignments",
      `Role assignments found under scope '${scope}' which is being removed. Delete these assignments before removing the scope.`,
    ),
  invalidAssignableScope: (scope: string) =>
    new ApiError(400, "InvalidAssignableScope", `The assignable scope '${scope}' does not exist or cannot be used.`),
  manyManagementGroups: () =>
    new ApiError(
      400,
      "InvalidAssignableScope",
      "A role definition can name one management group only in its assignable scopes.",
    ),
  unknownRole: (name: string) =>
    new ApiError(400, "InvalidRoleDefinitionId", `The specified role definition with ID '${name}' does not exist.`),
  notAssignable: (roleName: string, scope: string) =>
    new ApiError(400, "RoleDefinitionNotAssignable", `The role '${roleName}' cannot be assigned at '${scope}'.`),
  invalidAssignmentId: (name: string) =>
    new ApiError(
      400,
      "InvalidRoleAssignmentId",
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    ),
  assignmentNotFound: (name: string) =>
    new ApiError(404, "RoleAssignmentNotFound", `The role assignment '${name}' is not found.`),
  assignmentExists: (name: string) =>
    new ApiError(
      409,
      "RoleAssignmentExists",
      `The role assignment already exists. The ID of the existing role assignment is ${name.replaceAll("-", "")}.`,
    ),
  denyAssignmentNotFound: (name: string) =>
    new ApiError(404, "DenyAssignmentNotFound", `The deny assignment '${name}' is not found.`),
  updateNotPermitted: () =>
    new ApiError(
      400,
      "RoleAssignmentUpdateNotPermitted",
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
    ),
  tooManyAssignments: () =>
    new ApiError(400, "RoleAssignmentLimitExceeded", "No more role assignments can be created."),
  lastOwner: () =>
    new ApiError(412, "CannotDeleteLastRbacAdminAssignment", "Cannot delete the last RBAC admin assignment"),
  principalNotFound: (id: string, tenant: string) =>
    new ApiError(
      400,
      "PrincipalNotFound",
      `Principal ${id.replaceAll("-", "")} does not exist in the directory ${tenant}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
    ),
  principalUnsupported: (kind: string) =>
    new ApiError(
      400,
      "PrincipalTypeNotSupported",
      `Principals of type ${kind} cannot validly be used in role assignments.`,
    ),
  principalTypeDiffers: (id: string, type: string, wished: string) =>
    new ApiError(
      400,
      "UnmatchedPrincipalType",
      `The PrincipalId '${id.replaceAll("-", "")}' has type '${type}' , which is different from specified PrinciaplType '${wished}'.`,
    ),
};
