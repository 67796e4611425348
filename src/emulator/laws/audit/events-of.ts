import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import { reviewDecisionEvents, reviewEvents, reviewInstanceEvents } from "./access-reviews";
import { alertDismissalEvents, alertOperationEvents, alertScanEvents, alertSettingEvents } from "./alerts";
import { azureAssignmentEvents, notInDirectoryLog } from "./azure";
import { linkEvents, objectEvents, roleDefinitionEvents } from "./directory";
import type { AuditEvent, Auditor } from "./event";
import { groupHoldingEvents, groupRequestEvents } from "./groups";
import { requestEvents } from "./requests";
import { scheduleEvents, settingEvents } from "./roles";
import { plainAuditor } from "./settings";

/** By family of the changed thing. */
const auditors: Readonly<Record<string, Auditor>> = {
  ...objectEvents,
  link: linkEvents,
  roleDefinition: roleDefinitionEvents,
  policy: settingEvents,
  assignment: scheduleEvents,
  eligibility: scheduleEvents,
  request: requestEvents,
  accessReview: reviewEvents,
  accessReviewInstance: reviewInstanceEvents,
  accessReviewDecision: reviewDecisionEvents,
  accessReviewHistory: plainAuditor("Access Reviews", "Policy", "access review history", "Policy"),
  groupAssignment: groupHoldingEvents,
  groupEligibility: groupHoldingEvents,
  groupRequest: groupRequestEvents,
  alertSetting: alertSettingEvents,
  alertDismissal: alertDismissalEvents,
  alertScan: alertScanEvents,
  alertOperation: alertOperationEvents,
  conditionalAccessPolicy: plainAuditor("Conditional Access", "Policy", "Conditional Access policy", "Policy"),
  authenticationContext: plainAuditor("Conditional Access", "Policy", "AuthenticationContextClassReference", "Other"),
  azureAssignment: azureAssignmentEvents,
  azureRoleDefinition: notInDirectoryLog,
  azureLock: notInDirectoryLog,
  azureDiagnosticSetting: notInDirectoryLog,
  scope: notInDirectoryLog,
  namedLocation: plainAuditor("Conditional Access", "Policy", "named location", "Policy"),
};

/** The lines of the audit log that a change of state stands for; a family that has no words of its own is named as it is. */
export function eventsOf(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const auditor = auditors[change.family] ?? plainAuditor("Core Directory", "Other", change.family, "Other");
  return auditor(state, change);
}
