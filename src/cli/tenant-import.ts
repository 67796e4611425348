import { readFileSync } from "node:fs";
import { Command } from "commander";
import { newTenant } from "./new-tenant";
import { fileOption, orFail } from "./tenant-options";

/** `pim tenant import`: the tenant that an export has written, in place of the one that is there. */
export function importCommand(): Command {
  const command = new Command("import")
    .description("put the tenant of an export in place of the one that is there; stop whatever has that open first")
    .argument("<from>", "file that pim tenant export has written")
    .addOption(fileOption());
  return command.action((from: string, { file }: { file: string }) =>
    orFail(command, () => {
      refuseOther(from);
      newTenant(file, from);
    }),
  );
}

function refuseOther(from: string): void {
  let format: unknown;
  try {
    ({ format } = JSON.parse(readFileSync(from, "utf8")) as { format?: unknown });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      code === "ENOENT" ? `there is no file ${from}` : `${from} is no export of a tenant; pim tenant export writes one`,
    );
  }
  if (format !== "embedded tenant")
    throw new Error(`${from} is no export of a tenant; pim tenant seed --seed ${from} takes a seed`);
}
