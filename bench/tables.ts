import type { Measurement, Sample, Step } from "./sample";
import { costs, type Verdict, verdicts } from "./verdict";

const names: Record<Step | "equal" | "tiny", string> = {
  up: "first `up`",
  preview: "no-change preview",
  refresh: "refresh",
  equal: "equal",
  tiny: "tiny",
};

/** One measurement as two Markdown tables: time against the floors, then requests and memory. */
export function tables(measurement: Measurement): string {
  const time = verdicts(measurement).map(timeRow);
  const cost = costs(measurement).map(({ step, requests, ours, equal }) => [
    names[step],
    requests.reads,
    requests.writes,
    requests.pages,
    memory(ours),
    memory(equal),
  ]);
  return [
    ...table(["step", "floor", "ours", "floor's", "ratio (pairs)", "limit", "holds", "CPU time"], time),
    "",
    ...table(["step", "reads", "writes", "further pages", "largest process", "floor's largest"], cost),
  ].join("\n");
}

function timeRow({ step, floor, ours, theirs, ratio, lowest, highest, processor, limit, holds }: Verdict): string[] {
  return [
    names[step],
    names[floor],
    `${ours.toFixed(1)} s`,
    `${theirs.toFixed(1)} s`,
    `${ratio.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`,
    `${limit.toFixed(2)}`,
    holds ? "yes" : "**no**",
    processor === undefined ? "not known" : processor.toFixed(2),
  ];
}

function memory(peak: Sample["memory"]): string {
  return peak === undefined ? "not known" : `${Math.round(peak.megabytes)} MB (${peak.process})`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
