import type { Policy } from "../../store/policies";
import { type Alert, roleFacts } from "./alert";

const enablement = "Enablement_EndUser_Assignment";
const context = "AuthenticationContext_EndUser_Assignment";
const mfa = "MultiFactorAuthentication";

/** Roles that can be activated without multi-factor authentication; an authentication context stands in for it. */
export const noMfaOnActivation: Alert = {
  id: "NoMfaOnRoleActivationAlert",
  severity: "medium",
  displayName: "Roles don't require multi-factor authentication for activation",
  securityImpact: "Whoever has taken over an account can activate its roles with the password alone.",
  mitigationSteps: "Look through the roles and demand multi-factor authentication for each.",
  howToPrevent: "Demand multi-factor authentication for the activation of every role.",
  describe: (incidents) => `${incidents.length} role(s) can be activated without multi-factor authentication.`,
  settings: {},
  find: ({ state }) =>
    state.policies
      .list("DirectoryRole", 0)
      .filter((policy) => !demandsMfa(policy))
      .map(({ role, modified }) => {
        const { roleDisplayName, roleTemplateId } = roleFacts(state, role);
        return { id: role, subject: role, since: modified ?? 0, facts: { roleDisplayName, roleTemplateId } };
      }),
  remediate: ({ state, now, callerName }, { subject }) => {
    const policy = state.policies.findByRole(subject);
    if (policy === undefined) return;
    const rules = policy.rules.map((rule) =>
      rule.id === enablement ? { ...rule, enabledRules: [mfa, ...enabledIn(policy)] } : rule,
    );
    state.policies.update(policy, rules, now, callerName);
  },
};

function demandsMfa(policy: Policy): boolean {
  return enabledIn(policy).includes(mfa) || policy.rules.find(({ id }) => id === context)?.isEnabled === true;
}

function enabledIn(policy: Policy): unknown[] {
  const enabled = policy.rules.find(({ id }) => id === enablement)?.enabledRules;
  return Array.isArray(enabled) ? enabled : [];
}
