import { guidOf } from "../../ids";
import type { State } from "../../state";
import type { Schedule } from "../../store/schedules";

type Named = Pick<Schedule, "id" | "family" | "principal" | "role" | "scope" | "createdUsing" | "details">;

/**
 * GUID of the instance of a schedule; of an assignment it is that of the role assignment too. An assignment made past PIM lends its
 * name to its schedule and keeps it when PIM takes it over; otherwise the name follows from who holds what where.
 */
export function instanceName(state: State, schedule: Named): string {
  if (schedule.createdUsing === null) return schedule.id;
  const { formerId } = schedule.details;
  if (typeof formerId === "string") return formerId;
  return guidOf(state.tenantId, schedule.family, schedule.principal, schedule.role, schedule.scope);
}
