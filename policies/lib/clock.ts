import { instant } from "pim-as-code/model";
import { InvalidConfiguration } from "./invalid-configuration";

/**
 * The pack's clock: this machine's date. A pack talks to no tenant, and a waiver counts in days. `PIM_POLICY_CLOCK`
 * (a date, or a time with offset) stands in for it, in tests and to see what tomorrow's gate will say.
 */
export function now(variables: Readonly<Record<string, string | undefined>> = process.env): Date {
  const set = variables.PIM_POLICY_CLOCK;
  if (set === undefined || set === "") return new Date();
  const parsed = instant.safeParse(set);
  if (!parsed.success) throw new InvalidConfiguration(`PIM_POLICY_CLOCK ${parsed.error.issues[0]?.message}`);
  return new Date(parsed.data);
}
