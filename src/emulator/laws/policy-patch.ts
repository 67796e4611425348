import { isObject } from "../body";
import { graphErrors, pimErrors } from "../errors";
import type { Entity } from "../odata/filter";
import type { State } from "../state";
import type { Rule } from "../store/policies";
import { completeSetting } from "./approval-setting";
import { checkProperty } from "./rule-properties";

/**
 * Lays changed rules over the seventeen of a policy: merged by rule id, then by property; a property is replaced whole. Refuses
 * what the service refuses: https://learn.microsoft.com/graph/api/unifiedrolemanagementpolicy-update
 */
export function patchRules(state: State, rules: readonly Rule[], patches: readonly Entity[]): readonly Rule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const patch of patches) {
    const rule = byId.get(String(patch.id));
    if (rule === undefined) throw pimErrors.invalidPolicy(`There is no rule '${String(patch.id)}'.`);
    byId.set(rule.id, patchRule(state, rule, patch));
  }
  const patched = rules.map((rule) => byId.get(rule.id) ?? rule);
  checkMfaAndContext(patched, patches);
  return patched;
}

/** Read-only, or repeated by clients as it was read. */
const carried: ReadonlySet<string> = new Set(["id", "target", "lastModifiedBy", "lastModifiedDateTime"]);

function patchRule(state: State, rule: Rule, patch: Entity): Rule {
  const type = patch["@odata.type"];
  if (typeof type !== "string")
    throw graphErrors.badRequest("The type of the rule is abstract; '@odata.type' must name the derived type.");
  if (`#${type.replace(/^#/, "")}` !== rule["@odata.type"])
    throw pimErrors.invalidPolicy(`The rule '${rule.id}' is not of type '${type}'.`);
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(patch)) {
    if (carried.has(name) || name.includes("@")) continue;
    if (!(name in rule)) throw graphErrors.unknownProperty(name, type.replace(/^#/, ""));
    checkProperty(rule, name, value);
    changes[name] = name === "setting" && isObject(value) ? completeSetting(state, value) : value;
  }
  checkExpiration(rule, patch);
  checkContext({ ...rule, ...changes });
  return { ...rule, ...changes };
}

/** Expiration required must say after how long, in the same breath. */
function checkExpiration(rule: Rule, patch: Entity): void {
  if (patch.isExpirationRequired !== true) return;
  const maximum = patch.maximumDuration;
  if (typeof maximum !== "string" || maximum === "")
    throw pimErrors.invalidPolicy(`The rule '${rule.id}' requires expiration and names no maximumDuration.`);
}

function checkContext(rule: Rule): void {
  if (rule.isEnabled !== true || !rule["@odata.type"].endsWith("AuthenticationContextRule")) return;
  if (typeof rule.claimValue !== "string" || !/^c[1-9]\d?$/.test(rule.claimValue))
    throw pimErrors.invalidPolicy("An enabled authentication context needs a claimValue from c1 to c99.");
}

/** One-way, as on the service: MFA is refused while a context is enabled; a context is accepted while MFA is on. */
function checkMfaAndContext(rules: readonly Rule[], patches: readonly Entity[]): void {
  const enablement = patches.find(({ id }) => id === "Enablement_EndUser_Assignment")?.enabledRules;
  const context = rules.find(({ id }) => id === "AuthenticationContext_EndUser_Assignment");
  if (Array.isArray(enablement) && enablement.includes("MultiFactorAuthentication") && context?.isEnabled === true)
    throw pimErrors.mfaAndContext();
}
