import { timeActor } from "./journal";
import type { State } from "./state";

const day = 24 * 60 * 60_000;
/** The service forgets schedule requests after about this long; their schedules stay. */
const requestRetention = 45 * day;
const canceledRetention = 30 * day;

/** Brings the state up to the clock inside a writing transaction: what has ended goes, with the time of its end; old requests go. */
export function settle(state: State, now: number): void {
  state.journal.by(timeActor);
  for (const schedules of [state.schedules, state.azureSchedules])
    for (const schedule of schedules.ended(now)) schedules.remove(schedule, schedule.finish ?? now);
  for (const requests of [state.scheduleRequests, state.azureScheduleRequests])
    requests.purge(now - requestRetention, now - canceledRetention);
}

/** Has something ended that `settle` would clear away? Readers ask first, so that reading does not write without need. */
export function isDue(state: State, now: number): boolean {
  return state.schedules.hasEnded(now);
}
