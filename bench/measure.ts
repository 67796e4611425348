import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Tenant } from "../src/emulator";
import { floorLines } from "./floor-lines";
import type { Measurement, Round, Sample, Step, Subject } from "./sample";
import { BenchStack } from "./stack";
import { type Workload, workload } from "./workload";

const repository = resolve(__dirname, "../..");
const OURS = join(repository, "bin", "src", "main.js");
const EQUAL = join(__dirname, "floor-program.js");
const TINY = join(__dirname, "tiny-program.js");

/** A package of our name with empty handlers. The manifest of the folder itself keeps Node from finding ours first. */
const floorFiles = {
  "package.json": '{ "name": "floor" }\n',
  "node_modules/pim-as-code/package.json": '{ "name": "pim-as-code", "exports": { "./handlers": "./handlers.js" } }\n',
  "node_modules/pim-as-code/handlers.js": `module.exports = require(${JSON.stringify(join(__dirname, "floor-handlers.js"))});\n`,
};

export interface MeasureOptions {
  /** A multiple of ten. */
  readonly size: number;
  readonly rounds: number;
  /** Whether the first `up` is measured too: it takes longest by far. */
  readonly up: boolean;
  /** Gets one line for each command that has run. */
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Measures one size on stacks and a tenant of its own; leaves nothing behind, also when it is stopped. */
export async function measure({ size, rounds, up, report, signal }: MeasureOptions): Promise<Measurement> {
  const folder = join(repository, ".tmp");
  mkdirSync(folder, { recursive: true });
  const template = mkdtempSync(join(folder, "bench-tenant-"));
  const load = workload(size);
  try {
    const tenant = join(template, "tenant.db");
    plant(tenant, join(template, "seed.json"), load);
    const tiny = await BenchStack.open({
      program: TINY,
      config: { "bench:size": `${size}` },
      files: floorFiles,
      signal,
    });
    try {
      await tiny.run(commands.up, unmeasured);
      const ourStack = () => open(load, tenant, signal);
      const lines = await declared(ourStack, report);
      const equalStack = () =>
        BenchStack.open({ program: EQUAL, files: { ...floorFiles, "lines.json": lines }, signal });
      const done: Round[] = [];
      for (let index = 0; index < rounds; index += 1) {
        const say = (line: string) => report(`${size} resources, round ${index + 1} of ${rounds}: ${line}`);
        done.push(await round(index, up, { ourStack, equalStack, tiny }, say));
      }
      return { size, rounds: done };
    } finally {
      tiny.close();
    }
  } finally {
    rmSync(template, { recursive: true, force: true });
  }
}

const commands: Record<Step, readonly string[]> = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview", "--expect-no-changes"],
  refresh: ["refresh", "--yes", "--skip-preview"],
};

/** For an `up` whose time does not count: Pulumi writes the state once, at the end. */
const unmeasured = { PULUMI_SKIP_CHECKPOINTS: "true" };

function plant(file: string, seedFile: string, { seed }: Workload): void {
  writeFileSync(seedFile, JSON.stringify(seed));
  Tenant.open({ file, seed: seedFile }).close();
}

function open({ deployment }: Workload, tenant: string, signal: AbortSignal): Promise<BenchStack> {
  return BenchStack.open({
    program: OURS,
    config: { "pim:deployment": "deployment.yaml" },
    // JSON is YAML
    files: { "deployment.yaml": JSON.stringify(deployment, null, 1) },
    tenant,
    signal,
  });
}

/** What our program declares, for the equal floor; the run that tells it warms the caches for both. */
async function declared(ourStack: () => Promise<BenchStack>, report: (line: string) => void): Promise<string> {
  const stack = await ourStack();
  try {
    const { seconds } = await stack.run(commands.up, unmeasured);
    report(`what the equal floor has to declare is known after ${seconds.toFixed(1)} s`);
    return JSON.stringify(floorLines(await stack.export()));
  } finally {
    stack.close();
  }
}

/** The floor has to carry what ours carries, byte for byte, or the ratios say nothing. */
function refuseUnequal(ours: string, equal: string): void {
  const [declaredByUs, declaredByFloor] = [ours, equal].map(floorLines);
  const floors = new Map(declaredByFloor?.map((line) => [line.urn, JSON.stringify(line)]));
  const different = declaredByUs?.filter((line) => JSON.stringify(line) !== floors.get(line.urn)) ?? [];
  if (different.length === 0 && floors.size === declaredByUs?.length) return;
  const [first] = different;
  throw new Error(
    `the equal floor declares other resources than ours, ${different.length} differ, e.g. ${JSON.stringify(first)} and ${floors.get(first?.urn ?? "")}`,
  );
}

interface Stacks {
  readonly ourStack: () => Promise<BenchStack>;
  readonly equalStack: () => Promise<BenchStack>;
  readonly tiny: BenchStack;
}

/** One pair of each step; who goes first changes from round to round. */
async function round(
  index: number,
  withUp: boolean,
  { ourStack, equalStack, tiny }: Stacks,
  say: (line: string) => void,
): Promise<Round> {
  const ours = await ourStack();
  try {
    const equal = await equalStack();
    try {
      const stacks = { ours, equal, tiny };
      const order: Subject[] = index % 2 === 0 ? ["ours", "equal"] : ["equal", "ours"];
      const sample = async (step: Step, subjects: readonly Subject[]) => {
        const samples: Partial<Record<Subject, Sample>> = {};
        for (const subject of subjects) {
          const one = await stacks[subject].run(commands[step]);
          samples[subject] = one;
          say(`${step} ${subject} ${one.seconds.toFixed(1)} s`);
        }
        return samples;
      };
      const up = withUp ? await sample("up", order) : {};
      if (!withUp) for (const stack of [ours, equal]) await stack.run(commands.up, unmeasured);
      if (index === 0) refuseUnequal(await ours.export(), await equal.export());
      const preview = await sample("preview", [...order, "tiny"]);
      return { up, preview, refresh: await sample("refresh", order) };
    } finally {
      equal.close();
    }
  } finally {
    ours.close();
  }
}
