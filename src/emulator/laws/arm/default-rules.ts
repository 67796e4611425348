import { isObject } from "../../body";
import type { Rule } from "../../store/policies";
import { defaultRules } from "../default-rules";

/** Where an Azure role that nobody has configured differs from a directory role. */
const azureDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Expiration_Admin_Eligibility: { isExpirationRequired: true, maximumDuration: "P365D" },
  Expiration_Admin_Assignment: { isExpirationRequired: true, maximumDuration: "P180D" },
  Enablement_Admin_Assignment: { enabledRules: ["Justification"] },
  Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: "PT8H" },
  Enablement_EndUser_Assignment: { enabledRules: ["Justification"] },
};

/** The seventeen rules of an Azure role at a scope where nobody has configured it. */
export const defaultAzureRules: readonly Rule[] = defaultRules.map((rule) => {
  const { caller, level } = rule.target;
  return { ...rule, ...azureDefaults[rule.id], target: { caller, operations: ["All"], level } };
});

/** The rules as PIM lists them once somebody has changed one: by kind within each caller and level. */
export function inOrderOfChange(rules: readonly Rule[]): Rule[] {
  const groups = [...new Set(defaultAzureRules.map(groupOf))];
  const key = (rule: Rule) => `${groups.indexOf(groupOf(rule))} ${rule["@odata.type"]}`;
  return [...rules].sort((left, right) => key(left).localeCompare(key(right), "en"));
}

function groupOf({ target }: Rule): string {
  return isObject(target) ? `${String(target.caller)} ${String(target.level)}` : "";
}
