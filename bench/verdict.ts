import type { Measurement, Round, Sample, Step, Subject } from "./sample";

/** What the house promises: at most that many times the floor. */
const limits: readonly { readonly step: Step; readonly floor: Exclude<Subject, "ours">; readonly limit: number }[] = [
  { step: "up", floor: "equal", limit: 1.5 },
  { step: "preview", floor: "equal", limit: 1.25 },
  { step: "preview", floor: "tiny", limit: 2 },
  { step: "refresh", floor: "equal", limit: 1.25 },
];

export interface Verdict {
  readonly size: number;
  readonly step: Step;
  readonly floor: Exclude<Subject, "ours">;
  /** Medians, in seconds. */
  readonly ours: number;
  readonly theirs: number;
  /** Median, smallest and largest of the pairs' ratios: what slows the machine for a while slows both of a pair. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** The same of processor time, for comparison; absent where it is not known. */
  readonly processor?: number;
  readonly limit: number;
  readonly holds: boolean;
}

/** Our cost against the floors, and whether the limits hold. */
export function verdicts({ size, rounds }: Measurement): Verdict[] {
  return limits.flatMap(({ step, floor, limit }) => {
    const pairs = rounds.flatMap((round) => pairOf(round, step, floor));
    if (pairs.length === 0) return [];
    const ratios = pairs.map(({ ours, theirs }) => ours.seconds / theirs.seconds);
    const ratio = median(ratios);
    const processor = pairs.flatMap(({ ours, theirs }) =>
      ours.processor === undefined || theirs.processor === undefined ? [] : [ours.processor / theirs.processor],
    );
    return {
      size,
      step,
      floor,
      ours: median(pairs.map(({ ours }) => ours.seconds)),
      theirs: median(pairs.map(({ theirs }) => theirs.seconds)),
      ratio,
      lowest: Math.min(...ratios),
      highest: Math.max(...ratios),
      ...(processor.length > 0 && { processor: median(processor) }),
      limit,
      holds: ratio <= limit,
    };
  });
}

export interface Cost {
  readonly size: number;
  readonly step: Step;
  readonly requests: NonNullable<Sample["requests"]>;
  /** The largest process of ours and of the equal floor, in any round. */
  readonly ours: Sample["memory"];
  readonly equal: Sample["memory"];
}

/** Requests, the most of any round, and peak memory. */
export function costs({ size, rounds }: Measurement): Cost[] {
  return (["up", "preview", "refresh"] as const).flatMap((step) => {
    const requests = rounds.flatMap((round) => round[step].ours?.requests ?? []);
    if (requests.length === 0) return [];
    const most = (name: "reads" | "writes" | "pages") => Math.max(0, ...requests.map((one) => one[name]));
    const cost: Cost = {
      size,
      step,
      requests: { reads: most("reads"), writes: most("writes"), pages: most("pages") },
      ours: largest(rounds, step, "ours"),
      equal: largest(rounds, step, "equal"),
    };
    return [cost];
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

function pairOf(round: Round, step: Step, floor: Subject): { ours: Sample; theirs: Sample }[] {
  const { ours, [floor]: theirs } = round[step];
  return ours === undefined || theirs === undefined ? [] : [{ ours, theirs }];
}

function largest(rounds: readonly Round[], step: Step, subject: Subject): Sample["memory"] {
  return rounds
    .flatMap((round) => round[step][subject]?.memory ?? [])
    .toSorted((a, b) => b.megabytes - a.megabytes)
    .at(0);
}
