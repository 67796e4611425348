import { graphErrors } from "../errors";
import type { ScheduleRequest } from "../store/schedule-requests";
import type { Plane } from "./plane";

/** A grant of the future is provisioned once its start has come. */
export function statusAt({ status, completed }: Pick<ScheduleRequest, "status" | "completed">, now: number): string {
  return status === "Granted" && completed !== null && completed <= now ? "Provisioned" : status;
}

/** Only what is still open can be cancelled; a grant of the future takes its schedule with it. */
export function cancelRequest(
  { schedules, requests }: Pick<Plane, "schedules" | "requests">,
  request: ScheduleRequest,
  now: number,
): void {
  const status = statusAt(request, now);
  if (!/^(Pending|Granted$|ScheduleCreated$)/.test(status))
    throw graphErrors.badRequest(`The request cannot be cancelled in status ${status}.`);
  const schedule = request.targetSchedule === null ? undefined : schedules.find(request.family, request.targetSchedule);
  if (schedule !== undefined && schedule.createdUsing === request.id) schedules.remove(schedule);
  requests.setStatus(request, status === "ScheduleCreated" ? "Revoked" : "Canceled", now);
}
