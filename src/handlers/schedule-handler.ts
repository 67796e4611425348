/** The life of a schedule resource, the same for eligible and active ones; what is special to a kind is a hook. */
import type { z } from "zod";
import { schedulesOf } from "../clients";
import { idOf, type Schedule } from "../model";
import type { LiveSchedule } from "../wire";
import { brakeLine } from "./brake";
import { check, type Declaration, diff, inputsOf, refuseOtherTenant } from "./declaration";
import type { Kept } from "./found";
import { type Handler, mannered, messageOf, PartialFailure, type Props } from "./handler";
import { exists, isMissing, unlessMissing } from "./missing";
import { refuseOwnPlan } from "./refuse-lockout";
import { withEnd } from "./renewal";
import type { Run } from "./run";
import { carryOn, establish, partial, release } from "./schedule";
import { argsOf, labelOf, type ScheduleArgs, type ScheduleKind, targetOf, tupleOf } from "./schedule-args";
import { startsAs } from "./term";

/** What a kind does beside the schedule itself. */
export interface Special {
  /** Refuses what must never be done; runs before anything is written. */
  readonly guard?: (run: Run, olds: Props | undefined, news: Props | undefined) => void;
  /** What a refresh learns from a state before anything is written. */
  readonly seen?: (run: Run, props: Props) => void;
  /** After the schedule stands: the outputs, with what else there is to remember. */
  readonly settled?: (run: Run, args: ScheduleArgs, olds: Props, outs: Props, tookOver: boolean) => Promise<Props>;
  /** What a refresh sees beside the schedule: fields that have drifted. */
  readonly drifted?: (run: Run, args: ScheduleArgs) => Promise<Props>;
  /** Before the schedule goes. */
  readonly leaving?: (run: Run, props: Props) => Promise<void>;
}

/** An empty id tells the engine that the resource is no more. */
const GONE = { id: "", props: {} };

export function scheduleHandler(run: Run, kind: ScheduleKind, schema: z.ZodObject, special: Special = {}): Handler {
  const declaration: Declaration = { schema, id: (inputs) => idOf(tupleOf(kind, argsOf(inputs))) };

  const settled = async (
    args: ScheduleArgs,
    inputs: Props,
    kept: Kept,
    olds: Props,
    tookOver = false,
  ): Promise<Props> => {
    const outs = { ...inputs, ...kept };
    if (special.settled === undefined || isMissing(outs)) return outs;
    try {
      return await special.settled(run, args, olds, outs, tookOver);
    } catch (error) {
      if (error instanceof PartialFailure) throw error;
      throw partial(kind, args, { ...outs, standingRemoved: olds.standingRemoved }, error);
    }
  };

  const carriedOn = async (args: ScheduleArgs, inputs: Props, olds: Props): Promise<Props> => {
    const kept = await unlessMissing(run, kind, args, olds, () => carryOn(run, kind, olds, args));
    return settled(args, inputs, kept, olds);
  };

  const handler: Handler = {
    configure: ({ config }) => run.configure((key) => config.get(key)),

    async check(olds, news) {
      const result = await check(run, declaration, olds, news);
      if (result.failures.length > 0) return result;
      try {
        special.guard?.(run, olds, result.inputs);
        const inputs = withEnd(olds, result.inputs, await run.plane.now());
        await refuseOwnPlan(run, kind, argsOf(inputs));
        return { ...result, inputs };
      } catch (error) {
        return { ...result, failures: [{ property: "", reason: messageOf(error) }] };
      }
    },

    diff: async (_id, olds, news) => diff(declaration, olds, news),

    async create(inputs) {
      special.guard?.(run, undefined, inputs);
      const args = argsOf(inputs);
      const id = declaration.id(inputs);
      const olds = run.seen(id);
      // another name for what the state knows is no new grant
      if (olds !== undefined && !run.isGone(id)) return { id, outs: await carriedOn(args, inputs, olds) };
      const { existed, ...kept } = await unlessMissing(run, kind, args, olds, () => establish(run, kind, args, olds));
      return { id, outs: await settled(args, inputs, kept, olds ?? {}, existed) };
    },

    async read(id, props) {
      await refuseOtherTenant(run, props);
      const args = argsOf(props);
      // whoever exists again is granted it for real, by the create that follows
      if (isMissing(props) && (await exists(run, args.principalId))) return GONE;
      run.saw(id, props);
      special.seen?.(run, props);
      if (isMissing(props)) return reported(id, props);
      const port = schedulesOf(run.plane, kind);
      const { end } = props as unknown as Kept;
      const cached = await port.find(targetOf(args), "cached");
      const now = await run.plane.now();
      const ended = end !== undefined && Date.parse(end) <= now.getTime();
      // ended by itself: a quiet state, no re-grant; gone before its end: drift, which `up` puts right
      if (cached === undefined && ended) {
        const expired = { ...props, status: "expired" };
        run.saw(id, expired);
        return reported(id, expired);
      }
      const live = cached ?? (await port.find(targetOf(args), "direct"));
      if (live === undefined) {
        run.lost(id);
        return GONE;
      }
      const startMoved = !startsAs(typeof props.start === "string" ? props.start : undefined, live, now);
      const moved = live.end === end && !startMoved ? {} : { schedule: scheduleOf(live, startMoved) };
      const start = startMoved ? live.start : (props.start ?? live.start);
      const refreshed = { ...props, ...moved, status: "provisioned", start, end: live.end };
      run.saw(id, refreshed);
      return reported(id, { ...refreshed, ...(await special.drifted?.(run, args)) });
    },

    async update(_id, olds, news) {
      special.guard?.(run, olds, news);
      const args = argsOf(news);
      return { outs: await carriedOn(args, news, olds) };
    },

    async delete(id, props) {
      // the tuple lives on under another name, which has taken over
      if (run.declared(id) !== undefined || isMissing(props)) return;
      await refuseOtherTenant(run, props);
      special.guard?.(run, props, undefined);
      await brakeLine(run, kind, id, props);
      await special.leaving?.(run, props);
      await release(run, kind, props);
    },
  };

  const reported = (id: string, props: Props) => ({ id, props, inputs: inputsOf(declaration, props) });
  return mannered(handler, labelOf(kind));
}

/** A live schedule in the words a program would use. */
function scheduleOf(live: LiveSchedule, withStart: boolean): Schedule {
  const start = withStart && live.start !== undefined ? { start: live.start } : {};
  return live.end === undefined ? { ...start, permanent: true } : { ...start, end: live.end };
}
