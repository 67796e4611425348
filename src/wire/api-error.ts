/** Graph's and ARM's error bodies as one error. Code against `code`, never against the message. */

/** What Microsoft answered instead of doing it. Carries no stack: the engine prints it to people. */
export class PimApiError extends Error {
  readonly status: number;
  /** Microsoft's code, such as `RoleAssignmentExists`; `http429` where the body names none. */
  readonly code: string;
  readonly requestId: string | undefined;
  /** `GET /roleManagement/…`, without host and query. */
  readonly operation: string;

  constructor(facts: {
    status: number;
    code: string;
    message: string;
    operation: string;
    requestId?: string | undefined;
  }) {
    super(
      `${facts.operation} → ${facts.status} ${facts.code}: ${facts.message.trim()}${cure(facts.code, facts.status)}`,
    );
    this.name = "";
    this.stack = "";
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.operation = facts.operation;
  }

  /** The role settings rules that refused a request, such as `ExpirationRule`; empty for other errors. */
  get failedRules(): string[] {
    if (this.code !== "RoleAssignmentRequestPolicyValidationFailed") return [];
    return [...this.message.matchAll(/"(\w+Rule)"/g)].flatMap(([, rule]) => rule ?? []);
  }
}

/** Reads an error answer, whatever its body is: Microsoft's envelope, another JSON, or the HTML of a gateway. */
export function apiError(operation: string, status: number, body: unknown): PimApiError {
  const error = property(body, "error");
  const inner = property(error, "innerError") ?? property(error, "innererror");
  const code = text(property(error, "code")) ?? text(property(error, "errorCode")) ?? `http${status}`;
  const message =
    text(property(error, "message")) ??
    (typeof body === "string" ? body.replace(/<[^>]*>/g, " ").slice(0, 200) : "no details");
  return new PimApiError({ status, code, message, operation, requestId: text(property(inner, "request-id")) });
}

const CURES: Record<string, string> = {
  Authorization_RequestDenied: "grant the deploying identity the permission this operation needs",
  PermissionScopeNotGranted: "grant the deploying identity the permission this operation needs",
  AadPremiumLicenseRequired: "PIM needs Entra ID P2 or Entra ID Governance",
  MfaAndAcrsConflict: "require MFA or an authentication context, not both",
  SubjectNotFound: "the principal does not exist, or is too new to be known everywhere",
};

function cure(code: string, status: number): string {
  const known =
    CURES[code] ?? (status === 401 ? "sign in again, or check the credentials of the environment" : undefined);
  return known === undefined ? "" : ` (${known})`;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
