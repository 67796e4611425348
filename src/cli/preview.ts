import { readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { MAX_REMOVALS, readMaxRemovals } from "../model";
import { describeChange, readEvents, renderMarkdown } from "../report";
import { fail } from "./fail";
import { nowOption, type PageTime, pageTime } from "./page-time";
import { type PulumiRun, runPulumi } from "./run-pulumi";

interface PreviewFlags {
  readonly events?: string;
  readonly output?: string;
  readonly now?: PageTime;
}

/** `pim preview`: the reviewer's page of what `pulumi up` would do. */
export function previewCommand(): Command {
  const command = new Command("preview")
    .description(
      "what pulumi up would do, as a page for reviewers: who gains, loses or keeps which role; writes nothing",
    )
    .argument("[pulumi...]", "after --: arguments of pulumi preview")
    .option("--events <file>", "the page of this event log; runs nothing")
    .option("--output <file>", "write the page to this file instead of stdout")
    .addOption(nowOption())
    .addHelpText(
      "after",
      "\nExit codes: 0 previewed, 1 the preview failed or breaks a mandatory rule; the page tells why\n\nExamples:\n  pim preview > page.md\n  pim preview -- --stack dev --policy-pack policies",
    );
  return command.action(async (args: string[], { events, output, now }: PreviewFlags) => {
    try {
      const run = events === undefined ? await runPulumi(["preview", ...args]) : logged(events);
      const log = readEvents(run.events);
      const time = await pageTime(now ?? (events === undefined ? "tenant" : undefined), log);
      publish(renderMarkdown(describeChange(log, time), maxRemovals()), output);
      if (run.code !== 0) process.exitCode = 1;
    } catch (error) {
      fail(command, error);
    }
  });
}

/** A value that cannot be stops the program itself, which tells. */
function maxRemovals(): number {
  return readMaxRemovals(process.env[MAX_REMOVALS]).value ?? 0;
}

function logged(file: string): PulumiRun {
  try {
    return { code: 0, events: readFileSync(file, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}`);
  }
}

function publish(page: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(page);
    return;
  }
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new Error(`the page cannot be written to ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}
