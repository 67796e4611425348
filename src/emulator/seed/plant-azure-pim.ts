import { guidOf } from "../ids";
import { azureSettings, changeAzureSettings } from "../laws/arm/settings";
import { azureRoleNamed } from "./azure-role-named";
import { madeByPim } from "./made-by-pim";
import type { Ground, ScopeNamed } from "./plant-azure";
import type { SeedArmHolder, SeedArmPolicy, SeedAzure } from "./seed-azure";

/** Puts into Azure what PIM gave there, and how its roles are set. */
export function plantAzurePim(ground: Ground, azure: SeedAzure, named: ScopeNamed): void {
  for (const policy of azure.policies ?? []) plantPolicy(ground, policy, named);
  for (const holder of azure.holders ?? []) plantHolder(ground, holder, named);
}

function plantHolder({ state, domain, idOf }: Ground, holder: SeedArmHolder, named: ScopeNamed): void {
  const role = azureRoleNamed(state, holder.role);
  const principal = idOf(holder.principal);
  const scope = named(holder.at);
  const eligible = holder.as === "eligible";
  state.azureSchedules.add({
    ...madeByPim(guidOf(domain, "azure schedule", holder.as, role, principal, scope), state.clock.ms(), holder.days),
    family: eligible ? "eligibility" : "assignment",
    kind: eligible ? "Eligible" : "Assigned",
    principal,
    role,
    scope,
  });
}

function plantPolicy({ state, founded, idOf }: Ground, seed: SeedArmPolicy, named: ScopeNamed): void {
  const before = azureSettings(state, named(seed.at), azureRoleNamed(state, seed.role));
  const approval = {
    id: "Approval_EndUser_Assignment",
    ruleType: "RoleManagementPolicyApprovalRule",
    setting: {
      isApprovalRequired: true,
      approvalStages: [{ primaryApprovers: seed.approvers?.map((key) => ({ id: idOf(key) })) }],
    },
  };
  const rules = [...(seed.rules ?? []), ...(seed.approvers === undefined ? [] : [approval])];
  changeAzureSettings(state, before, rules, { now: founded, name: "seed" });
}
