/** Putting back what today's role settings refuse: what was there before us was allowed then. */
import { settingsIdOf } from "../model";
import { changedBy, type Fragment, fragmentOf, mergeFragments, PimApiError, type Unit } from "../wire";
import { messageOf, type Props, Refusal } from "./handler";
import { readOriginals } from "./originals";
import { undoSettings } from "./role-settings";
import type { Run } from "./run";
import { type ScheduleArgs, type ScheduleKind, tupleOf } from "./schedule-args";

/** Does `work`; where the role's settings refuse it, they give way, as far as they are ours. */
export async function despiteSettings(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const units = refusingUnits(kind, error);
    if (units.length === 0) throw error;
    const settings = settingsIdOf(tupleOf(kind, args));
    // one at a time for a role: whoever puts the settings back must not do so under another's request
    await run.alone(settings, async () => {
      const going = outgoing(run, settings);
      if (going !== undefined) {
        // these settings are being undone in this run: the units that refuse go first, their own deletion finds it done
        await undoSettings(run, args.role, readOriginals(going), units);
        await work();
      } else if (run.declared(settings) !== undefined || run.seen(settings) !== undefined) {
        await lifted(run, args.role, units, work);
      } else {
        const cure = `allow it there (${kind}), or let go with onDelete: "remove"`;
        throw new Refusal(
          `the role's settings, which this stack does not own, refuse to give back what was there: ${messageOf(error)}; ${cure}`,
        );
      }
    });
  }
}

/**
 * Does `work`; limits that leave the program with this run do not refuse it, although they are undone after everything else.
 * They are lifted and not undone: settings that the program names only after this line may still turn out to stay.
 */
export async function despiteOutgoing(
  run: Run,
  kind: ScheduleKind,
  args: ScheduleArgs,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const units = refusingUnits(kind, error);
    const settings = settingsIdOf(tupleOf(kind, args));
    if (units.length === 0 || outgoing(run, settings) === undefined) throw error;
    await run.alone(settings, () => lifted(run, args.role, units, work));
  }
}

/** The state of settings that this run undoes, as far as it is known by now. */
function outgoing(run: Run, settings: string): Props | undefined {
  const state = run.declared(settings) === undefined ? run.seen(settings) : undefined;
  return state?.onDelete === "leave" ? undefined : state;
}

/** Settings that stay: lifted for one request, and laid back whatever becomes of it. */
async function lifted(run: Run, role: string, units: readonly Unit[], work: () => Promise<void>): Promise<void> {
  const target = { scope: "/", role };
  const rules = await run.plane.settings.read(target, "direct");
  if (rules === undefined) return work();
  const declared = mergeFragments(units.map((unit) => fragmentOf(rules, unit)));
  const write = async (fragment: Fragment) => {
    const changed = changedBy((await run.plane.settings.read(target, "direct")) ?? rules, fragment);
    if (changed.length > 0) await run.plane.settings.write(target, changed);
  };
  await write(mergeFragments(units.map(relaxed)));
  try {
    await work();
  } finally {
    await write(declared);
  }
}

function refusingUnits(kind: ScheduleKind, error: unknown): Unit[] {
  if (!(error instanceof PimApiError)) return [];
  return [
    ...new Set(error.failedRules.map((rule) => (rule === "ExpirationRule" ? `${kind}.expiry` : `${kind}.require`))),
  ];
}

/** A unit that refuses nothing. */
function relaxed(unit: Unit): Fragment {
  const level = unit.startsWith("eligibility") ? "Eligibility" : "Assignment";
  return unit.endsWith(".expiry")
    ? { [`Expiration_Admin_${level}`]: { isExpirationRequired: false } }
    : { [`Enablement_Admin_${level}`]: { enabledRules: [] } };
}
