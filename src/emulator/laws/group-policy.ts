import { guidOf } from "../ids";
import type { State } from "../state";
import type { DirectoryObject } from "../store/directory";
import type { Policy, PolicyTarget } from "../store/policies";
import { defaultGroupRules } from "./default-rules";

/** The two ways to belong to a group. */
export const accesses = ["member", "owner"] as const;

/** Groups whose members follow from a rule or from another directory are not PIM's. */
export function isManageable({ properties }: DirectoryObject): boolean {
  const { groupTypes, onPremisesSyncEnabled } = properties;
  const dynamic = Array.isArray(groupTypes) && groupTypes.includes("DynamicMembership");
  return !dynamic && onPremisesSyncEnabled !== true;
}

/** The settings of a group's members or owners; before PIM manages the group the defaults, under an id that will not last. */
export function groupPolicy(state: State, group: string, access: string): Policy {
  const target = targetOf(group, access);
  return (
    state.policies.findByTarget(target) ?? {
      ...target,
      sequence: 0,
      guid: guidOf(state.tenantId, "policy", group, access),
      rules: defaultGroupRules,
      modified: null,
      modifiedBy: null,
    }
  );
}

/** PIM manages a group from the first request or change of settings on, for good. */
export function onboardGroup(state: State, group: string): void {
  for (const access of accesses)
    if (state.policies.findByTarget(targetOf(group, access)) === undefined)
      state.policies.add(state.newId("policy"), targetOf(group, access), defaultGroupRules);
}

function targetOf(group: string, access: string): PolicyTarget {
  return { scopeType: "Group", scopeId: group, role: access };
}
