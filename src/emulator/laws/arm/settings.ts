import { armPimErrors } from "../../arm-pim-errors";
import { isGuid } from "../../ids";
import type { State } from "../../state";
import type { Policy, PolicyTarget, Rule } from "../../store/policies";
import { patchRules } from "../policy-patch";
import { approvalStage } from "../rule-evaluation";
import { defaultAzureRules, inOrderOfChange } from "./default-rules";
import { isPimOnlyMode, readPimOnlyMode } from "./pim-only-mode";
import { readRule } from "./rule-shape";

/**
 * The settings of a role at one scope; they are not inherited. Nobody makes them: until somebody changes them they are the
 * defaults, under the role's own id, and from then on under an id of their own.
 */
export function azureSettings(state: State, scopeId: string, role: string): Policy {
  const target: PolicyTarget = { scopeType: "AzureRole", scopeId, role };
  return (
    state.policies.findByTarget(target) ?? {
      ...target,
      sequence: 0,
      guid: role,
      rules: defaultAzureRules,
      modified: null,
      modifiedBy: null,
    }
  );
}

/** The settings of that name at a scope; undefined where there are none, be it that a change has given them another name. */
export function azureSettingsNamed(state: State, scopeId: string, name: string): Policy | undefined {
  if (!isGuid(name)) return undefined;
  const found = state.policies.findByGuid(name);
  if (found?.scopeType === "AzureRole" && found.scopeId === scopeId) return found;
  const role = state.armRoles.find(name);
  const untouched = role === undefined ? undefined : azureSettings(state, scopeId, role.name);
  return untouched?.modified === null ? untouched : undefined;
}

/** Lays the rules of a PATCH over the settings, merged by id. Refuses what the service refuses. */
export function changeAzureSettings(
  state: State,
  before: Policy,
  given: readonly unknown[],
  by: { now: number; name: string },
): Policy {
  const { usual, pimOnly } = apart(before.rules);
  const patches = given.filter((rule) => !isPimOnlyMode(rule)).map(readRule);
  const modes = given.filter(isPimOnlyMode).map((rule) => readPimOnlyMode(state, rule));
  const rules = [...inOrderOfChange(patchRules(state, usual, patches)), ...(modes.length > 0 ? modes : pimOnly)];
  checkApproverMails(rules);
  const kept = before.sequence > 0 ? before : state.policies.add(state.newId("policy"), before, before.rules);
  state.policies.update(kept, rules, by.now, by.name);
  return { ...kept, rules, modified: by.now, modifiedBy: by.name };
}

/** The seventeen rules, and the one that is told apart from them. */
function apart(rules: readonly Rule[]): { usual: readonly Rule[]; pimOnly: readonly Rule[] } {
  return { usual: rules.filter((rule) => !isPimOnlyMode(rule)), pimOnly: rules.filter(isPimOnlyMode) };
}

/** The seventeen rules of settings. */
export function usualRules({ rules }: Policy): readonly Rule[] {
  return apart(rules).usual;
}

/** Approvers of one's own, and mails to them that name other recipients, exclude each other. */
function checkApproverMails(rules: readonly Rule[]): void {
  const { primaryApprovers } = approvalStage({ rules });
  const mails = rules.find(({ id }) => id === "Notification_Approver_EndUser_Assignment");
  if (isFilled(primaryApprovers) && isFilled(mails?.notificationRecipients))
    throw armPimErrors.approversAndRecipients();
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
