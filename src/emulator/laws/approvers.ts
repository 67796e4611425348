import { isObject } from "../body";
import type { State } from "../state";

const fallbackRoles = ["Privileged Role Administrator", "Global Administrator"];

/** Ids of the users who may approve activations of a role: those its settings name, else the administrators of roles. */
export function directoryApprovers(state: State, role: string): ReadonlySet<string> {
  const named = namedApprovers(state, role);
  if (named.length > 0) return new Set(named);
  const roles = fallbackRoles.flatMap((name) => state.roles.findByName(name)?.id ?? []);
  const holders = [...state.schedules.list("assignment", { roles })];
  const now = state.clock.ms();
  return new Set(holders.filter(({ finish }) => finish === null || finish > now).map(({ principal }) => principal));
}

function namedApprovers(state: State, role: string): string[] {
  const setting = state.policies
    .findByRole(role)
    ?.rules.find(({ id }) => id === "Approval_EndUser_Assignment")?.setting;
  const stages: unknown = isObject(setting) ? setting.approvalStages : undefined;
  const [stage]: unknown[] = Array.isArray(stages) ? stages : [];
  const approvers: unknown = isObject(stage) ? stage.primaryApprovers : undefined;
  if (!Array.isArray(approvers)) return [];
  return approvers.filter(isObject).flatMap((approver) => {
    if (typeof approver.groupId === "string")
      return state.directory.linked(approver.groupId, "members").map(({ id }) => id);
    return typeof approver.userId === "string" ? [approver.userId] : [];
  });
}
