import { Command } from "commander";
import { describeChange, readEvents, renderDrift } from "../report";
import { fail } from "./fail";
import { nowOption, type PageTime, pageTime } from "./page-time";
import { runPulumi } from "./run-pulumi";

/** Exit code of a tenant that is not what the last run left. */
const DRIFTED = 2;

/** `pim drift`: what others changed in the tenant since the last run, for the night. */
export function driftCommand(): Command {
  const command = new Command("drift")
    .description(
      "what others changed in the tenant since the last run, whether or not the program puts it back; writes nothing",
    )
    .argument("[pulumi...]", "after --: arguments of pulumi refresh")
    .addOption(nowOption().default("tenant"))
    .addHelpText(
      "after",
      "\nExit codes: 0 as the last run left it, 2 changed by others, until somebody puts it right, 1 error\n\nExamples:\n  pim drift\n  pim drift -- --stack prod",
    );
  return command.action(async (args: string[], { now }: { now: PageTime }) => {
    try {
      const { code, events } = await runPulumi(["refresh", "--preview-only", ...args]);
      const log = readEvents(events);
      const change = describeChange(log, await pageTime(now, log));
      process.stdout.write(renderDrift(change));
      process.exitCode = code !== 0 || !change.complete ? 1 : change.drift.length > 0 ? DRIFTED : 0;
    } catch (error) {
      fail(command, error);
    }
  });
}
