/** A tenant in this process behind a line that misbehaves as a test says. */
import { type Clients, clientsOver, type Transport } from "../../src/clients";
import { Tenant } from "../../src/emulator";

/** What happens to one request. `before` and `after`: the line breaks before or after the tenant did its work. */
export type Fault =
  | "before"
  | "after"
  | "cut short"
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      /** Whether the tenant does its work all the same, as behind a gateway that does not wait. */
      readonly done?: true;
    };

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
    const watched = (asked: Asked) => {
      const mine = { ...asked, number: this.sent.length + 1 };
      this.sent.push(mine);
      return this.#fault(mine);
    };
    this.clients = clientsOver(misbehaving(this.#transport(), watched));
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
      fetch: async (request) => this.tenant.fetch(request),
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
}

/** A way to a tenant of which `fault` decides what becomes of each request. */
export function misbehaving(transport: Transport, fault: (asked: Asked) => Fault | undefined): Transport {
  let number = 0;
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    number += 1;
    const happens = fault({ method: request.method, url: decodeURIComponent(pathname + search), number });
    if (happens === "before") throw broken();
    if (typeof happens === "object") {
      if (happens.done) await transport.fetch(request);
      return new Response(happens.body ?? null, happens);
    }
    const response = await transport.fetch(request);
    if (happens === "after") throw broken();
    if (happens !== "cut short") return response;
    return new Response((await response.text()).slice(0, -3), response);
  };
  return { ...transport, fetch };
}

function broken(): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("read"), { code: "ECONNRESET" }) });
}
