/** An `up` that is killed at one of its requests, and what must come of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { EXCHANGE, Exchange, type Person } from "./exchange";
import type { Interrupt, Interrupted } from "./interrupt";
import { type EngineLine, repository, type Stack } from "./stack";

/** Which `up` is killed. */
interface KilledUp {
  /** Copied for each case. */
  readonly prepared: Stack;
  readonly lines: readonly EngineLine[];
  /** Who is declared before and after. */
  readonly kept: readonly Person[];
  /** What everybody holds in the end, without the days, and some of the settings. */
  readonly declared: unknown;
  /** What the tenant enforced before the first `up`. */
  readonly brownfield: unknown;
}

const VICTIMS = ["cli", "provider", "both"] as const;
type Victim = (typeof VICTIMS)[number];
type Point = Pick<Interrupt, "at" | "of" | "moment"> & { readonly how: Victim };

/**
 * The body of a `describe`: each write once, the victim and the moment taking turns; with PIM_TEST_EVERY=1 every request once it is
 * done and every write before it is, whoever can be killed.
 * @param writes how many an undisturbed `up` makes
 * @param turn whose turn it is first
 */
export function killedUp(prepare: (exchange: Exchange) => Promise<KilledUp>, writes: number, turn: number) {
  return function (this: Mocha.Suite): void {
    this.timeout(240_000);
    const exchange = new Exchange();
    let up: KilledUp;
    before(async () => {
      await exchange.stack.make();
      up = await prepare(exchange);
    });
    after(() => exchange.stack.close());

    if (process.env.PIM_TEST_EVERY === "1") {
      for (const how of VICTIMS) {
        it(`(${how}, at every request) is taken up by the next, and the revert gives the tenant of before`, async function () {
          this.timeout(0);
          const deaths = await everywhere(up, how);
          process.stdout.write(`${deaths} deaths of ${how}\n`);
          expect(deaths).to.be.at.least(2 * writes);
        });
      }
      return;
    }
    for (const at of Array(writes).keys()) {
      const how = VICTIMS[(at + turn) % VICTIMS.length] ?? "both";
      const moment = (at + turn) % 2 === 0 ? "before" : "after";
      it(`(${how}, ${moment} write ${at + 1}) is taken up by the next, and the revert gives the tenant of before`, async () => {
        expect(await survives(up, { at: at + 1, of: "writes", moment, how })).to.equal(true);
      });
    }
  };
}

/** Resolves to the number of deaths. */
async function everywhere(up: KilledUp, how: Victim): Promise<number> {
  let deaths = 0;
  for (const [of, moment] of [
    ["requests", "after"],
    ["writes", "before"],
  ] as const) {
    for (let at = 1; await survives(up, { at, of, moment, how }); at += 1) deaths += 1;
  }
  return deaths;
}

/** Kills there; the next `up` converges, nobody declared has lost access, the revert gives the tenant of before. False if nobody died. */
async function survives(up: KilledUp, point: Point): Promise<boolean> {
  const stack = up.prepared.copy();
  const exchange = new Exchange(stack);
  try {
    await exchange.begin();
    const since = stack.world.changed();
    if (!(await dies(stack, up.lines, point))) return false;
    // a dead CLI leaves its lock
    if (point.how !== "provider") await exchange.does(stack.run("cancel", "--yes"));
    await exchange.does(stack.up(up.lines));
    expect(await summary(exchange)).to.deep.equal(up.declared);
    for (const person of up.kept)
      expect(stack.world.heldSince(since, exchange.id(person), EXCHANGE), person).to.equal(true);
    await exchange.does(stack.destroy());
    expect(await exchange.enforced()).to.deep.equal(up.brownfield);
    return true;
  } catch (error) {
    throw new Error(`${JSON.stringify(point)}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    stack.close();
  }
}

/** Runs `up` with an interrupt; whether that happened. When it has, nothing goes on. */
async function dies(stack: Stack, lines: readonly EngineLine[], point: Point): Promise<boolean> {
  const file = join(stack.folder, "interrupted");
  stack.setVariable("NODE_OPTIONS", `--require=${join(repository, "bin/test/support/interrupt.js")}`);
  stack.setVariable("INTERRUPT", JSON.stringify({ ...point, file } satisfies Interrupt));
  const { code, output } = await stack.up(lines);
  stack.setVariable("NODE_OPTIONS", undefined);
  stack.setVariable("INTERRUPT", undefined);
  expect(code === 0, output).to.equal(!existsSync(file));
  if (code === 0) return false;
  const { sequence, pid } = JSON.parse(readFileSync(file, "utf8")) as Interrupted;
  while (isAlive(pid)) await sleep(20);
  expect(stack.world.writes(sequence), "after the kill").to.deep.equal([]);
  return true;
}

async function summary(exchange: Exchange): Promise<unknown> {
  const { activation, assignment } = await exchange.stack.world.settings(EXCHANGE);
  const holds = (person: Person) => exchange.holds(person).map((text) => text.replace(/ until .*/, " until"));
  return {
    people: { gustav: holds("gustav"), jana: holds("jana"), adele: holds("adele") },
    activation: activation?.maximumDuration,
    assignment: assignment?.maximumDuration,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
