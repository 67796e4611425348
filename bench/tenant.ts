import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Tenant } from "../src/emulator";
import { type Family, familiesOf } from "./tenant-families";
import { tenantSeed } from "./tenant-seed";
import { median } from "./verdict";

/** How much slower a filtered list of a large tenant may be than that of a small one. */
const LIMIT = 2;
const ROUNDS = 5;

/** Requests a second of one family, by the size of the tenant. */
export interface Rate {
  readonly family: string;
  readonly filtered: boolean;
  readonly perSecond: ReadonlyMap<number, number>;
}

/**
 * Measures the embedded tenant in process: one caller, one request after the other.
 * @param spell how long each family is asked in a round, in ms; rounds go through all sizes, so that a slow moment hits all of them
 */
export async function measureTenant(
  sizes: readonly number[],
  report: (line: string) => void,
  spell = 150,
): Promise<Rate[]> {
  const tenants: { size: number; tenant: Tenant; families: Family[] }[] = [];
  try {
    for (const size of sizes) {
      const tenant = plant(size);
      tenants.push({ size, tenant, families: await familiesOf(tenant) });
      report(`a tenant with ${size} assignments of each kind stands`);
    }
    const rates: Rate[] = [];
    for (const [index, { name, filtered }] of (tenants[0]?.families ?? []).entries()) {
      const samples = new Map<number, number[]>(sizes.map((size) => [size, []]));
      for (let round = 0; round < ROUNDS; round += 1)
        for (const { size, tenant, families } of tenants) {
          const family = families[index];
          if (family !== undefined) samples.get(size)?.push(await rate(tenant, family, spell));
        }
      const perSecond = new Map([...samples].map(([size, list]) => [size, median(list)]));
      rates.push({ family: name, filtered, perSecond });
      report(`${name}: ${[...perSecond.values()].map((value) => Math.round(value)).join(", ")} a second`);
    }
    return rates;
  } finally {
    for (const { tenant } of tenants) tenant.close();
  }
}

/** How many times as long a request takes in the largest tenant as in the smallest. */
export function growthOf({ perSecond }: Rate): number {
  const sizes = [...perSecond.keys()].toSorted((a, b) => a - b);
  return (perSecond.get(sizes[0] ?? 0) ?? Number.NaN) / (perSecond.get(sizes.at(-1) ?? 0) ?? Number.NaN);
}

/** Whether a filtered list costs in the largest tenant what it may; undefined for what is not one. */
export function holds(rate: Rate): boolean | undefined {
  return rate.filtered ? growthOf(rate) <= LIMIT : undefined;
}

/** Requests a second by family and size, as a Markdown table. */
export function tenantTable(rates: readonly Rate[]): string {
  const sizes = [...(rates[0]?.perSecond.keys() ?? [])];
  const verdict = (rate: Rate) => ({ true: "yes", false: "**no**", undefined: "" })[String(holds(rate))] ?? "";
  const rows = rates.map((rate) => [
    rate.family,
    ...sizes.map((size) => String(Math.round(rate.perSecond.get(size) ?? 0))),
    growthOf(rate).toFixed(2),
    verdict(rate),
  ]);
  const head = ["requests a second", ...sizes.map(String), "growth", `at most ${LIMIT}`];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function plant(size: number): Tenant {
  const folder = join(resolve(__dirname, "../.."), ".tmp");
  mkdirSync(folder, { recursive: true });
  const place = mkdtempSync(join(folder, "bench-seed-"));
  const seed = join(place, "seed.json");
  try {
    writeFileSync(seed, JSON.stringify(tenantSeed(size)));
    return Tenant.open({ file: ":memory:", seed });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function rate(tenant: Tenant, { name, request }: Family, spell: number): Promise<number> {
  const start = performance.now();
  let count = 0;
  do {
    const response = await tenant.fetch(request());
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    await response.text();
    count += 1;
  } while (performance.now() - start < spell);
  return (count / (performance.now() - start)) * 1000;
}
