import { rmSync } from "node:fs";
import { Command } from "commander";
import { Tenant } from "../emulator";
import { fileOption, orFail, seedOption } from "./tenant-options";

/** `pim tenant reset`: throw the tenant away and seed a new one. */
export function resetCommand(): Command {
  const command = new Command("reset")
    .description("throw the tenant away and start a new one from its seed; stop whatever has it open first")
    .addOption(fileOption())
    .addOption(seedOption());
  return command.action(({ file, seed }: { file: string; seed: string }) =>
    orFail(command, () => {
      // The seed is tried first, so that a mistake in it does not cost the tenant that is there.
      Tenant.open({ file: ":memory:", seed }).close();
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
      const tenant = Tenant.open({ file, seed });
      process.stdout.write(`${file} is new: ${tenant.holders().length} holdings, tenant ${tenant.tenantId}\n`);
      tenant.close();
    }),
  );
}
