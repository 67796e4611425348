/** What goes wrong, and with which requests. A file of faults holds these as JSON: docs/emulator.md. */
export interface FaultPlan {
  /** Chances are drawn from it: the same plan and the same calls give the same faults. */
  readonly seed: string;
  readonly faults: readonly FaultRule[];
}

export type FaultRule = Aim & Fault;

/** Which requests a rule is for, and which of them it hits: all, unless `first`, `nth` or `chance` says otherwise. */
export interface Aim {
  /** Method and path, `*` for any within a segment, `**` across segments: "POST /v1.0/**", "* **\/users". */
  readonly on: string;
  readonly first?: number;
  /** Counting from 1 over the requests that match. */
  readonly nth?: readonly number[];
  /** From 0 to 1. */
  readonly chance?: number;
}

export type BodyKind = "json" | "html" | "empty";

export type Fault =
  /** 429; `retryAfter` in seconds, no header without it. */
  | { readonly fault: "throttle"; readonly retryAfter?: number; readonly body?: BodyKind }
  /** `after`: the write took effect, its answer is lost. */
  | {
      readonly fault: "error";
      readonly status: 500 | 502 | 503 | 504;
      readonly after?: boolean;
      readonly retryAfter?: number;
      readonly body?: BodyKind;
    }
  | { readonly fault: "reset"; readonly after?: boolean }
  /** In process the tenant's clock moves by so much, over HTTP the answer waits. */
  | { readonly fault: "slow"; readonly ms: number }
  | { readonly fault: "truncate" }
  /** A read shows the tenant as it was so long ago: replication lag where it hits every read, a stale read where some. */
  | { readonly fault: "stale"; readonly ms: number }
  /** A new assignment comes out with the scope "/". */
  | { readonly fault: "widen" }
  /** 400 PendingRoleAssignmentRequest. */
  | { readonly fault: "pending" }
  /** 404 SubjectNotFound: the principal has not been replicated. */
  | { readonly fault: "unreplicated" }
  /** 401: the token has expired. */
  | { readonly fault: "expired" };
