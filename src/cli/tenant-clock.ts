import { Command } from "commander";
import type { Tenant } from "../emulator";
import { fileOption, withTenant } from "./tenant-options";

/** `pim tenant clock`: show or move the tenant's time. */
export function clockCommand(): Command {
  const command = new Command("clock")
    .description("show or move the tenant's clock; activations end, eligibilities expire with it")
    .argument(
      "[move]",
      'show (default), +90d, +5m, an ISO 8601 duration (P90D), an ISO 8601 date, "run" or "stop"',
      "show",
    )
    .addOption(fileOption())
    .addHelpText(
      "after",
      "\nThe clock runs with real time plus an offset; a date sets it there and lets it run on, stop holds it still.",
    );
  return command.action((move: string, { file }: { file: string }) =>
    withTenant(command, file, (tenant) => {
      apply(tenant, move);
      const { clock } = tenant;
      process.stdout.write(`${clock.now().toISOString()}${clock.stopped ? " (stopped)" : ""}\n`);
    }),
  );
}

function apply({ clock }: Tenant, move: string): void {
  if (move === "show") return;
  if (move === "run") clock.run();
  else if (move === "stop") clock.set(clock.now().toISOString());
  else if (/^-?P/i.test(move)) clock.advance(move.toUpperCase());
  else if (/^[+-]/.test(move)) clock.advance(longForm(move));
  else if (clock.stopped) clock.set(move);
  else clock.run(move);
}

/** "+90d" → "P90D"; h, m and s are hours, minutes and seconds. */
function longForm(move: string): string {
  const [, sign = "", count = "", unit = ""] = /^([+-])(\d+)([dhms])$/i.exec(move) ?? [];
  if (count === "")
    throw new Error(`"${move}" is not a move of the clock; write +90d, +4h, +5m, P90D or a date such as 2027-01-31`);
  const span = unit.toLowerCase() === "d" ? `P${count}D` : `PT${count}${unit.toUpperCase()}`;
  return sign === "-" ? `-${span}` : span;
}
