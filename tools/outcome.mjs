import { readFileSync } from "node:fs";

/**
 * Whether an update left everything as it was, by Pulumi's event log (one JSON object a line).
 * @param {string} eventLog path
 * @returns {boolean} false also where the log does not say
 */
export function changedNothing(eventLog) {
  const summaries = eventsIn(eventLog).flatMap((event) => event.summaryEvent ?? []);
  const changes = summaries.at(-1)?.resourceChanges;
  return changes !== undefined && Object.entries(changes).every(([kind, count]) => kind === "same" || count === 0);
}

/**
 * @param {string} eventLog
 * @returns {{ summaryEvent?: { resourceChanges?: Record<string, number> } }[]}
 */
function eventsIn(eventLog) {
  try {
    const lines = readFileSync(eventLog, "utf8").split("\n");
    return lines.filter(Boolean).map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
