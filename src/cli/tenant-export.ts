import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { fileOption, withTenant } from "./tenant-options";

/** `pim tenant export`: the whole tenant as one JSON file; `pim tenant import` takes it back. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("write the whole tenant as JSON; pim tenant import takes it back")
    .argument("[to]", "file to write; standard output when absent")
    .addOption(fileOption());
  return command.action((to: string | undefined, { file }: { file: string }) =>
    withTenant(command, file, (tenant) => {
      if (to === undefined) process.stdout.write(`${tenant.export()}\n`);
      else writeFileSync(to, `${tenant.export()}\n`);
    }),
  );
}
