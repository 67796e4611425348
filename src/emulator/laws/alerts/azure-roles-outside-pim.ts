import { familyIn } from "../../store/plane-name";
import type { Schedule } from "../../store/schedules";
import { formatTime } from "../../time";
import { instanceName } from "../arm/assignment-name";
import { scopeAt } from "../arm/place";
import { roleIdAt } from "../arm/role-id";
import { type Alert, assigneeFacts, heldNow, type Incident, type Scene } from "./alert";
import { outsidePimWords } from "./outside-pim-words";

/** Role assignments made at the scope without PIM. */
export const azureRolesOutsidePim: Alert = {
  id: "AzureRolesAssignedOutsidePimAlert",
  ...outsidePimWords,
  find: (scene) => outsideAt(scene).map((schedule) => incidentOf(scene, schedule)),
  remediate: (scene, { id }) => {
    for (const schedule of outsideAt(scene))
      if (instanceName(scene.state, schedule) === id) scene.state.azureSchedules.remove(schedule);
  },
};

function outsideAt({ state, now, scope }: Scene): Schedule[] {
  return [...heldNow(state.azureSchedules, now, { scopes: [scope] })].filter(
    ({ createdUsing }) => createdUsing === null,
  );
}

function incidentOf({ state }: Scene, schedule: Schedule): Incident {
  const { principal, role, scope, kind, start } = schedule;
  const maker = state.journal.lastAdded(familyIn("azure", "assignment"), [kind, principal, role, scope])?.actor ?? "";
  const requestor = state.directory.find(maker);
  const facts = {
    ...assigneeFacts(state, principal),
    roleDisplayName: state.armRoles.find(role)?.roleName ?? null,
    roleTemplateId: role,
    roleDefinitionId: roleIdAt(role, scopeAt(scope)),
    assignmentActivatedDate: formatTime(start),
    requestorId: requestor?.id ?? null,
    requestorDisplayName: requestor?.properties.displayName ?? null,
    requestorUserPrincipalName: requestor?.properties.userPrincipalName ?? null,
  };
  return { id: instanceName(state, schedule), subject: principal, since: start, facts };
}
