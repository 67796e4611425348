import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How one of Pulumi's commands ended, and what its event log says. */
export interface PulumiRun {
  readonly code: number;
  /** JSON, one event a line. */
  readonly events: string;
}

/**
 * Runs one of Pulumi's commands in the working directory with an event log. What it prints goes to stderr: stdout belongs to the
 * page. Errors: no `pulumi` on PATH; it ends before it wrote any event.
 */
export async function runPulumi(args: readonly string[]): Promise<PulumiRun> {
  // the log holds the state: readable by nobody else, and gone afterwards
  const folder = mkdtempSync(join(tmpdir(), "pim-"));
  const log = join(folder, "events.json");
  try {
    const code = await run([...args, "--event-log", log]);
    return { code, events: eventsIn(log, args) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<number> {
  // the event log is a flag for the initiated
  const env = { ...process.env, PULUMI_DEBUG_COMMANDS: "1" };
  const child = spawn("pulumi", args, { env, stdio: ["inherit", process.stderr, "inherit"] });
  return new Promise((done, failed) => {
    child.once("error", () =>
      failed(
        new Error("pulumi could not be started; put it on PATH, or run npm run pim -- in a clone, which brings it"),
      ),
    );
    child.once("close", (code) => done(code ?? 1));
  });
}

function eventsIn(log: string, [command = ""]: readonly string[]): string {
  try {
    return readFileSync(log, "utf8");
  } catch {
    throw new Error(`pulumi ${command} ended before it began; what it says above tells why`);
  }
}
