import type { Reply } from "./call";
import type { Places } from "./places";
import type { State } from "./state";

/** One request to the sign-in service: read, but not judged. */
export interface LoginCall {
  readonly state: State;
  readonly places: Places;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of the form body. */
  readonly form: Readonly<Record<string, string>>;
  /** A field that must be there. Throws the service's 400. */
  readonly field: (name: string) => string;
  readonly now: number;
}

export interface LoginRoute {
  readonly method: "GET" | "POST";
  /** Path from the root, `:name` for a segment that varies. */
  readonly path: string;
  readonly operation: (call: LoginCall) => Reply;
  /** True unless the method is GET; the first look at the key makes it. */
  readonly write?: boolean;
}
