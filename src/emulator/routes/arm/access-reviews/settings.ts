import type { ArmCall, ArmRoute } from "../../../arm-call";
import type { Reply } from "../../../call";
import { knownSettings } from "../../../laws/access-review/azure-definition";
import { readSettings } from "../../../laws/access-review/settings";
import { versions } from "../../../laws/arm/api-version";
import type { Entity } from "../../../odata/filter";
import { formatTime } from "../../../time";
import { looseProperties } from "./definitions";
import { scopes } from "./places";

const path = "providers/Microsoft.Authorization/accessReviewScheduleSettings/default";
const family = "azureAccessReviewSettings";
const common = { path, at: scopes, versions: versions.accessReviews };

/** What new reviews of a subscription propose: https://learn.microsoft.com/rest/api/authorization/access-review-default-settings */
export const armReviewSettingRoutes: readonly ArmRoute[] = [
  { method: "GET", ...common, operation: shown },
  { method: "PUT", ...common, operation: put },
];

function shown(call: ArmCall): Reply {
  return {
    status: 200,
    body: {
      id: `${call.scope.id}/providers/Microsoft.Authorization/accessReviewSettings/default`,
      type: "Microsoft.Authorization/accessReviewSettings",
      name: "default",
      properties: settingsOf(call),
    },
  };
}

function settingsOf({ state, scope, now }: ArmCall): Entity {
  return state.documents.find(family, scope.id)?.properties ?? untouched(now);
}

/** Microsoft does not publish what stands here at first. */
function untouched(now: number): Entity {
  const day = formatTime(now - (now % 86_400_000));
  return {
    mailNotificationsEnabled: true,
    reminderNotificationsEnabled: true,
    defaultDecisionEnabled: false,
    justificationRequiredOnApproval: true,
    defaultDecision: "Recommendation",
    autoApplyDecisionsEnabled: false,
    recommendationsEnabled: true,
    instanceDurationInDays: 30,
    recurrence: { range: { type: "endDate", numberOfOccurrences: 1, startDate: day, endDate: day } },
  };
}

/** Names that the type does not have are passed over; what is not named stays. */
function put(call: ArmCall): Reply {
  const settings = { ...settingsOf(call), ...knownSettings(looseProperties(call)) };
  readSettings(settings, call.now);
  call.state.documents.put(family, call.scope.id, settings);
  return shown(call);
}
