import type { Call } from "../call";
import type { ScheduleRequest } from "../store/schedule-requests";

/** What somebody still waits for fails when the principal, the role or the place that it is about goes away. */
export function failPending(call: Call, isAboutIt: (request: ScheduleRequest) => boolean): void {
  const { scheduleRequests } = call.state;
  for (const request of scheduleRequests.pending())
    if (isAboutIt(request)) scheduleRequests.setStatus(request, "Failed", call.now);
}
