import { formatTime } from "../../time";
import { type Alert, heldNow } from "./alert";
import { holdingIncident, removeHolding } from "./directory-holding";

export const rolesOutsidePim: Alert = {
  id: "RolesAssignedOutsidePimAlert",
  severity: "high",
  displayName: "Roles are being assigned outside of Privileged Identity Management",
  securityImpact: "What is assigned past PIM is not watched by it; an attacker may have done it.",
  mitigationSteps: "Look through the list and take away the roles that were assigned past PIM.",
  howToPrevent: "Find out where roles are assigned past PIM and put a stop to it.",
  describe: (incidents) => `${incidents.length} assignment(s) of roles were made past PIM.`,
  settings: {},
  find: (scene) =>
    [...heldNow(scene.state.schedules, scene.now)]
      .filter(({ kind, createdUsing }) => kind === "Assigned" && createdUsing === null)
      .map((schedule) =>
        holdingIncident(scene, schedule, schedule.start, { assignmentCreatedDateTime: formatTime(schedule.start) }),
      ),
  remediate: removeHolding,
};
