import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** Where a measurement was made, in one line: cores, memory, Node, Pulumi's CLI. */
export function machine(): string {
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const cli = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
  return `${cpus().length} cores, ${gigabytes} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}, Pulumi ${cli}`;
}

/** How many processes wanted a core in the last five minutes, ours included. Zero on Windows, which does not count. */
export function load(): number {
  return loadavg()[1] ?? 0;
}
