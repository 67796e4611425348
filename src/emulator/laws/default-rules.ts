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

const groupDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Expiration_Admin_Eligibility: { isExpirationRequired: true },
  Expiration_Admin_Assignment: { isExpirationRequired: true },
  Enablement_EndUser_Assignment: { enabledRules: ["Justification"] },
  AuthenticationContext_EndUser_Assignment: { claimValue: "" },
};

/** The seventeen rules of a group's members or owners: nothing is permanent, nobody is asked for MFA. */
export const defaultGroupRules: readonly Rule[] = defaultRules.map((rule) => ({
  ...rule,
  ...groupDefaults[rule.id],
  target: { ...rule.target, operations: ["All"] },
}));

export function typeOfKind(kind: string): string {
  return `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule`;
}
