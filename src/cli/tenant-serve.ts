import { Command, InvalidArgumentError, Option } from "commander";
import { type ServeOptions, serve } from "../emulator";
import { fileOption, messageOf, seedOption } from "./tenant-options";

type ServeFlags = ServeOptions & { readonly port: number };

/** `pim tenant serve`: one JSON line when ready, then answers until a signal comes. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("serve the tenant over HTTP on 127.0.0.1; prints one JSON line with its base URLs when ready")
    .addOption(fileOption())
    .addOption(seedOption())
    .option("--port <number>", "port to listen on; 0 takes a free one", whole("port", 65_535), 0)
    .addOption(
      new Option("--ports <one|three>", "all services on one port, or Graph, ARM and sign-in on three in a row")
        .choices(["one", "three"])
        .default("one"),
    )
    .addOption(
      new Option("--auth <open|strict>", "strict: callers sign in, and may do what they have permission for")
        .choices(["open", "strict"])
        .default("open"),
    )
    .option("--https", "with a certificate made at start; clients must trust the file that the first line names")
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
  const { tenant: _, close, ...ready } = await serve(flags);
  // who reads the line may end us at once
  const ended = signal();
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  await ended;
  await close();
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
}

function explain(error: unknown, { port }: ServeFlags): string {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const { port: which } = taken && "port" in error ? error : { port };
  return taken ? `port ${which} is taken; give another --port, or 0 for a free one` : messageOf(error);
}

const whole = (name: string, most: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new InvalidArgumentError(`${name} must be a whole number from 0 to ${most}, got "${text}"`);
  return value;
};
