import type { MiddlewareOptions } from "@microsoft/microsoft-graph-client";
import type { Patience } from "./patience";

/** What our middleware must know about a request beside its address; travels as an option of Microsoft's client. */
export class Sending implements MiddlewareOptions {
  readonly kind: "read" | "write" | "page";
  /** `PATCH /policies/…`: what it is for, also inside a `$batch`. */
  readonly operation: string;
  /** True where sending it twice does no harm: reads, and a PATCH that lays down the same values again. */
  readonly repeatable: boolean;
  readonly patience: Patience;
  /** A `nextLink`, followed to the letter: Microsoft's client would take an address apart and reorder its query. */
  readonly link: string | undefined;

  constructor(facts: {
    kind: "read" | "write" | "page";
    operation: string;
    repeatable: boolean;
    patience: Patience;
    link?: string | undefined;
  }) {
    this.kind = facts.kind;
    this.operation = facts.operation;
    this.repeatable = facts.repeatable;
    this.patience = facts.patience;
    this.link = facts.link;
  }
}
