/** Graph's `$batch`, for reads. https://learn.microsoft.com/graph/json-batching */
import { z } from "zod";
import type { Patience } from "./patience";
import { growing, isServerTrouble, retryAfter, TRIES } from "./retry";

/** The service's limit. */
const ITEMS = 20;

/** A GET, or with a body a POST that only asks. */
export interface BatchItem {
  readonly path: string;
  readonly body?: unknown;
}

export interface BatchAnswer {
  readonly status: number;
  readonly body: unknown;
}

export const batchAnswers = z.looseObject({
  responses: z.array(
    z.looseObject({
      id: z.string(),
      status: z.number(),
      headers: z
        .record(z.string(), z.string())
        .nullish()
        .transform((headers) => new Headers(headers ?? {})),
      body: z.unknown(),
    }),
  ),
});
type Answers = z.output<typeof batchAnswers>;

/**
 * Reads of `items`, twenty to a request, answers in the order of the items. An item that was throttled, or met a server in trouble,
 * is asked again in a batch of what is left; what its patience does not cover keeps its status.
 */
export async function inBatches(
  items: readonly BatchItem[],
  post: (body: unknown) => Promise<Answers>,
  patience: Patience,
  now: () => Date | undefined,
): Promise<BatchAnswer[]> {
  const chunks = Array.from({ length: Math.ceil(items.length / ITEMS) }, (_, chunk) =>
    items.slice(chunk * ITEMS, (chunk + 1) * ITEMS),
  );
  return (await Promise.all(chunks.map((chunk) => oneBatch(chunk, post, patience, now)))).flat();
}

async function oneBatch(
  items: readonly BatchItem[],
  post: (body: unknown) => Promise<Answers>,
  patience: Patience,
  now: () => Date | undefined,
): Promise<BatchAnswer[]> {
  const answers = new Map<string, BatchAnswer>();
  let open = items.map((item, index) => ({ id: String(index), ...inBatch(item) }));
  for (let tries = 1; open.length > 0; tries += 1) {
    const { responses } = await post({ requests: open });
    for (const { id, status, body } of responses) answers.set(id, { status, body });
    const troubled = responses.filter(({ status }) => status === 429 || (isServerTrouble(status) && tries < TRIES));
    const pauses = troubled.map(({ headers }) => retryAfter(headers.get("retry-after"), now()) ?? growing(tries));
    if (troubled.length === 0 || !(await patience.pause(Math.max(...pauses), "items of POST /$batch"))) break;
    const ids = new Set(troubled.map(({ id }) => id));
    open = open.filter(({ id }) => ids.has(id));
  }
  const missing = { status: 502, body: "the batch was answered without this item" };
  return items.map((_, index) => answers.get(String(index)) ?? missing);
}

function inBatch({ path, body }: BatchItem) {
  if (body === undefined) return { method: "GET", url: path };
  return { method: "POST", url: path, body, headers: { "Content-Type": "application/json" } };
}
