import type { Call } from "../call";
import type { Family, Schedule, Tuple } from "../store/schedules";

/** The running eligibility behind an activation: the principal's own, else one of a group it is a member of. */
export function eligibilityOf(call: Call, family: Family, { principal, role, scope }: Tuple): Schedule | undefined {
  const groups = call.state.directory.holdersOf(principal, "members").map(({ id }) => id);
  for (const holder of [principal, ...groups]) {
    const schedule = call.state.schedules.findByTuple(family, "Eligible", { principal: holder, role, scope });
    if (schedule !== undefined && schedule.start <= call.now) return schedule;
  }
  return undefined;
}
