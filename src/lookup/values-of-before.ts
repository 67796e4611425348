import type { Settings } from "../model";
import { fragmentOf, managedUnits, type RuleSet } from "../wire";

/** What the tenant says today about everything that declared settings manage: what an undo will put back. */
export interface ValuesOfBefore {
  /** The managed units, in alphabetical order. */
  readonly units: readonly string[];
  /** The values by unit, as Microsoft writes them; JSON text. */
  readonly text: string;
}

export function valuesOfBefore(rules: RuleSet, declared: Settings): ValuesOfBefore {
  const units = managedUnits(declared).toSorted();
  return { units, text: JSON.stringify(Object.fromEntries(units.map((unit) => [unit, fragmentOf(rules, unit)]))) };
}
