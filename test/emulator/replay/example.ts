import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One documented call and its answer, as in fixtures/graph-examples.json. */
export interface Example {
  readonly id: string;
  readonly family: string;
  readonly apiVersion: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders?: Record<string, string> | null;
  readonly requestBody?: unknown;
  readonly bodyNote?: string;
  readonly response: { readonly status: number | null; readonly body: unknown };
}

/** The fixtures of some families; undefined where the folder is missing. */
export function examplesOf(...families: readonly string[]): readonly Example[] | undefined {
  const file = join(__dirname, "../../../../../shared/fixtures/graph-examples.json");
  if (!existsSync(file)) return undefined;
  const { examples } = JSON.parse(readFileSync(file, "utf8")) as { examples: Example[] };
  return examples.filter(({ family, bodyNote }) => families.includes(family) && bodyNote === undefined);
}
