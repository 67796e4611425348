import type { Reply } from "./call";
import type { ApiError } from "./errors";
import type { Places } from "./places";
import type { State } from "./state";

/** One request as it arrived, its body already read. */
export interface Incoming {
  readonly method: string;
  /** Scheme and host: "https://graph.microsoft.com". */
  readonly origin: string;
  /** Where this client reaches the services. */
  readonly places: Places;
  /** Path with query, version included. */
  readonly path: string;
  readonly headers: Headers;
  /** Told back in every answer and error. */
  readonly requestId: string;
  /** Parsed JSON, the fields of a form, `undefined` for none, or what stopped it from being parsed. */
  readonly body: unknown;
}

/** An operation found for a request, ready to run. */
export interface Found {
  readonly write: boolean;
  readonly run: (state: State, now: number) => Reply;
}

export interface BatchItem {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly incoming: Incoming;
  readonly found: Found;
}

/** Several requests that came as one, and how their answers go back as one. */
export interface Batch {
  readonly items: readonly BatchItem[];
  readonly answer: (one: (item: BatchItem) => Reply) => Reply;
  /** Refuses the whole where its caller has not signed in. */
  readonly admit: (state: State) => void;
}

/** One of the tenant's services: Graph, Azure Resource Manager, sign-in. */
export interface Service {
  /** The operation that a request names; an unknown one is found too, and fails when it runs. */
  readonly find: (incoming: Incoming) => Found;
  /** The requests in a batch; undefined where the request is none. A malformed batch throws its `ApiError`. */
  readonly batch: (incoming: Incoming) => Batch | undefined;
  /** How this service words an error. */
  readonly refuse: (state: State, incoming: Incoming, error: ApiError) => Reply;
  /** What every answer carries beside its own headers. */
  readonly headers: (incoming: Incoming) => Readonly<Record<string, string>>;
}
