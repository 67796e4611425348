/** Who asks. */
export interface Caller {
  readonly id: string;
  readonly kind: "user" | "application";
  readonly displayName: string | null;
  /** The session carries multi-factor authentication. */
  readonly mfa: boolean;
  /** Authentication contexts the session satisfies. */
  readonly contexts: readonly string[];
  /** Permissions in the token: `roles` of an application, `scp` of a user's client. Undefined where everybody may do everything. */
  readonly permissions?: readonly string[];
}
