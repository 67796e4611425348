import type { ScheduleRequest } from "../../store/schedule-requests";
import { formatTime, parseDuration } from "../../time";
import { type Alert, assigneeFacts, type Incident, roleFacts, type Scene } from "./alert";

/** Somebody who activates one role again and again, each time soon after the time before. */
export const sequentialActivations: Alert = {
  id: "SequentialActivationRenewalsAlert",
  severity: "medium",
  displayName: "Roles are being activated too frequently",
  securityImpact: "One person who activates one role again and again may be an attacker.",
  mitigationSteps: "Look through the list; let activations last long enough for the work to be done.",
  howToPrevent: "Let activations last long enough, and demand multi-factor authentication where accounts are shared.",
  describe: (incidents) => `${incidents.length} role(s) were activated by one person again and again.`,
  settings: {
    timeIntervalBetweenActivations: { kind: "span", preset: "PT10S", least: 0, most: 365 },
    sequentialActivationCounterThreshold: { kind: "count", preset: 3, least: 2, most: 100 },
  },
  find: (scene, { timeIntervalBetweenActivations, sequentialActivationCounterThreshold }) => {
    const interval = parseDuration(timeIntervalBetweenActivations) ?? 0;
    return activations(scene).flatMap((requests) => {
      const longest = longestRun(requests, interval);
      return longest.length < Number(sequentialActivationCounterThreshold) ? [] : incidentsOf(scene, longest);
    });
  },
};

/** Activations that came through, by person and role, oldest first. */
function activations({ state }: Scene): ScheduleRequest[][] {
  const byHolder = new Map<string, ScheduleRequest[]>();
  for (const request of state.scheduleRequests.list("assignment")) {
    if (request.action !== "selfActivate" || !/^(Provisioned|Granted)$/.test(request.status)) continue;
    const key = `${request.principal} ${request.role}`;
    byHolder.set(key, [...(byHolder.get(key) ?? []), request]);
  }
  return [...byHolder.values()];
}

function longestRun(requests: readonly ScheduleRequest[], interval: number): ScheduleRequest[] {
  let longest: ScheduleRequest[] = [];
  let run: ScheduleRequest[] = [];
  for (const request of requests) {
    const previous = run.at(-1);
    run = previous !== undefined && request.created - previous.created <= interval ? [...run, request] : [request];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

function incidentsOf({ state }: Scene, run: readonly ScheduleRequest[]): Incident[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const facts = {
    ...assigneeFacts(state, first.principal),
    ...roleFacts(state, first.role),
    activationCount: run.length,
    sequenceStartDateTime: formatTime(first.created),
    sequenceEndDateTime: formatTime(last.created),
  };
  return [{ id: first.id, subject: first.principal, since: last.created, facts }];
}
