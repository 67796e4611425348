import { timeActor } from "./journal";
import { endStage, startInstances } from "./laws/access-review/course";
import type { State } from "./state";

const day = 24 * 60 * 60_000;
/** The service forgets schedule requests after about this long; their schedules stay. */
const requestRetention = 45 * day;
const canceledRetention = 30 * day;

/** Brings the state up to the clock inside a writing transaction: what has ended goes, with the time of its end; old requests go. */
export function settle(state: State, now: number): void {
  state.journal.by(timeActor);
  runReviews(state, now);
  endSchedules(state, now);
  for (const requests of requestsOf(state)) {
    for (const request of requests.lapsed(now))
      requests.setStatus(request, "TimedOut", request.expires, request.expires ?? now);
    requests.purge(now - requestRetention, now - canceledRetention);
  }
}

/** Has something ended that `settle` would clear away? Readers ask first, so that reading does not write without need. */
export function isDue(state: State, now: number): boolean {
  const { accessReviews, reviewInstances } = state;
  return (
    schedulesOf(state).some((schedules) => schedules.hasEnded(now)) ||
    requestsOf(state).some((requests) => requests.lapsed(now).length > 0) ||
    accessReviews.nextDue(now) !== undefined ||
    reviewInstances.nextDue(now) !== undefined
  );
}

/** Reviews start and end in the order of their times, and each sees what was held at that time. */
function runReviews(state: State, now: number): void {
  for (;;) {
    const review = state.accessReviews.nextDue(now);
    const instance = state.reviewInstances.nextDue(review?.due ?? now);
    const at = instance?.due ?? review?.due ?? undefined;
    if (at === undefined) return;
    endSchedules(state, at);
    const reviewed = instance && state.accessReviews.find(instance.review);
    if (instance !== undefined && reviewed !== undefined) endStage(state, reviewed, instance, at);
    else if (review !== undefined) startInstances(state, review, at);
    else return;
  }
}

function endSchedules(state: State, now: number): void {
  for (const schedules of schedulesOf(state))
    for (const schedule of schedules.ended(now)) schedules.remove(schedule, schedule.finish ?? now);
}

function schedulesOf(state: State) {
  return [state.schedules, state.groupSchedules, state.azureSchedules];
}

function requestsOf(state: State) {
  return [state.scheduleRequests, state.groupScheduleRequests, state.azureScheduleRequests];
}
