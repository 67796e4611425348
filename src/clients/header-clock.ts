/** The tenant's time as its newest answer told it, running on since. */
export class HeaderClock {
  #told: { readonly ms: number; readonly at: number } | undefined;

  /** Reads the `Date` header of an answer; an answer without one changes nothing. */
  note(headers: Headers): void {
    const ms = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(ms)) this.#told = { ms, at: performance.now() };
  }

  /** Undefined as long as nobody has told the time. */
  now(): Date | undefined {
    // counted with the monotonic clock: whoever sets the machine's clock does not set the tenant's
    return this.#told && new Date(this.#told.ms + performance.now() - this.#told.at);
  }
}
