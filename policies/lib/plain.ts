import { UNKNOWN } from "pim-as-code/model";

/** Large, and no rule reads them: what the tenant held when the program ran, and the provider's own text. */
const PASSED_OVER = /^(found|__.*)$/;

/**
 * A copy of what the engine handed over. The SDK wraps properties so that touching one that is not known yet throws; here it
 * becomes `UNKNOWN`, so that a rule stumbles only over what it needs.
 */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => plain(known(value, index)));
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).filter((name) => !PASSED_OVER.test(name));
  return Object.fromEntries(names.map((name) => [name, plain(known(value, name))]));
}

function known(container: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(container, key);
  } catch {
    return UNKNOWN;
  }
}
