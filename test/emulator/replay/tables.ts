import Table from "cli-table3";
import type { Skipped } from "./example";
import type { Played } from "./replay";

/** A table per family (reads and other methods apart), what was skipped and why, and `N passed, N failed`. */
export function tables(
  played: readonly Played[],
  skipped: readonly Skipped[],
  explained: ReadonlyMap<string, string>,
): string {
  const families = new Table({
    head: ["family", "GET", "other", "passed", "failed", "with a reason"],
    style: { head: [], border: [] },
  });
  for (const family of [...new Set(played.map(({ example }) => example.family))].sort()) {
    const of = played.filter(({ example }) => example.family === family);
    const reads = of.filter(({ example }) => example.method === "GET");
    const failed = of.filter(({ found }) => found.length > 0);
    families.push([
      family,
      share(reads),
      share(of.filter((each) => !reads.includes(each))),
      `${Math.floor((100 * (of.length - failed.length)) / of.length)} %`,
      failed.length,
      failed.filter(({ example }) => explained.has(example.id)).length,
    ]);
  }
  const failed = played.filter(({ found }) => found.length > 0).length;
  return [
    ...(families.length > 0 ? [families.toString()] : []),
    ...(skipped.length > 0 ? [skippedTable(skipped)] : []),
    `${played.length - failed} passed, ${failed} failed`,
  ].join("\n");
}

function share(of: readonly Played[]): string {
  return of.length === 0 ? "" : `${of.filter(({ found }) => found.length === 0).length}/${of.length}`;
}

function skippedTable(skipped: readonly Skipped[]): string {
  const counts = new Map<string, number>();
  for (const { family, reason } of skipped) {
    const key = `${family}\n${reason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const table = new Table({ head: ["family", "skipped", "because"], style: { head: [], border: [] } });
  for (const [key, count] of [...counts].sort()) {
    const [family = "", reason = ""] = key.split("\n");
    table.push([family, count, reason]);
  }
  return table.toString();
}
