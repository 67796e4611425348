import type { Incoming } from "../service";
import type { State } from "../state";

/** How a slow answer takes its time, in ms. */
export type Wait = (ms: number) => Promise<void>;

/** Carries a request over a line that may break, before or after the tenant did its work, be slow, or lose the end of the answer. */
export async function overLine(
  state: State,
  incoming: Incoming,
  wait: Wait,
  answer: () => Response,
): Promise<Response> {
  const { faults } = state;
  const reset = faults.hit(incoming, "reset");
  if (reset !== undefined && !reset.after) throw connectionReset();
  const slow = faults.hit(incoming, "slow");
  if (slow !== undefined) await wait(slow.ms);
  const response = answer();
  if (reset !== undefined) throw connectionReset();
  return faults.hit(incoming, "truncate") === undefined ? response : await truncated(response);
}

/** True for a line that broke; a server closes its socket then. */
export function isConnectionReset(error: unknown): boolean {
  return error instanceof TypeError && Reflect.get(Object(error.cause), "code") === "ECONNRESET";
}

/** As the global `fetch` rejects where the other side hangs up. */
function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return new TypeError("fetch failed", { cause });
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text === "" ? null : text.slice(0, Math.floor(text.length / 2)), { status, headers });
}
