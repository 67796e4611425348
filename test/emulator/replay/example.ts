/** One documented call with its documented answers, whatever file it came from. */
export interface Example {
  /** What a line of docs/emulator-differences.md names it by: "g0121", "RoleAssignments_Create 2022-04-01". */
  readonly id: string;
  readonly family: string;
  readonly method: string;
  /** Absolute, with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** One for Graph; for Resource Manager one for each documented status. */
  readonly answers: readonly DocumentedAnswer[];
}

export interface DocumentedAnswer {
  /** Absent where the page shows a body only: any success will do. */
  readonly status: number | undefined;
  /** Absent where the page shows none. */
  readonly body: unknown;
}

/** An entry of a file that is no call we play, and why. */
export interface Skipped {
  readonly id: string;
  readonly family: string;
  readonly reason: string;
}

/** What is in a file. */
export interface ReadExamples {
  readonly examples: readonly Example[];
  readonly skipped: readonly Skipped[];
}

/** Thrown for a file that is not of one of the two formats; the message says what is expected. */
export class ReplayFileError extends Error {}
