/** A `pulumi` on PATH that leaves an event log as told and ends as told. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runPim } from "./run-pim";

const SCRIPT = `#!/usr/bin/env node
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const args = process.argv.slice(2);
const log = args[args.indexOf("--event-log") + 1];
writeFileSync(join(__dirname, "call.json"), JSON.stringify({ args, log: dirname(log), debug: process.env.PULUMI_DEBUG_COMMANDS }));
process.stdout.write("progress\\n");
if (existsSync(join(__dirname, "events"))) writeFileSync(log, readFileSync(join(__dirname, "events")));
process.exit(Number(process.env.STUB_CODE ?? 0));
`;

export class StubPulumi {
  readonly folder = mkdtempSync(join(tmpdir(), "pim-stub-"));

  constructor() {
    writeFileSync(join(this.folder, "pulumi"), SCRIPT);
    chmodSync(join(this.folder, "pulumi"), 0o755);
  }

  /** Runs `pim`; Pulumi leaves `events` as its log, nothing where undefined. */
  pim(args: readonly string[], events: string | undefined, code = 0) {
    rmSync(join(this.folder, "events"), { force: true });
    if (events !== undefined) writeFileSync(join(this.folder, "events"), events);
    const path = [this.folder, process.env.PATH].join(delimiter);
    return runPim(this.folder, args, { PATH: path, STUB_CODE: String(code), TMPDIR: this.folder });
  }

  /** How Pulumi was called last. */
  get call(): { args: string[]; log: string; debug: string } {
    return JSON.parse(readFileSync(join(this.folder, "call.json"), "utf8"));
  }

  /** Folders that are left behind. */
  get litter(): string[] {
    return readdirSync(this.folder).filter((name) => name.startsWith("pim-"));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
