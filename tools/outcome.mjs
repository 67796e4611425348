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
 * Whether the log is that of a preview which planned something or judged it: only then a failed run has certainly written
 * nothing, and a page can say so.
 * @param {string} eventLog path
 * @returns {boolean} false also where the log does not say
 */
export function endedInPreview(eventLog) {
  const planned = eventsIn(eventLog).flatMap((event) => event.resourcePreEvent ?? []);
  return planned.length > 0 && planned.every(({ planning }) => planning === true);
}

/**
 * @param {string} eventLog
 * @returns {{ resourcePreEvent?: { planning?: boolean }, summaryEvent?: { resourceChanges?: Record<string, number> } }[]}
 */
function eventsIn(eventLog) {
  try {
    const lines = readFileSync(eventLog, "utf8").split("\n");
    return lines.filter(Boolean).map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
