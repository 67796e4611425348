/**
 * Loaded by NODE_OPTIONS into every process of a run. In a provider it does what INTERRUPT says at one of the requests that the
 * run's providers make of the tenant.
 */
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

export interface Interrupt {
  /** The how-manieth request, or the how-manieth that wants to change something; all providers of the run together. */
  readonly at: number;
  readonly of: "requests" | "writes";
  /** Before the tenant has done anything about it, or when it has and before anybody is told. */
  readonly moment: "before" | "after";
  /** Kill -9 of the CLI, of the provider, of both; or wait until the file is gone. */
  readonly how: "cli" | "provider" | "both" | "hold";
  /** Where an `Interrupted` is written; beside it they count. */
  readonly file: string;
}

/** What was when it happened. */
export interface Interrupted {
  /** The number of the tenant's newest request. */
  readonly sequence: number;
  /** The provider's process. */
  readonly pid: number;
}

/** How long the tenant takes for a request once the CLI is dead, in ms: as a network would, only slower. */
const SLOW = 1_000;

/** In place before the process has asked for anything, and in the very module that it will load. */
function install({ at, of, moment, how, file }: Interrupt): void {
  const load = createRequire(__filename);
  const { Tenant } = load("../../src/emulator/index.js") as typeof import("../../src/emulator/index.js");
  const answer = Tenant.prototype.fetch;
  let dead = false;
  Tenant.prototype.fetch = async function (request: Request) {
    if (dead) await sleep(SLOW);
    const here = (of === "requests" || (await isWrite(request.clone()))) && count(`${file}.count`) === at;
    if (!here) return answer.call(this, request);
    const interrupt = async () => {
      const now: Interrupted = { sequence: this.requests().at(-1)?.sequence ?? 0, pid: process.pid };
      writeFileSync(file, JSON.stringify(now));
      if (how === "cli" || how === "both") process.kill(Number(readFileSync(process.env.CLI_PID ?? "", "utf8")), 9);
      if (how === "provider" || how === "both") process.kill(process.pid, "SIGKILL");
      while (how === "hold" && existsSync(file)) await sleep(20);
      dead = how === "cli";
    };
    if (moment === "before") {
      await interrupt();
      if (dead) await sleep(SLOW);
      return answer.call(this, request);
    }
    const response = await answer.call(this, request);
    await interrupt();
    return response;
  };
}

/** One more than before, in all processes. */
function count(file: string): number {
  appendFileSync(file, ".");
  return statSync(file).size;
}

/** Whether a request wants to change something; a batch does if one of its items does. */
async function isWrite(request: Request): Promise<boolean> {
  if (request.method === "GET" || !request.url.endsWith("/$batch")) return request.method !== "GET";
  const { requests } = (await request.json()) as { requests: { method: string }[] };
  return requests.some(({ method }) => method !== "GET");
}

const said = process.env.INTERRUPT;
if (said !== undefined && process.argv[1]?.includes("dynamic-provider")) install(JSON.parse(said));
