/** An answer of Microsoft's that is not a success. The one place where status, code and text are written down. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const fail = (status: number, code: string) => (message: string) => new ApiError(status, code, message);

/** Errors of Graph as a whole: https://learn.microsoft.com/graph/errors */
export const graphErrors = {
  badRequest: fail(400, "BadRequest"),
  invalidRequest: fail(400, "Request_BadRequest"),
  unsupportedQuery: fail(400, "Request_UnsupportedQuery"),
  malformedJson: () =>
    new ApiError(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    ),
  unknownProperty: (name: string, type: string) =>
    new ApiError(400, "BadRequest", `Could not find a property named '${name}' on type '${type}'.`),
  notFound: (id: string) =>
    new ApiError(
      404,
      "Request_ResourceNotFound",
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  resourceNotFound: () => new ApiError(404, "ResourceNotFound", "The resource is not found."),
  methodNotAllowed: () =>
    new ApiError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."),
  denied: () => new ApiError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
  /** https://learn.microsoft.com/graph/errors: the token is missing or cannot be used. */
  invalidToken: (message: string, authority: string) =>
    new ApiError(401, "InvalidAuthenticationToken", message, {
      "WWW-Authenticate": `Bearer realm="", authorization_uri="${authority}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
    }),
  notImplemented: (operation: string) =>
    new ApiError(501, "NotImplemented", `The embedded tenant does not implement ${operation}.`),
  unavailable: fail(503, "ServiceUnavailable"),
  internal: (message: string) => new ApiError(500, "InternalServerError", message),
};

/** What services and the gateways before them say when they are busy or broken: https://learn.microsoft.com/graph/throttling */
export const faultErrors = {
  throttled: (seconds: number | undefined) =>
    new ApiError(429, "TooManyRequests", "Please retry again later.", retryAfter(seconds)),
  broken: (status: keyof typeof brokenWords, seconds: number | undefined) => {
    const [code, message] = brokenWords[status];
    return new ApiError(status, code, message, retryAfter(seconds));
  },
  expired: (authority: string) =>
    graphErrors.invalidToken("Lifetime validation failed, the token is expired.", authority),
};

const brokenWords = {
  500: ["InternalServerError", "An unexpected error occurred."],
  502: ["BadGateway", "The service behind the gateway gave no usable answer."],
  503: ["ServiceUnavailable", "The service is unavailable for the moment."],
  504: ["GatewayTimeout", "The service behind the gateway did not answer in time."],
} as const;

function retryAfter(seconds: number | undefined): Readonly<Record<string, string>> {
  return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}

/** Errors of PIM for Entra roles; texts as seen on the service, the others are ours and listed in docs/emulator-differences.md. */
export const pimErrors = {
  assignmentExists: () => new ApiError(400, "RoleAssignmentExists", "The Role assignment already exists."),
  assignmentDoesNotExist: () => new ApiError(400, "RoleAssignmentDoesNotExist", "The Role assignment does not exist."),
  pendingRequest: () =>
    new ApiError(400, "PendingRoleAssignmentRequest", "There is already an existing pending Role assignment request."),
  rulesFailed: (rules: readonly string[]) =>
    new ApiError(
      400,
      "RoleAssignmentRequestPolicyValidationFailed",
      `The following policy rules failed: ${JSON.stringify(rules)}`,
    ),
  /** The claims to sign in with again stand in the text, URL-encoded. */
  contextRequired: (claimValue: string) => {
    const claims = encodeURIComponent(`{"access_token":{"acrs":{"essential":true, "value":"${claimValue}"}}}`);
    return new ApiError(
      400,
      "RoleAssignmentRequestAcrsValidationFailed",
      `The following policy rules failed: ["AcrsRule"]&claims=${claims}`,
    );
  },
  tooShort: () =>
    new ApiError(400, "ActiveDurationTooShort", "The Active duration is too short. Miniumum Required is 5 minutes."),
  invalidRequest: (why?: string) =>
    new ApiError(
      400,
      "InvalidRoleAssignmentRequest",
      `The role assignment request is invalid.${why === undefined ? "" : ` ${why}`}`,
    ),
  invalidSchedule: (why: string) =>
    new ApiError(
      400,
      "InvalidRoleAssignmentRequestSchedule",
      `The role assignment request schedule is invalid. ${why}`,
    ),
  roleNotFound: () => new ApiError(404, "RoleNotFound", "The role is not found."),
  subjectNotFound: () => new ApiError(404, "SubjectNotFound", "The subject is not found."),
  missingProvider: () => new ApiError(400, "MissingProvider", "The provider is missing"),
  missingParameters: () =>
    new ApiError(400, "MissingParameters", "The required parameters GroupId or PrincipalId is missing"),
  invalidPolicy: (why?: string) =>
    new ApiError(400, "InvalidPolicy", `The policy is invalid.${why === undefined ? "" : ` ${why}`}`),
  mfaAndContext: () =>
    new ApiError(400, "MfaAndAcrsConflict", "The Mfa and Acrs policy settings cannot be enabled simultaneously."),
};
