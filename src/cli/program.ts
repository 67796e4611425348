import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { driftCommand } from "./drift";
import { previewCommand } from "./preview";
import { tenantCommand } from "./tenant";
import { validateCommand } from "./validate";
import { whoCommand } from "./who";

/** `pim` and its commands. Exit codes: 0 done, 1 error, 2 drift (pim drift only). */
export function program(): Command {
  return new Command("pim")
    .description("Microsoft Entra Privileged Identity Management as code")
    .version(version(), "--version", "the version of pim-as-code")
    .helpOption("--help", "this help")
    .showHelpAfterError("(pim --help lists the commands)")
    .addCommand(previewCommand())
    .addCommand(driftCommand())
    .addCommand(whoCommand())
    .addCommand(validateCommand())
    .addCommand(tenantCommand())
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 error, 2 drift\n\nExamples:\n  pim preview\n  pim who\n  pim validate deployments/dev.yaml\n  pim tenant show",
    );
}

function version(): string {
  // three folders up from bin/src/cli
  const text = readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
