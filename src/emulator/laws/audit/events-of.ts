import type { ChangeRecord } from "../../journal";
import type { State } from "../../state";
import { familyIn, type PlaneName } from "../../store/plane-name";
import { reviewDecisionEvents, reviewEvents, reviewInstanceEvents } from "./access-reviews";
import { alertDismissalEvents, alertOperationEvents, alertScanEvents, alertSettingEvents } from "./alerts";
import { azureAudit, notInDirectoryLog } from "./azure";
import { linkEvents, objectEvents, roleDefinitionEvents } from "./directory";
import { entraAudit } from "./entra";
import type { AuditEvent, Auditor } from "./event";
import { groupAudit } from "./groups";
import { holdingAuditor } from "./holdings";
import type { AuditPlane } from "./plane";
import { requestAuditor } from "./requests";
import { settingAuditor } from "./role-settings";
import { plainAuditor } from "./settings";

/** By family of the changed thing. */
const auditors: Readonly<Record<string, Auditor>> = {
  ...objectEvents,
  link: linkEvents,
  roleDefinition: roleDefinitionEvents,
  ...pimEvents("entra", entraAudit),
  ...pimEvents("group", groupAudit),
  ...pimEvents("azure", azureAudit),
  accessReview: reviewEvents,
  accessReviewInstance: reviewInstanceEvents,
  accessReviewDecision: reviewDecisionEvents,
  accessReviewHistory: plainAuditor("Access Reviews", "Policy", "access review history", "Policy"),
  alertSetting: alertSettingEvents,
  alertDismissal: alertDismissalEvents,
  alertScan: alertScanEvents,
  alertOperation: alertOperationEvents,
  conditionalAccessPolicy: plainAuditor("Conditional Access", "Policy", "Conditional Access policy", "Policy"),
  authenticationContext: plainAuditor("Conditional Access", "Policy", "AuthenticationContextClassReference", "Other"),
  azureRoleDefinition: notInDirectoryLog,
  azureLock: notInDirectoryLog,
  azureDiagnosticSetting: notInDirectoryLog,
  scope: notInDirectoryLog,
  signIn: notInDirectoryLog,
  namedLocation: plainAuditor("Conditional Access", "Policy", "named location", "Policy"),
};

/** What PIM changes on a plane, by the journal's names for it. */
function pimEvents(name: PlaneName, plane: AuditPlane): Record<string, Auditor> {
  const holding = holdingAuditor(plane);
  return {
    [familyIn(name, "assignment")]: holding,
    [familyIn(name, "eligibility")]: holding,
    [familyIn(name, "request")]: requestAuditor(plane),
    [familyIn(name, "policy")]: settingAuditor(plane),
  };
}

/** The lines of the audit log that a change of state stands for; a family that has no words of its own is named as it is. */
export function eventsOf(state: State, change: ChangeRecord): readonly AuditEvent[] {
  const auditor = auditors[change.family] ?? plainAuditor("Core Directory", "Other", change.family, "Other");
  return auditor(state, change);
}
