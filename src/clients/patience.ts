import { minutesOf } from "../model";
import type { Transport } from "./transport";

/** Nobody wonders about a shorter wait than this, in ms; then a line says what is waited for, and again each minute. */
const SILENT = 10_000;
const REMINDER = 60_000;

/** How long one piece of work may wait in all, whatever it waits for: throttling, replication, another request. */
export class Patience {
  readonly #transport: Pick<Transport, "pause" | "tell">;
  readonly #budget: number;
  readonly #begun = performance.now();
  #paused = 0;
  #tellAt = SILENT;

  /** @param timeout ISO 8601 duration */
  constructor(transport: Pick<Transport, "pause" | "tell">, timeout: string) {
    this.#transport = transport;
    this.#budget = minutesOf(timeout) * 60_000;
  }

  /** Milliseconds left. Counts the pauses, which take no real time on the embedded tenant, or the real time if that was more. */
  get left(): number {
    return this.#budget - Math.max(this.#paused, performance.now() - this.#begun);
  }

  /** Waits `ms`, or what is left of the patience. False, at once, when it is used up. `what` is for people. */
  async pause(ms: number, what: string): Promise<boolean> {
    const wait = Math.min(ms, this.left);
    if (wait <= 0) return false;
    this.spend(wait, what);
    await this.#transport.pause(wait);
    return true;
  }

  /** Counts a pause that somebody else makes for us. */
  spend(ms: number, what: string): void {
    this.#paused += ms;
    if (this.#paused < this.#tellAt) return;
    this.#tellAt = this.#paused + REMINDER;
    this.#transport.tell?.(`waiting for ${what}, ${Math.ceil(this.left / 1000)} s at most`);
  }
}
