import { minutesOf } from "../model";
import type { Transport } from "./transport";

/** How long one piece of work may wait in all, whatever it waits for: throttling, replication, another request. */
export class Patience {
  readonly #pause: Transport["pause"];
  readonly #budget: number;
  readonly #begun = performance.now();
  #paused = 0;

  /** @param timeout ISO 8601 duration */
  constructor(transport: Pick<Transport, "pause">, timeout: string) {
    this.#pause = (ms) => transport.pause(ms);
    this.#budget = minutesOf(timeout) * 60_000;
  }

  /** Milliseconds left. Counts the pauses, which take no real time on the embedded tenant, or the real time if that was more. */
  get left(): number {
    return this.#budget - Math.max(this.#paused, performance.now() - this.#begun);
  }

  /** Waits `ms`, or what is left of the patience. False, at once, when it is used up. */
  async pause(ms: number): Promise<boolean> {
    const wait = Math.min(ms, this.left);
    if (wait <= 0) return false;
    this.spend(wait);
    await this.#pause(wait);
    return true;
  }

  /** Counts a pause that somebody else makes for us. */
  spend(ms: number): void {
    this.#paused += ms;
  }
}
