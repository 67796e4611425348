import { ApiError } from "./errors";

const reasons: Readonly<Record<string, string>> = {
  EligibilityRule: "There is no eligible assignment",
  ExpirationRule: "The duration is longer than allowed",
  JustificationRule: "Justification is required",
  MfaRule: "Multi-factor authentication is required",
  TicketingRule: "Ticket information is required",
};

/** Errors of PIM for Azure resources that Graph's PIM words otherwise or does not have; the rest are `pimErrors`. */
export const armPimErrors = {
  subjectNotFound: () => new ApiError(400, "SubjectNotFound", "The subject is not found."),
  roleNotFound: () => new ApiError(400, "RoleNotFound", "The role is not found."),
  scopeMismatch: (scope: string, role: string) =>
    new ApiError(
      400,
      "ScopeDoesNotMatchRoleDefinition",
      `The scope '${scope}' does not match the role definition '${role}'.`,
    ),
  /** Newer answers give a reason for each rule, older ones a list of names, as Graph's do. */
  rulesFailed: (rules: readonly string[]) =>
    new ApiError(
      400,
      "RoleAssignmentRequestPolicyValidationFailed",
      `The following policy rules failed: ${rules.map((rule) => `${rule} - ${reasons[rule] ?? "not met"}`).join(", ")}`,
    ),
  resourceIsLocked: () => new ApiError(400, "ResourceIsLocked", "The resource is locked."),
  insufficient: () =>
    new ApiError(403, "InsufficientPermissions", "The caller does not have permission to perform this action."),
  /** `type`: "RoleAssignmentScheduleRequest", "RoleManagementPolicy" … */
  notFound: (type: string, name: string) => new ApiError(404, `${type}NotFound`, `'${name}' is not found.`),
  approversAndRecipients: () =>
    new ApiError(
      400,
      "ActivationCustomApproversNotEmpty",
      "Approvers cannot be named while the mails to approvers have recipients of their own.",
    ),
};
