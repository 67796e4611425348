import { guidOf } from "../ids";
import { completeSetting } from "../laws/approval-setting";
import { groupPolicy, onboardGroup } from "../laws/group-policy";
import type { State } from "../state";
import { madeByPim } from "./made-by-pim";
import type { SeedManagedGroup } from "./seed";

/** Groups that PIM manages: their settings, and who holds what in them by PIM. */
export function plantManagedGroup(
  state: State,
  { group, holders, approvers }: SeedManagedGroup,
  domain: string,
  idOf: (key: string) => string,
): void {
  const scope = idOf(group);
  onboardGroup(state, scope);
  if (approvers !== undefined) demandApproval(state, scope, approvers.map(idOf));
  for (const { principal: key, access: role, as, days } of holders) {
    const principal = idOf(key);
    const request = guidOf(domain, "group schedule", as, role, principal, scope);
    state.groupSchedules.add({
      ...madeByPim(request, state.clock.ms(), days),
      id: `${scope}_${role}_${request}`,
      family: as === "eligible" ? "eligibility" : "assignment",
      kind: as === "eligible" ? "Eligible" : "Assigned",
      principal,
      role,
      scope,
    });
  }
}

function demandApproval(state: State, group: string, approvers: readonly string[]): void {
  const policy = groupPolicy(state, group, "member");
  const approvalStages = [{ primaryApprovers: approvers.map((id) => ({ id })) }];
  const setting = completeSetting(state, { isApprovalRequired: true, approvalStages });
  const rules = policy.rules.map((rule) => (rule.id === "Approval_EndUser_Assignment" ? { ...rule, setting } : rule));
  state.policies.update(policy, rules, state.clock.ms(), "seed");
}
