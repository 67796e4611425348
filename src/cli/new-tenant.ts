import { rmSync } from "node:fs";
import { Tenant } from "../emulator";

/** Throws away the tenant in a file, if there is one, and makes a new one. A mistake in the seed costs nothing. */
export function newTenant(file: string, seed: string): void {
  // tried first, so that the tenant that is there survives a seed that is none
  Tenant.open({ file: ":memory:", seed }).close();
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
  const tenant = Tenant.open({ file, seed });
  process.stdout.write(`${file} is new: ${tenant.holders().length} holdings, tenant ${tenant.tenantId}\n`);
  tenant.close();
}
