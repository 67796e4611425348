import type { Context, Middleware } from "@microsoft/microsoft-graph-client";
import { Gate } from "./gate";
import type { RequestCounter } from "./request-counter";
import { Sending } from "./sending";
import type { Transport } from "./transport";

/** An answer that never came is written down as one with this status, so that one path deals with every failure. */
export const NO_ANSWER = 599;
/** Status text of a request that cannot have reached anybody. */
export const NOT_REACHABLE = "NotReachable";

/** PIM throttles early and with few parallel calls; reference sheet, "Throttling". */
const IN_FLIGHT = 8;
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** The end of the chain: puts a request on the transport and reads the whole answer. */
export class Send implements Middleware {
  readonly #transport: Transport;
  readonly #counter: RequestCounter;
  readonly #gate = new Gate(IN_FLIGHT);

  constructor(transport: Transport, counter: RequestCounter) {
    this.#transport = transport;
    this.#counter = counter;
  }

  async execute(context: Context): Promise<void> {
    const sending = context.middlewareControl?.getMiddlewareOptions(Sending);
    if (!(sending instanceof Sending)) throw new Error("a request without its Sending");
    const url = sending.link ?? String(context.request);
    const { method = "GET", headers, body } = context.options ?? {};
    this.#counter.note(sending.kind);
    context.response = await this.#gate.through(async () => {
      const begun = performance.now();
      const response = await this.#exchange(
        new Request(url, { method, ...(headers && { headers }), ...(body && { body }) }),
      );
      if (process.env.PIM_DEBUG === "1") debug(sending, method, url, response.status, performance.now() - begun);
      return response;
    });
  }

  async #exchange(request: Request): Promise<Response> {
    try {
      const response = await this.#transport.fetch(request);
      const { status, statusText, headers } = response;
      const text = await response.text();
      if (response.ok && isCutShort(headers, text)) return lost(request.url, "the answer was cut short");
      return new Response(text === "" ? null : text, { status, statusText, headers });
    } catch (error) {
      return lost(request.url, codeOf(error));
    }
  }
}

function isCutShort(headers: Headers, text: string): boolean {
  if (text === "" || !headers.get("content-type")?.includes("json")) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function lost(url: string, reason: string): Response {
  const host = new URL(url).host;
  const unsent = NEVER_SENT.has(reason);
  const message = unsent
    ? `${host} cannot be reached (${reason}); check the network and that the tenant is running`
    : `no answer from ${host} (${reason})`;
  return Response.json(
    { error: { code: unsent ? NOT_REACHABLE : "NoAnswer", message } },
    { status: NO_ANSWER, statusText: unsent ? NOT_REACHABLE : "NoAnswer" },
  );
}

/** `ECONNRESET` out of the layers that fetch wraps it in; never the message, which may quote the request. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return code;
  return error.cause instanceof Error ? codeOf(error.cause) : error.name;
}

/** One line per request on stderr: no header, no body, no paging token. */
function debug({ operation }: Sending, method: string, url: string, status: number, ms: number): void {
  const { pathname, search } = new URL(url);
  const inside = pathname.endsWith("/$batch") && !operation.endsWith("/$batch") ? ` (${operation})` : "";
  const query = decodeURIComponent(search).replace(/(\$skiptoken=)[^&]*/i, "$1…");
  process.stderr.write(`pim: ${method} ${pathname}${query}${inside} → ${status} in ${Math.round(ms)} ms\n`);
}
