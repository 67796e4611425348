import { readFileSync } from "node:fs";
import { armExamples } from "./arm-format";
import { type ReadExamples, ReplayFileError } from "./example";
import { graphExamples } from "./graph-format";
import { isRecord } from "./json";

/** Reads a file of either format; throws `ReplayFileError` for any other. */
export function readExamples(file: string): ReadExamples {
  const content = parse(file, read(file));
  if (Array.isArray(content) && content.every((entry) => isRecord(entry) && isRecord(entry.responses)))
    return armExamples(content);
  if (isRecord(content) && Array.isArray(content.examples) && content.examples.every(isRecord))
    return graphExamples(content.examples);
  throw new ReplayFileError(
    `${file} holds no examples: expected {"examples": [{"method", "url", "response"}, …]} (Graph) or [{"method", "path", "parameters", "responses"}, …] (Resource Manager)`,
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as { code?: string };
    throw new ReplayFileError(`cannot read ${file} (${code}); name a file of documented examples`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReplayFileError(`${file} is not JSON; name a file of documented examples`);
  }
}
