import { formatTime } from "../../time";
import { type Alert, heldNow } from "./alert";
import { holdingIncident, removeHolding } from "./directory-holding";
import { outsidePimWords } from "./outside-pim-words";

export const rolesOutsidePim: Alert = {
  id: "RolesAssignedOutsidePimAlert",
  ...outsidePimWords,
  find: (scene) =>
    [...heldNow(scene.state.schedules, scene.now)]
      .filter(({ kind, createdUsing }) => kind === "Assigned" && createdUsing === null)
      .map((schedule) =>
        holdingIncident(scene, schedule, schedule.start, { assignmentCreatedDateTime: formatTime(schedule.start) }),
      ),
  remediate: removeHolding,
};
