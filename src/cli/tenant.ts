import { Command } from "commander";
import { clockCommand } from "./tenant-clock";
import { exportCommand } from "./tenant-export";
import { importCommand } from "./tenant-import";
import { resetCommand } from "./tenant-reset";
import { seedCommand } from "./tenant-seed";
import { serveCommand } from "./tenant-serve";
import { showCommand } from "./tenant-show";

/** `pim tenant`: the embedded tenant from the command line. */
export function tenantCommand(): Command {
  return new Command("tenant")
    .description("the embedded Microsoft Entra tenant: serve it, look at it, move its clock")
    .addCommand(serveCommand())
    .addCommand(showCommand())
    .addCommand(clockCommand())
    .addCommand(seedCommand())
    .addCommand(resetCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand());
}
