import type { Schedule, Schedules } from "../store/schedules";
import type { Occasion, Tuple } from "./plane";

/** The running eligibility behind an activation: the principal's own, else one of a group it is a member of; nearest scope first. */
export function eligibilityAmong(
  { state, now }: Occasion,
  schedules: Schedules,
  { principal, role }: Tuple,
  scopes: readonly string[],
): Schedule | undefined {
  const groups = state.directory.holdersOf(principal, "members").map(({ id }) => id);
  for (const scope of scopes)
    for (const holder of [principal, ...groups]) {
      const schedule = schedules.findByTuple("eligibility", "Eligible", { principal: holder, role, scope });
      if (schedule !== undefined && schedule.start <= now) return schedule;
    }
  return undefined;
}
