import type { Caller } from "./caller";
import type { Options } from "./odata/options";
import type { State } from "./state";

/** One request on its way to an operation: read, but not judged. */
export interface Call {
  readonly state: State;
  readonly method: string;
  readonly version: "v1.0" | "beta";
  /** Scheme, host and version, for links: "https://graph.microsoft.com/v1.0". */
  readonly base: string;
  /** Path under the version as it was written, without query: "/users". */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly options: Options;
  readonly headers: Headers;
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown;
  readonly caller: Caller;
  /** Tenant time in ms when the request came; one instant for all of its reading. */
  readonly now: number;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; absent for 204 and the like. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Operation = (call: Call) => Reply;

/** An operation and where it is found; `write` opens a writing transaction. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Path under the version, `:name` for a segment that is an id. */
  readonly path: string;
  readonly operation: Operation;
  /** True unless the method is GET; a POST that only reads says false. */
  readonly write?: boolean;
}
