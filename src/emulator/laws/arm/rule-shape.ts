import { isObject } from "../../body";
import { pimErrors } from "../../errors";
import type { Entity } from "../../odata/filter";
import type { Rule } from "../../store/policies";

const graphPrefix = "#microsoft.graph.unified";

/** Properties that a changed rule must have, by its type: a rule is replaced whole. */
const required: Readonly<Record<string, readonly string[]>> = {
  RoleManagementPolicyExpirationRule: ["isExpirationRequired"],
  RoleManagementPolicyEnablementRule: ["enabledRules"],
  RoleManagementPolicyApprovalRule: ["setting"],
  RoleManagementPolicyAuthenticationContextRule: ["isEnabled"],
  RoleManagementPolicyNotificationRule: [
    "notificationType",
    "recipientType",
    "isDefaultRecipientsEnabled",
    "notificationLevel",
  ],
};

/** What may be left out, and is then empty. */
const optional: Readonly<Record<string, Entity>> = {
  RoleManagementPolicyAuthenticationContextRule: { claimValue: null },
  RoleManagementPolicyNotificationRule: { notificationRecipients: [] },
};

/** A rule of a policy's PATCH in the form that the laws of settings know; foreign properties are passed over, as the service does. */
export function readRule(given: unknown): Entity {
  if (!isObject(given)) throw pimErrors.invalidPolicy("A rule must be an object.");
  const type = String(given.ruleType);
  const names = required[type];
  if (names === undefined) throw pimErrors.invalidPolicy(`There is no type of rule '${type}'.`);
  const missing = names.find((name) => (given[name] ?? null) === null);
  if (missing !== undefined) throw pimErrors.invalidPolicy(`The rule '${String(given.id)}' has no ${missing}.`);
  const more = optional[type] ?? {};
  const rule: Record<string, unknown> = { ...more, id: given.id, "@odata.type": `${graphPrefix}${type}` };
  for (const name of [...names, ...Object.keys(more), "maximumDuration"])
    if ((given[name] ?? null) !== null) rule[name] = given[name];
  return rule;
}

/** A rule as ARM shows it: empty values left out. */
export function shownRule({ "@odata.type": type, id, target, ...rest }: Rule): Entity {
  const { setting, notificationRecipients, claimValue, ...values } = rest;
  return {
    ...values,
    ...(isObject(setting) ? { setting: shownSetting(setting) } : {}),
    ...(Array.isArray(notificationRecipients) && notificationRecipients.length > 0 ? { notificationRecipients } : {}),
    ...(typeof claimValue === "string" && claimValue !== "" ? { claimValue } : {}),
    id,
    ruleType: type.slice(graphPrefix.length),
    target,
  };
}

function shownSetting(setting: Entity): Entity {
  const stages: unknown[] = Array.isArray(setting.approvalStages) ? setting.approvalStages : [];
  return { ...setting, approvalStages: stages.filter(isObject).map(shownStage) };
}

function shownStage({ primaryApprovers, escalationApprovers: _none, ...stage }: Entity): Entity {
  const approvers: unknown[] = Array.isArray(primaryApprovers) ? primaryApprovers : [];
  return approvers.length === 0 ? stage : { ...stage, primaryApprovers: approvers.filter(isObject).map(shownApprover) };
}

function shownApprover({ userId, groupId, description }: Entity): Entity {
  return {
    id: userId ?? groupId,
    description,
    isBackup: false,
    userType: userId === undefined ? "Group" : "User",
  };
}
