import { DateTime, Duration } from "luxon";
import type { Meta } from "./store/meta";

/**
 * The tenant's time, kept in its file so that all processes agree. It runs with real time plus an offset; `set` stops it at an
 * instant (for tests that must not depend on the machine), `run` lets it go on from where it stands.
 */
export class Clock {
  readonly #meta: Meta;

  constructor(meta: Meta) {
    this.#meta = meta;
  }

  /** Milliseconds since 1970 in the tenant. */
  ms(): number {
    const stopped = this.#meta.get("clock.stopped");
    return stopped === undefined ? Date.now() + Number(this.#meta.get("clock.offset") ?? 0) : Number(stopped);
  }

  now(): Date {
    return new Date(this.ms());
  }

  get stopped(): boolean {
    return this.#meta.get("clock.stopped") !== undefined;
  }

  /** Moves time by an ISO 8601 duration ("P90D", "PT5M", "P1M"; "-PT1H" goes back). */
  advance(isoDuration: string): void {
    const span = Duration.fromISO(isoDuration);
    if (!span.isValid)
      throw new Error(`"${isoDuration}" is not an ISO 8601 duration; write one such as P90D, PT5M or P1DT12H`);
    this.#moveTo(DateTime.fromMillis(this.ms(), { zone: "utc" }).plus(span).toMillis());
  }

  /** Stops the clock at an ISO 8601 date ("2027-01-31" or "2027-01-31T08:00:00Z"; without zone: UTC). */
  set(iso: string): void {
    this.#meta.set("clock.stopped", String(instant(iso)));
  }

  /** Lets the clock run, from the given date or from where it stands. */
  run(iso?: string): void {
    const from = iso === undefined ? this.ms() : instant(iso);
    this.#meta.set("clock.offset", String(from - Date.now()));
    this.#meta.delete("clock.stopped");
  }

  #moveTo(ms: number): void {
    if (this.stopped) this.#meta.set("clock.stopped", String(ms));
    else this.#meta.set("clock.offset", String(ms - Date.now()));
  }
}

function instant(iso: string): number {
  const date = DateTime.fromISO(iso, { zone: "utc" });
  if (!date.isValid) throw new Error(`"${iso}" is not an ISO 8601 date; write one such as 2027-01-31T08:00:00Z`);
  return date.toMillis();
}
