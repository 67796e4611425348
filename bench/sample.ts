/** What one command of Pulumi's CLI cost. */
export interface Sample {
  /** Wall clock, from start to exit. */
  readonly seconds: number;
  /** Processor time of all processes, in seconds: what a busy machine does not distort. */
  readonly processor?: number;
  /** Of the largest process; absent where the system does not tell. */
  readonly memory?: { readonly megabytes: number; readonly process: string };
  /** As the tenant counted them, program and provider together; absent for a floor, which asks nobody. */
  readonly requests?: { readonly reads: number; readonly writes: number; readonly pages: number };
}

/** First `up` from an empty stack, then a preview and a refresh that find nothing to do. */
export const steps = ["up", "preview", "refresh"] as const;
export type Step = (typeof steps)[number];

/** The equal floor has our resources with handlers that do nothing; the tiny one as many resources with next to no inputs. */
export type Subject = "ours" | "equal" | "tiny";

/** One sample of each, taken one right after the other. */
export type Round = { readonly [S in Step]: Partial<Record<Subject, Sample>> };

export interface Measurement {
  /** Settings and schedules; components and Stashes come on top, in the equal floor as well. */
  readonly size: number;
  readonly rounds: readonly Round[];
}
