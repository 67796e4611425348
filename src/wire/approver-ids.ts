/** Who may approve, in an approval rule as Microsoft writes it. */
import type { Rule } from "./rule";

export const APPROVAL_RULE = "Approval_EndUser_Assignment";

type Subject = Readonly<Record<string, unknown>>;
interface Setting {
  readonly isApprovalRequired?: boolean;
  readonly approvalStages?: readonly { readonly primaryApprovers?: readonly Subject[] }[];
}

/** Object ids of all approvers, lower-case; empty for other rules. */
export function approverIds(rule: Rule): string[] {
  return subjects(rule).flatMap((one) => idOf(one) ?? []);
}

/** The rule without some approvers; undefined where nobody would be left to approve what needs approval. */
export function withoutApprovers(rule: Rule, gone: ReadonlySet<string>): Rule | undefined {
  const setting = rule.setting as Setting;
  const approvalStages = (setting.approvalStages ?? []).map((stage) => ({
    ...stage,
    primaryApprovers: (stage.primaryApprovers ?? []).filter((one) => !gone.has(idOf(one) ?? "")),
  }));
  const rest: Rule = { ...rule, setting: { ...setting, approvalStages } };
  return setting.isApprovalRequired === true && approverIds(rest).length === 0 ? undefined : rest;
}

function subjects(rule: Rule): Subject[] {
  if (rule.id !== APPROVAL_RULE) return [];
  return ((rule.setting as Setting | undefined)?.approvalStages ?? []).flatMap((stage) => stage.primaryApprovers ?? []);
}

function idOf(subject: Subject): string | undefined {
  const id = subject.userId ?? subject.groupId ?? subject.id;
  return typeof id === "string" ? id.toLowerCase() : undefined;
}
