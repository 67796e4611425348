import type { ScheduleRequest } from "../store/schedule-requests";
import type { Occasion } from "./plane";

/** What somebody still waits for fails when the principal, the role or the place that it is about goes away. */
export function failPending(
  { state, now }: Pick<Occasion, "state" | "now">,
  isAboutIt: (request: ScheduleRequest) => boolean,
): void {
  for (const requests of [state.scheduleRequests, state.groupScheduleRequests, state.azureScheduleRequests])
    for (const request of requests.pending()) if (isAboutIt(request)) requests.setStatus(request, "Failed", now);
}
