import fc from "fast-check";
import { deeds, plan } from "./undo-plan";
import { brownfield, grantedAnew, Story } from "./undo-story";
import { World } from "./world";

/** How many cases, and by what engine. */
interface Sample {
  readonly runs: number;
  /** Makes the cases the same each time. */
  readonly seed?: number;
  /** Whether everything is destroyed at the end, which gives the tenant of before the first run; default true. */
  readonly ends?: boolean;
  /** A story on a tenant like the one in that file; by default on handlers alone. */
  readonly tell?: (file: string, ids: readonly string[]) => Story;
}

/**
 * A program is deployed, changed, reverted and destroyed: the revert gives the tenant of the first deployment, the end that of before.
 *
 * What that means, in all that PIM enforces:
 * - Settings come back rule by rule, to the letter, whatever was declared in between; also what has no word of ours.
 * - Whoever was found comes back as found: kind and end. What has ended meanwhile, ours or found, stays ended: time is not undone.
 * - A line that was there all the time keeps its end, renamed or not, also where its schedule was changed and changed back: a
 *   length counts from the first start. Where that is past by now, the service would refuse it; so do we, and the line has to go.
 * - A line that was gone in between is a new grant: the same length, counted from the revert.
 * - Somebody whose eligibility has ended, and who got the standing assignment back in between, keeps it.
 * - Where somebody else has removed or added a schedule by hand, nobody can say what before is: there the declared holds, no more.
 *   The other people are compared all the same.
 * - Who is deleted holds nothing, and stands in nobody's way (with PIM_MISSING_PRINCIPALS=skip).
 *
 * All within the undo window, 25 days at most.
 * @param limits whether the settings of the schedules' role are declared too, such that they refuse what is to be restored
 * @param others whether somebody else removes, adds and deletes in between
 */
export function undoProperty({ limits, others, ...sample }: { limits: boolean; others: boolean } & Sample) {
  return async () => {
    const { runs, seed, ends = true, tell = (from, people) => new Story(new World(from), people) } = sample;
    const { file, ids, approvers } = await brownfield();
    const anyPlan = plan(ids, approvers, limits);
    const anyDeeds = others ? deeds(ids.length) : fc.constant([]);
    const days = fc.nat(12);
    await fc.assert(
      fc.asyncProperty(anyPlan, anyPlan, anyDeeds, anyDeeds, days, days, async (a, b, ...meanwhile) => {
        const [deedsBefore, deedsAfter, daysBefore, daysAfter] = meanwhile;
        const story = tell(file, ids);
        try {
          const before = await story.enforced();
          await story.up(a);
          const deployed = await story.enforced();
          story.pass(daysBefore);
          await story.outside(deedsBefore);
          await story.up(b);
          await story.declaredHold(b);
          story.pass(daysAfter);
          await story.outside(deedsAfter);
          await story.declaredHold(await story.revert(a));
          story.same(await story.enforced(), deployed, grantedAnew(a, b));
          if (!ends) return;
          await story.engine.destroy();
          story.same(await story.enforced(), before);
        } finally {
          story.close();
        }
      }),
      seed === undefined ? { numRuns: runs } : { numRuns: runs, seed, endOnFailure: true },
    );
  };
}
