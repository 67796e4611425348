import type { Schedule, Schedules } from "../store/schedules";
import type { Occasion, Tuple } from "./plane";

/** The running eligibilities that an activation may draw on, nearest scope first: the principal's own, then those of its groups. */
export function eligibilitiesAmong(
  { state, now }: Occasion,
  schedules: Schedules,
  { principal, role }: Tuple,
  scopes: readonly string[],
): Schedule[] {
  const groups = state.directory.holdersOf(principal, "members").map(({ id }) => id);
  return scopes.flatMap((scope) =>
    [principal, ...groups].flatMap((holder) => {
      const schedule = schedules.findByTuple("eligibility", "Eligible", { principal: holder, role, scope });
      return schedule !== undefined && schedule.start <= now ? [schedule] : [];
    }),
  );
}
