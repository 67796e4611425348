import { assignmentId } from "../../ids";
import type { Entity } from "../../odata/filter";
import type { Schedule } from "../../store/schedules";
import { assigneeFacts, heldNow, type Incident, roleFacts, type Scene } from "./alert";

/** An incident about one holding of a directory role; its id is that of the assignment, or of the eligibility's instance. */
export function holdingIncident({ state }: Scene, schedule: Schedule, since: number, facts: Entity): Incident {
  const { principal, role, scope, kind } = schedule;
  return {
    id: `${assignmentId(role, principal, scope)}${kind === "Eligible" ? "-e" : ""}`,
    subject: principal,
    since,
    facts: { ...assigneeFacts(state, principal), ...roleFacts(state, role), ...facts },
  };
}

/** Takes the holding of an incident away. */
export function removeHolding(scene: Scene, incident: Incident): void {
  const { schedules } = scene.state;
  for (const schedule of [...heldNow(schedules, scene.now)])
    if (holdingIncident(scene, schedule, 0, {}).id === incident.id) schedules.remove(schedule);
}
