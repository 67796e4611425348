/**
 * Loaded by NODE_OPTIONS into every process of a run. In the provider it does what INTERRUPT says once the tenant has answered so
 * many requests; the file then holds the number of the tenant's newest request.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Interrupt {
  /** The how-manieth request of the provider. */
  readonly at: number;
  /** Kill -9 of the CLI, of the provider, of both; or wait until the file is gone. */
  readonly how: "cli" | "provider" | "both" | "hold";
  readonly file: string;
}

/** How long the tenant takes for a request once the CLI is dead, in ms: as a network would, only slower. */
export const SLOW = 1_000;

async function install({ at, how, file }: Interrupt): Promise<void> {
  const { Tenant } = await import("../../src/emulator/index.js");
  const answer = Tenant.prototype.fetch;
  let asked = 0;
  Tenant.prototype.fetch = async function (request: Request) {
    asked += 1;
    const mine = asked;
    if (mine > at && how === "cli") await sleep(SLOW);
    const response = await answer.call(this, request);
    if (mine !== at) return response;
    writeFileSync(file, String(this.requests().at(-1)?.sequence));
    const cli = Number(readFileSync(process.env.CLI_PID ?? "", "utf8"));
    if (how === "cli" || how === "both") process.kill(cli, "SIGKILL");
    if (how === "provider" || how === "both") process.kill(process.pid, "SIGKILL");
    while (how === "hold" && existsSync(file)) await sleep(20);
    return response;
  };
}

const said = process.env.INTERRUPT;
if (said !== undefined && process.argv[1]?.includes("dynamic-provider")) void install(JSON.parse(said));
