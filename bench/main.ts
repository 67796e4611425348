/** `npm run bench`: tables on stdout, progress on stderr, exit code 1 on an error, and with --check on a limit that does not hold. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load, machine } from "./machine";
import { measure } from "./measure";
import { type Options, readOptions } from "./options";
import { sectionOf, writeSection } from "./page";
import type { Measurement } from "./sample";
import { tables } from "./tables";
import { holds, measureTenant, tenantTable } from "./tenant";
import { verdicts } from "./verdict";

const page = join(resolve(__dirname, "../.."), "docs", "benchmarks.md");

const report = (line: string) => process.stderr.write(`${line}\n`);

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  await (options.tenant ? benchTenant(options) : benchStacks(options, signal));
}

async function benchTenant({ sizes, json, write, check }: Options): Promise<void> {
  const before = load();
  const rates = await measureTenant(sizes, report);
  const table = tenantTable(rates);
  const when = `${new Date().toISOString().slice(0, 10)} · ${machine()} · load ${before.toFixed(1)} before, ${load().toFixed(1)} after`;
  const section = `## The embedded tenant\n\n${when}\n\n${table}`;
  const shown = json
    ? JSON.stringify(
        rates.map((rate) => ({ ...rate, perSecond: [...rate.perSecond] })),
        null,
        2,
      )
    : section;
  process.stdout.write(`${shown}\n`);
  if (write) writeFileSync(page, writeSection(readFileSync(page, "utf8"), "tenant", section));
  if (check && rates.some((rate) => holds(rate) === false)) process.exitCode = 1;
}

async function benchStacks(options: Options, signal: AbortSignal): Promise<void> {
  const measured: (Measurement & { date: string; machine: string })[] = [];
  for (const size of options.sizes) {
    const before = load();
    const measurement = await measure({ size, rounds: options.rounds, up: options.up, report, signal });
    const where = { date: new Date().toISOString().slice(0, 10), machine: machine() };
    measured.push({ ...measurement, ...where });
    const about = { ...where, rounds: options.rounds, load: `${before.toFixed(1)} before, ${load().toFixed(1)} after` };
    const section = sectionOf(size, about, tables(measurement));
    if (!options.json) process.stdout.write(`${section}\n\n`);
    if (options.write) writeFileSync(page, writeSection(readFileSync(page, "utf8"), size, section));
  }
  if (options.json) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
  const broken = measured.flatMap(verdicts).filter(({ holds }) => !holds);
  if (options.check && broken.length > 0) process.exitCode = 1;
}

const stop = new AbortController();
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    process.exitCode = exitCodes[signal];
    stop.abort(new Error("stopped"));
  });
}

bench(readOptions(process.argv.slice(2)), stop.signal).catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
});
