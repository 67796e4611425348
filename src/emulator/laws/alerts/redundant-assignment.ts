import type { Schedule } from "../../store/schedules";
import { formatTimeOrNull, parseDuration } from "../../time";
import { type Alert, heldNow, type Scene } from "./alert";
import { holdingIncident, removeHolding } from "./directory-holding";

/** Eligibilities that nobody draws on; the newest activation counts, else the day the eligibility began. */
export const redundantAssignment: Alert = {
  id: "RedundantAssignmentAlert",
  severity: "low",
  displayName: "Eligible administrators aren't activating their privileged role",
  securityImpact: "Roles that nobody needs are opportunities for attackers, and nobody would notice.",
  mitigationSteps: "Look through the list and take away the roles that are not needed.",
  howToPrevent: "Give roles to those who have a reason for them, and review the holders regularly.",
  describe: (incidents, { duration }) =>
    `${incidents.length} eligible role(s) have not been activated within ${String(duration)}.`,
  settings: { duration: { kind: "days", preset: "P30D", least: 0, most: 100 } },
  find: (scene, { duration }) => {
    const patience = parseDuration(duration) ?? 0;
    return [...heldNow(scene.state.schedules, scene.now)]
      .filter(({ kind }) => kind === "Eligible")
      .flatMap((schedule) => {
        const last = lastActivation(scene, schedule);
        const idleFrom = Math.max(last ?? schedule.start, schedule.start) + patience;
        if (idleFrom > scene.now) return [];
        return [holdingIncident(scene, schedule, idleFrom, { lastActivationDateTime: formatTimeOrNull(last) })];
      });
  },
  remediate: removeHolding,
};

/** By the holder, or by any member of a group that holds it; ms of the tenant. */
function lastActivation({ state }: Scene, { principal, role, scope }: Schedule): number | null {
  const people = [principal, ...state.directory.linked(principal, "members").map(({ id }) => id)];
  const times = people.flatMap(
    (person) => state.journal.lastAdded("assignment", ["Activated", person, role, scope])?.at ?? [],
  );
  return times.length === 0 ? null : Math.max(...times);
}
