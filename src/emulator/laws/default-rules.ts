import { policyRules } from "../../data";
import type { Rule } from "../store/policies";

/** The seventeen rules of a role that nobody has configured. */
export const defaultRules: readonly Rule[] = policyRules.map((rule) => ({
  "@odata.type": typeOfKind(rule.kind),
  id: rule.id,
  ...rule.defaults,
  target: {
    caller: rule.caller,
    operations: ["all"],
    level: rule.level,
    inheritableSettings: [],
    enforcedSettings: [],
  },
}));

export function typeOfKind(kind: string): string {
  return `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`;
}
