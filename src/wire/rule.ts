import { z } from "zod";

/**
 * One of the seventeen rules of a role's settings as Microsoft writes it (unifiedRoleManagementPolicyRule).
 * Its `target` is echoed as read: an abstract rule without it is refused.
 */
export const rule = z.looseObject({ "@odata.type": z.string(), id: z.string() });
export type Rule = z.output<typeof rule>;

/** A role's rules by id. */
export type RuleSet = ReadonlyMap<string, Rule>;

export function ruleSet(rules: readonly Rule[]): RuleSet {
  return new Map(rules.map((one) => [one.id, one]));
}

/** The properties of a rule that a unit owns: `{ Expiration_EndUser_Assignment: { maximumDuration: "PT8H" } }`. */
export type Fragment = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The rules that change when `fragment` is laid over `rules`, whole, ready for a PATCH. Rules the role lacks are left out. */
export function changedBy(rules: RuleSet, fragment: Fragment): Rule[] {
  const changed = Object.entries(fragment).flatMap(([id, properties]) => {
    const live = rules.get(id);
    if (live === undefined) return [];
    const merged = { ...live, ...properties };
    return sameValue(live, merged) ? [] : [merged];
  });
  return changed.sort((a, b) => turn(a) - turn(b));
}

/**
 * The service refuses MFA while an authentication context is enabled: a context is switched off before the other rules
 * change and switched on after them.
 */
function turn(one: Rule): number {
  if (one.id !== "AuthenticationContext_EndUser_Assignment") return 0;
  return one.isEnabled === true ? 1 : -1;
}

/** Several fragments as one; later ones win. */
export function mergeFragments(fragments: readonly Fragment[]): Fragment {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const fragment of fragments) {
    for (const [id, properties] of Object.entries(fragment)) merged[id] = { ...merged[id], ...properties };
  }
  return merged;
}

/**
 * Equal in what PIM enforces: null, "" and absent are one, enumerations and lists of them ignore case and order,
 * `@odata.type` and descriptions do not count.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

const IGNORED = new Set(["@odata.type", "description", "target"]);

function normal(value: unknown): unknown {
  if (value === undefined || value === "") return null;
  if (typeof value === "string") return value.toLowerCase();
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(normal(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name, inner]) => !IGNORED.has(name) && normal(inner) !== null);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, normal(inner)] as const).sort(([x], [y]) => (x < y ? -1 : 1)),
  );
}
