import type { Context, Middleware } from "@microsoft/microsoft-graph-client";
import { NOT_REACHABLE } from "./send";
import { Sending } from "./sending";

/** Tries of a request that meets a server in trouble; a throttled one is tried as long as its patience lasts. */
export const TRIES = 8;
/** A host that is not there will not be there in a minute either. */
const TRIES_TO_REACH = 3;
const LONGEST_PAUSE = 30_000;

/**
 * Tries again what time can cure, and only that. Microsoft's own RetryHandler sleeps in real time, knows 429, 503 and 504
 * only, and repeats a POST after a 503: a schedule request must never be repeated unless the service has refused to look
 * at it (429).
 */
export class Retry implements Middleware {
  #next: Middleware | undefined;
  readonly #now: () => Date | undefined;

  /** @param now the tenant's time, for a `Retry-After` that names a date */
  constructor(now: () => Date | undefined) {
    this.#now = now;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const sending = context.middlewareControl?.getMiddlewareOptions(Sending);
    for (let tries = 1; ; tries += 1) {
      // a fresh copy each time: handlers behind us append headers
      const headers = new Headers(context.options?.headers);
      const attempt: Context = { ...context, options: { ...context.options, headers } };
      await this.#next?.execute(attempt);
      if (attempt.response === undefined) return;
      context.response = attempt.response;
      if (!(sending instanceof Sending) || !worthwhile(attempt.response, sending, tries)) return;
      if (!(await sending.patience.pause(pauseBefore(attempt.response, tries, this.#now()), sending.operation))) return;
    }
  }
}

function worthwhile({ status, statusText }: Response, { repeatable }: Sending, tries: number): boolean {
  // an expired token: the request was not looked at, and the next one gets a fresh token
  if (status === 401) return tries === 1;
  if (status === 429) return true;
  if (!repeatable || !isServerTrouble(status)) return false;
  return tries < (statusText === NOT_REACHABLE ? TRIES_TO_REACH : TRIES);
}

/** 408, and 5xx but the two that say "never". */
export function isServerTrouble(status: number): boolean {
  return status === 408 || (status >= 500 && status !== 501 && status !== 505);
}

/** What the service asks for, else 1, 2, 4 … 30 s; a little by chance, so that parallel requests do not come back together. */
function pauseBefore(response: Response, tries: number, now: Date | undefined): number {
  if (response.status === 401) return 1;
  return retryAfter(response.headers.get("retry-after"), now) ?? growing(tries);
}

/** `Retry-After` in ms: seconds, or an HTTP date. */
export function retryAfter(text: string | null | undefined, now: Date | undefined): number | undefined {
  if (text === null || text === undefined || text.trim() === "") return undefined;
  const ms = Number.isNaN(Number(text)) ? Date.parse(text) - (now?.getTime() ?? Number.NaN) : Number(text) * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(ms, 1);
}

/** The pause before try number `tries + 1`, in ms. */
export function growing(tries: number, longest = LONGEST_PAUSE): number {
  return Math.min(longest, 1000 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
}
