import type { Schedule } from "../../store/schedules";
import { type Alert, assigneeFacts, heldNow, type Scene } from "./alert";

const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/** Only where both thresholds are reached: so many holders, and so large a part of all holdings. */
export const tooManyGlobalAdmins: Alert = {
  id: "TooManyGlobalAdminsAssignedToTenantAlert",
  severity: "low",
  displayName: "There are too many global administrators",
  securityImpact: "Whoever takes over a Global Administrator has every permission of the tenant.",
  mitigationSteps: "Take the role away from those who can do without it, and give them a lesser one.",
  howToPrevent: "Assign the role with the fewest permissions that does the job.",
  describe: (incidents) => `${incidents.length} holders of Global Administrator are many among the holders of roles.`,
  settings: {
    globalAdminCountThreshold: { kind: "count", preset: 3, least: 2, most: 100 },
    percentageOfGlobalAdminsOutOfRolesThreshold: { kind: "count", preset: 10, least: 0, most: 100 },
  },
  find: (scene, { globalAdminCountThreshold, percentageOfGlobalAdminsOutOfRolesThreshold }) => {
    const held = [...heldNow(scene.state.schedules, scene.now)];
    const since = new Map<string, number>();
    for (const { principal, role, start } of held)
      if (role === globalAdministrator) since.set(principal, Math.max(start, since.get(principal) ?? start));
    const holdings = new Set(held.map(({ principal, role }) => `${principal} ${role}`)).size;
    const enough = since.size >= Number(globalAdminCountThreshold);
    const share = (100 * since.size) / Math.max(1, holdings);
    if (!enough || share < Number(percentageOfGlobalAdminsOutOfRolesThreshold)) return [];
    return [...since].map(([principal, start]) => ({
      id: principal,
      subject: principal,
      since: start,
      facts: assigneeFacts(scene.state, principal),
    }));
  },
  remediate: (scene, { subject }) => {
    for (const schedule of globalAdminsNow(scene))
      if (schedule.principal === subject) scene.state.schedules.remove(schedule);
  },
};

function globalAdminsNow({ state, now }: Scene): Schedule[] {
  return [...heldNow(state.schedules, now)].filter(({ role }) => role === globalAdministrator);
}
