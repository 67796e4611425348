import type { Example } from "./example";
import { play } from "./play";

/** What came of an example: where the tenant's answers differ; empty where it passed. */
export interface Played {
  readonly example: Example;
  readonly found: readonly string[];
}

/** Plays examples one after the other, each on tenants of its own. */
export async function replay(examples: readonly Example[]): Promise<Played[]> {
  const played: Played[] = [];
  for (const example of examples) played.push({ example, found: await play(example) });
  return played;
}
