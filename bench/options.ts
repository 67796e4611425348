import { Command, InvalidArgumentError } from "commander";

export interface Options {
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** False leaves the first `up` out. */
  readonly up: boolean;
  /** The embedded tenant alone instead of stacks. */
  readonly tenant: boolean;
  /** Measurements as JSON instead of tables. */
  readonly json: boolean;
  /** Exit code 1 where a limit does not hold. */
  readonly check: boolean;
  /** Into docs/benchmarks.md. */
  readonly write: boolean;
}

/** @param argv arguments without `node` and the script */
export function readOptions(argv: readonly string[]): Options {
  const options = new Command("npm run bench --")
    .description(
      "What Pulumi, and what this package costs: ratios against floors on the real CLI and the embedded tenant",
    )
    .option(
      "--sizes <list>",
      "numbers of resources, multiples of 10 (default: 100,500; of the tenant 10,1000,10000)",
      sizes,
    )
    .option("--rounds <number>", "pairs per step", positive, 5)
    .option("--no-up", "do not measure the first up, which takes longest by far")
    .option("--tenant", "requests a second of the embedded tenant, by family and size; no Pulumi", false)
    .option("--json", "print the measurements as JSON", false)
    .option("--check", "exit code 1 where a limit does not hold", false)
    .option("--write", "put the tables into docs/benchmarks.md", false)
    .addHelpText("after", "\n2,000 resources take most of an hour a round, a few minutes with --no-up.")
    .parse(argv, { from: "user" })
    .opts<Omit<Options, "sizes"> & { sizes?: readonly number[] }>();
  return { ...options, sizes: options.sizes ?? (options.tenant ? [10, 1000, 10_000] : [100, 500]) };
}

function sizes(text: string): number[] {
  const list = text.split(",").map(Number);
  if (list.every((size) => Number.isInteger(size) && size > 0 && size % 10 === 0)) return list;
  throw new InvalidArgumentError("use multiples of 10 with commas between, for example 100,500,2000.");
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("use a whole number from 1.");
}
