/** A write and the read that shows its effect, in one request. */

import type { z } from "zod";
import { apiError } from "../wire";
import type { batchAnswers } from "./batch";
import type { Patience } from "./patience";
import { growing, isServerTrouble, retryAfter, TRIES } from "./retry";

export interface Write {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly body: unknown;
  /** True where sending it twice does no harm. */
  readonly repeatable: boolean;
}

/** What the write was answered, and the first page of the read behind it; no page where the read failed. */
export interface Looked {
  readonly answer: unknown;
  readonly page: unknown;
}

const JSON_BODY = { "Content-Type": "application/json" };

/**
 * Sends `write` and then `look` as one `$batch`: half the requests of a first `up`, and no wait between the two. A refused
 * write throws; a throttled one is sent again, since the service has not looked at it.
 */
export async function writeAndLook(
  write: Write,
  look: string,
  post: (body: unknown) => Promise<z.output<typeof batchAnswers>>,
  patience: Patience,
  now: () => Date | undefined,
): Promise<Looked> {
  const { method, path, body, repeatable } = write;
  const requests = [
    { id: "write", method, url: path, headers: JSON_BODY, body },
    { id: "look", method: "GET", url: look, dependsOn: ["write"] },
  ];
  for (let tries = 1; ; tries += 1) {
    const { responses } = await post({ requests });
    const written = responses.find(({ id }) => id === "write");
    const looked = responses.find(({ id }) => id === "look");
    const status = written?.status ?? 502;
    if (written !== undefined && status < 300) {
      return { answer: written.body, page: looked?.status === 200 ? looked.body : undefined };
    }
    const again = status === 429 || (repeatable && isServerTrouble(status) && tries < TRIES);
    const pause = retryAfter(written?.headers.get("retry-after"), now()) ?? growing(tries);
    if (!again || !(await patience.pause(pause, `${method} ${path}`)))
      throw apiError(`${method} ${path}`, status, written?.body);
  }
}
