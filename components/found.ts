/** What the tenant held when the program ran, in the user's words: with the declared value it makes before → after. */
import type { Holder } from "../src/lookup";
import { describeHolding, isMapping, type Settings } from "../src/model";

/** Of the role's settings, the fields that are managed now. */
export function foundSettings(managed: Settings, live: Settings): unknown {
  return alike(managed, live);
}

/** `active, permanent, outside PIM`; `eligible until 2027-01-01`; `nothing`. */
export function foundSchedules(holders: readonly Holder[], principalId: string, scope: string): string {
  const held = holders.filter(
    (holder) => holder.direct && holder.principalId === principalId && sameScope(holder.scope, scope),
  );
  return held.length === 0 ? "nothing" : held.map(describeHolding).sort().join("; ");
}

function alike(shape: unknown, value: unknown): unknown {
  if (!isMapping(shape) || !isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, inner]) =>
      inner === undefined || value[name] === undefined ? [] : [[name, alike(inner, value[name])]],
    ),
  );
}

function sameScope(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
