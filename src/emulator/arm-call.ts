import type { Route as GraphRoute, Reply } from "./call";
import type { Caller } from "./caller";
import type { Scope, ScopeKind } from "./laws/arm/scope";
import type { State } from "./state";

/** One request to Azure Resource Manager on its way to an operation: read, but not judged. */
export interface ArmCall {
  readonly state: State;
  readonly method: string;
  /** Scheme and host, for links: "https://management.azure.com". */
  readonly origin: string;
  /** What stands before the route's own path; it exists, and is spelt as it was made. */
  readonly scope: Scope;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly apiVersion: string;
  readonly headers: Headers;
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown;
  readonly caller: Caller;
  /** Tenant time in ms when the request came. */
  readonly now: number;
}

export type ArmOperation = (call: ArmCall) => Reply;

/** An operation and where it is found; `write` opens a writing transaction. */
export interface ArmRoute {
  readonly method: GraphRoute["method"] | "HEAD";
  /** What follows the scope, without a slash at the start, `:name` for a segment that is an id; "" for the scope itself. */
  readonly path: string;
  /** Kinds of scope that have this operation; all when absent. */
  readonly at?: readonly ScopeKind[];
  /** API versions that it is answered in, oldest first; any when absent. */
  readonly versions?: readonly string[];
  readonly operation: ArmOperation;
  /** True unless the method is GET or HEAD; a POST that only reads says false. */
  readonly write?: boolean;
  /** True where the scope itself is what the operation makes. */
  readonly makesScope?: true;
}
