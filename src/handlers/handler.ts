/** What Pulumi asks of a handler (the dynamic provider protocol), and the manners every handler shares. */
import { PimApiError } from "../wire";

/** Inputs and outputs of one resource, as the engine carries them. */
export type Props = Record<string, unknown>;

export interface CheckResult {
  readonly inputs: Props;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

export interface DiffResult {
  /** Fields whose change makes another resource of it. */
  readonly replaces?: string[];
  /** False where nothing but informational fields differ; absent lets the engine show the difference field by field. */
  readonly changes?: false;
}

export interface Handler {
  /** Stores the stack config. Synchronous: a call may arrive before an asynchronous one ends. */
  configure(request: { readonly config: { get(key: string): string | undefined } }): void;
  check(olds: Props, news: Props): Promise<CheckResult>;
  diff(id: string, olds: Props, news: Props): Promise<DiffResult>;
  create(inputs: Props): Promise<{ readonly id: string; readonly outs: Props }>;
  read(id: string, props: Props): Promise<{ readonly id?: string; readonly props?: Props; readonly inputs?: Props }>;
  update(id: string, olds: Props, news: Props): Promise<{ readonly outs: Props }>;
  delete(id: string, props: Props): Promise<void>;
}

/** An error in the user's words. No stack, no name: the engine prints both. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "";
    this.stack = "";
  }
}

/** A write that took effect before something failed: the state keeps what is known, and the next run goes on from there. */
export class PartialFailure extends Refusal {
  readonly reasons: string[];

  constructor(
    readonly id: string,
    readonly properties: Props,
    cause: unknown,
  ) {
    const message = messageOf(cause);
    super(message);
    this.reasons = [message];
  }
}

/** The same handler with errors that name the resource and carry no stack, and without `undefined`, which the engine refuses. */
export function mannered(handler: Handler, label: (props: Props) => string): Handler {
  const politely = async <T>(props: Props, work: () => Promise<T>): Promise<T> => {
    try {
      return pruned(await work()) as T;
    } catch (error) {
      throw named(error, label(props));
    }
  };
  return {
    configure: (request) => handler.configure(request),
    check: (olds, news) => politely(news, () => handler.check(olds, news)),
    diff: (id, olds, news) => politely(news, () => handler.diff(id, olds, news)),
    create: (inputs) => politely(inputs, () => handler.create(inputs)),
    read: (id, props) => politely(props, () => handler.read(id, props)),
    update: (id, olds, news) => politely(news, () => handler.update(id, olds, news)),
    delete: (id, props) => politely(props, () => handler.delete(id, props)),
  };
}

/** What went wrong, in one line of words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function named(error: unknown, label: string): Error {
  if (error instanceof PartialFailure)
    return new PartialFailure(error.id, pruned(error.properties) as Props, `${label}: ${error.message}`);
  if (error instanceof Refusal || error instanceof PimApiError) return new Refusal(`${label}: ${error.message}`);
  // a mistake of ours: the type helps whoever reads the report, the stack would show paths of the machine
  return new Refusal(
    `${label}: internal error, please report it: ${error instanceof Error ? error.name : typeof error}: ${messageOf(error)}`,
  );
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, pruned(inner)]])),
  );
}
