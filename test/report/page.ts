import { describeChange, readEvents, renderDrift, renderMarkdown } from "../../src/report";
import { logOf, NOW } from "./event-lines";

/** The page of a log made of these events, without its last line break. */
export function pageOf(...events: readonly object[]): string {
  return renderMarkdown(describeChange(readEvents(logOf(...events)), NOW), 10).trimEnd();
}

/** The short page of the same. */
export function driftOf(...events: readonly object[]): string {
  return renderDrift(describeChange(readEvents(logOf(...events)), NOW)).trimEnd();
}

/** The items of the lists under a heading; without one, those of the first part. */
export function itemsUnder(page: string, heading = "What this change does"): string[] {
  const part = page.split("\n## ").find((one) => one.startsWith(heading)) ?? "";
  return part.split("\n").filter((line) => line.trimStart().startsWith("- "));
}
