import { Command } from "commander";
import { newTenant } from "./new-tenant";
import { fileOption, orFail, seedOption } from "./tenant-options";

/** `pim tenant reset`: throw the tenant away and seed a new one. */
export function resetCommand(): Command {
  const command = new Command("reset")
    .description("throw the tenant away and start a new one from its seed; stop whatever has it open first")
    .addOption(fileOption())
    .addOption(seedOption());
  return command.action(({ file, seed }: { file: string; seed: string }) =>
    orFail(command, () => newTenant(file, seed)),
  );
}
