import { readdirSync, readFileSync } from "node:fs";
import type { Sample } from "./sample";

const EVERY_MS = 200;

/** What a process is, by its command line. */
const kinds: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["provider", /dynamic-provider|pulumi-resource-pulumi-nodejs/],
  ["program", /pulumi\/cmd\/run/],
  ["language host", /language-host|pulumi-language-nodejs/],
  ["engine", /(^|\/)pulumi\0/],
];

/**
 * The processes that carry a variable of that value, whoever started them: Pulumi puts its plugins into process groups of their
 * own, and one that is orphaned is nobody's child. Where there is no /proc none is found.
 */
export class Processes {
  readonly #mark: string;
  readonly #ours = new Set<number>();
  readonly #seconds = new Map<number, number>();
  readonly #others = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  #peak: NonNullable<Sample["memory"]> | undefined;

  /** @param variable the name of the variable whose `value` tells our processes from others */
  constructor(variable: string, value: string) {
    this.#mark = `${variable}=${value}`;
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  /** The largest process so far. */
  get peak(): Sample["memory"] {
    return this.#peak;
  }

  /** Processor time of all of them up to the last look, in seconds; absent where none was found. */
  get processor(): number | undefined {
    if (this.#seconds.size === 0) return undefined;
    return [...this.#seconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Ends what is still there, without asking. */
  kill(): void {
    this.stop();
    this.#look();
    for (const pid of this.#ours) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // it has ended by itself
      }
    }
  }

  #look(): void {
    const there = new Set(running());
    for (const known of [this.#ours, this.#others]) {
      // numbers are used again
      for (const pid of known) if (!there.has(pid)) known.delete(pid);
    }
    for (const pid of there) {
      if (this.#others.has(pid)) continue;
      if (!this.#ours.has(pid) && !hasVariable(pid, this.#mark)) {
        this.#others.add(pid);
        continue;
      }
      const commandLine = read(pid, "cmdline");
      const name = kinds.find(([, pattern]) => pattern.test(commandLine))?.[0] ?? "other";
      this.#ours.add(pid);
      this.#seconds.set(pid, processorSeconds(pid) ?? this.#seconds.get(pid) ?? 0);
      const megabytes = Number(/VmHWM:\s+(\d+)/.exec(read(pid, "status"))?.[1] ?? 0) / 1024;
      if (megabytes > (this.#peak?.megabytes ?? 0)) this.#peak = { megabytes, process: name };
    }
  }
}

function running(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
function processorSeconds(pid: number): number | undefined {
  // the name of the program, in brackets, may hold spaces
  const fields = read(pid, "stat").split(") ").at(1)?.split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) / 100;
}

function hasVariable(pid: number, mark: string): boolean {
  return read(pid, "environ").split("\0").includes(mark);
}

/** Empty for a process that has ended or is somebody else's. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
