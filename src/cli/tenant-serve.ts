import { Command, InvalidArgumentError } from "commander";
import { serve } from "../emulator";
import { fileOption, messageOf, seedOption } from "./tenant-options";

interface ServeFlags {
  readonly file: string;
  readonly seed: string;
  readonly port: number;
  readonly clock?: string;
  readonly lag?: number;
  readonly faults?: string;
}

/** `pim tenant serve`: one JSON line when ready, then answers until a signal comes. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("serve the tenant over HTTP on 127.0.0.1; prints one JSON line with its base URLs when ready")
    .addOption(fileOption())
    .addOption(seedOption())
    .option("--port <number>", "port to listen on; 0 takes a free one", whole("port", 65_535), 0)
    .option("--clock <date>", "stop the tenant's clock at this ISO 8601 date")
    .option("--lag <ms>", "milliseconds that new principals and schedules stay invisible", whole("lag", 86_400_000))
    .option("--faults <file>", "JSON file of what goes wrong on purpose");
  return command.action(async (flags: ServeFlags) => {
    try {
      await run(flags);
    } catch (error) {
      command.error(explain(error, flags), { exitCode: 1 });
    }
  });
}

async function run(flags: ServeFlags): Promise<void> {
  const { graph, arm, login, tenantId, file, close } = await serve(flags);
  process.stdout.write(`${JSON.stringify({ graph, arm, login, tenantId, file })}\n`);
  await signal();
  await close();
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
}

function explain(error: unknown, { port }: ServeFlags): string {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  return taken ? `port ${port} is taken; give another --port, or 0 for a free one` : messageOf(error);
}

const whole = (name: string, most: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new InvalidArgumentError(`${name} must be a whole number from 0 to ${most}, got "${text}"`);
  return value;
};
