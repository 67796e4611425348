/** A tenant in this process behind a line that misbehaves as a test says. */
import { type Clients, clientsOver, type Transport } from "../../src/clients";
import { Tenant } from "../../src/emulator";

/** What happens to one request. `before` and `after`: the line breaks before or after the tenant did its work. */
export type Fault =
  | "before"
  | "after"
  | "cut short"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

export interface Asked {
  readonly method: string;
  /** Path and query, decoded. */
  readonly url: string;
  /** Counts from 1. */
  readonly number: number;
}

export class FaultyTenant {
  readonly tenant: Tenant;
  readonly clients: Clients;
  /** Every request that was sent, whatever became of it. */
  readonly sent: Asked[] = [];
  /** Every pause that was asked for, in ms of the tenant's time. */
  readonly pauses: number[] = [];
  #fault: (asked: Asked) => Fault | undefined = () => undefined;

  constructor(options: { readonly lag?: number } = {}) {
    this.tenant = Tenant.open({ file: ":memory:", ...options });
    this.clients = clientsOver(this.#transport());
  }

  /** From now on `fault` decides what becomes of each request; the numbers count from here. */
  misbehave(fault: (asked: Asked) => Fault | undefined): void {
    this.sent.length = 0;
    this.#fault = fault;
  }

  /** Requests that the tenant has seen since `sequence`, pages apart. */
  seen(since = 0): number {
    return this.tenant.requests(since).filter(({ page }) => !page).length;
  }

  get sequence(): number {
    return this.tenant.requests().at(-1)?.sequence ?? 0;
  }

  close(): void {
    this.tenant.close();
  }

  #transport(): Transport {
    return {
      graphBaseUrl: "https://graph.microsoft.com",
      open: () => undefined,
      fetch: (request) => this.#answer(request),
      tenantId: () => this.tenant.tenantId,
      now: () => this.tenant.clock.now(),
      pause: async (ms) => {
        this.pauses.push(ms);
        const due = this.tenant.clock.now().getTime() + ms;
        await new Promise((turn) => setImmediate(turn));
        const rest = due - this.tenant.clock.now().getTime();
        if (rest > 0) this.tenant.clock.advance(`PT${rest / 1000}S`);
      },
      close: () => undefined,
    };
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const asked = {
      method: request.method,
      url: decodeURIComponent(pathname + search),
      number: this.sent.length + 1,
    };
    this.sent.push(asked);
    const fault = this.#fault(asked);
    if (fault === "before") throw broken();
    if (typeof fault === "object") return new Response(fault.body ?? null, fault);
    const response = await this.tenant.fetch(request);
    if (fault === "after") throw broken();
    if (fault !== "cut short") return response;
    return new Response((await response.text()).slice(0, -3), response);
  }
}

function broken(): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("read"), { code: "ECONNRESET" }) });
}
