import { existsSync } from "node:fs";
import { Command } from "commander";
import { newTenant } from "./new-tenant";
import { fileOption, orFail, seedOption } from "./tenant-options";

/** `pim tenant seed`: make a tenant where there is none yet. */
export function seedCommand(): Command {
  const command = new Command("seed")
    .description("make a new tenant from a seed; one that is there already stays as it is")
    .addOption(fileOption())
    .addOption(seedOption());
  return command.action(({ file, seed }: { file: string; seed: string }) =>
    orFail(command, () => {
      if (existsSync(file))
        throw new Error(`there is a tenant at ${file}; pim tenant reset throws it away, --file names another place`);
      newTenant(file, seed);
    }),
  );
}
