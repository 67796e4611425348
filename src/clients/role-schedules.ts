/** Eligible or active schedules of Entra roles. https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagementv3-overview */
import { z } from "zod";
import { addDuration } from "../model";
import {
  fromRequest,
  fromSchedule,
  type LiveSchedule,
  type PastRequest,
  PimApiError,
  requestJson,
  type ScheduleRequest,
  scheduleJson,
  toRequest,
} from "../wire";
import { Collection } from "./collection";
import { Gather } from "./gather";
import { type Graph, isLost } from "./graph";
import { quoted, withQuery } from "./odata";
import type { Patience } from "./patience";
import type { Freshness, SchedulePort, ScheduleTarget } from "./plane";
import { ReadBacks } from "./read-backs";
import { shaped } from "./shaped";
import type { Transport } from "./transport";

const answered = z.looseObject({ status: z.string().nullish() });
const REFUSED = new Set(["failed", "denied", "canceled"]);
/** What only time can cure, with the longest time in ms that it is given. */
const CURED_BY_TIME: Readonly<Record<string, number | undefined>> = {
  PendingRoleAssignmentRequest: Number.POSITIVE_INFINITY,
  ActiveDurationTooShort: Number.POSITIVE_INFINITY,
  // a new principal is known everywhere within two minutes; one that is not by then does not exist
  SubjectNotFound: 5 * 60_000,
};
/** Pauses between looks for the effect of a request whose answer was lost, in ms. */
const LOOKS = [0, 2_000, 5_000, 10_000];

/** The paths of one kind of schedule. */
export interface SchedulePaths {
  readonly schedules: string;
  readonly requests: string;
}

export class RoleSchedules implements SchedulePort {
  readonly #graph: Graph;
  readonly #paths: SchedulePaths;
  readonly #gather: Gather;
  readonly #rows: Collection<LiveSchedule, ScheduleTarget>;
  readonly #readBacks: ReadBacks<ScheduleTarget, LiveSchedule | undefined>;

  constructor(graph: Graph, transport: Transport, paths: SchedulePaths) {
    this.#graph = graph;
    this.#paths = paths;
    const gather = new Gather(graph);
    this.#gather = gather;
    this.#rows = new Collection<LiveSchedule, ScheduleTarget>({
      all: async () => (await graph.list(paths.schedules, scheduleJson)).map(fromSchedule),
      some: async (target) => (await gather.list(this.#filtered(target), scheduleJson)).map(fromSchedule),
      keyOfRow: keyOf,
      keyOf,
    });
    this.#readBacks = new ReadBacks(
      {
        one: (target) => this.find(target, "direct"),
        all: async () => {
          const [rows, now] = [await this.#rows.readAgain(), await graph.now()];
          return (target) => inForce(rows.get(keyOf(target)) ?? [], now);
        },
      },
      transport,
    );
  }

  async find(target: ScheduleTarget, freshness: Freshness): Promise<LiveSchedule | undefined> {
    const rows = freshness === "direct" ? await this.#rows.direct(target) : await this.#rows.find(target);
    return inForce(rows, await this.#graph.now());
  }

  /** Every schedule of this kind that has not ended, those through groups and activations included. */
  async all(): Promise<LiveSchedule[]> {
    const [rows, now] = [await this.#rows.all(), await this.#graph.now()];
    return rows.filter((row) => !hasEnded(row, now));
  }

  async history(target: ScheduleTarget): Promise<PastRequest[]> {
    const rows = await this.#gather.list(this.#filtered(target, this.#paths.requests), requestJson);
    const scope = target.scope.toLowerCase();
    const ofTuple = rows.map(fromRequest).filter((one) => one.scope === scope && one.done);
    return ofTuple.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async request(request: ScheduleRequest, timeout: string): Promise<void> {
    const patience = this.#graph.patience(timeout);
    const sentAt = await this.#graph.now();
    let waited = 0;
    for (let lost = false, tries = 1; ; tries += 1) {
      try {
        await this.#send(request, patience);
        return;
      } catch (error) {
        if (!(error instanceof PimApiError)) throw error;
        if (lost && saysItIsDone(error, request)) return;
        if (isLost(error)) {
          lost = true;
          if (await this.#tookEffect(request, sentAt, patience)) return;
          if (patience.left <= 0) throw error;
          continue;
        }
        const longest = CURED_BY_TIME[error.code] ?? 0;
        const ms = Math.min(60_000, 5_000 * 2 ** (tries - 1), longest - waited);
        if (ms <= 0 || !(await patience.pause(ms, `${request.action} (${error.code})`))) throw error;
        waited += ms;
      }
    }
  }

  async readBack(
    target: ScheduleTarget,
    accept: (live: LiveSchedule | undefined) => boolean,
    timeout: string,
  ): Promise<{ readonly accepted: boolean; readonly live: LiveSchedule | undefined }> {
    if (this.#rows.hasSeenOwnWrite(target)) {
      // the look that went with our own write; at zero lag it is enough
      const live = await this.find(target, "cached");
      if (accept(live)) return { accepted: true, live };
    }
    const { accepted, seen } = await this.#readBacks.wait(target, accept, this.#graph.patience(timeout));
    return { accepted, live: seen };
  }

  /** One request to the tenant: the schedule request, and a look at what it did. */
  async #send(request: ScheduleRequest, patience: Patience): Promise<void> {
    const { requests: path, schedules } = this.#paths;
    const writes = this.#rows.touch(request);
    const write = { method: "POST", path, body: toRequest(request), repeatable: false } as const;
    const { answer, page } = await this.#graph.writeAndLook(write, this.#filtered(request), patience);
    const status = shaped(answered, answer, `POST ${path}`).status ?? "";
    if (REFUSED.has(status.toLowerCase())) {
      const message = `the service took the ${request.action} request and then answered ${status}`;
      throw new PimApiError({ status: 201, code: `Request${status}`, message, operation: `POST ${path}` });
    }
    if (page === undefined) return;
    const rows = await this.#graph.rowsFrom(schedules, page, scheduleJson, patience);
    await this.#rows.saw(request, rows.map(fromSchedule), writes);
  }

  #filtered({ principal, role }: ScheduleTarget, path = this.#paths.schedules): string {
    const filter = `principalId eq ${quoted(principal)} and roleDefinitionId eq ${quoted(role)}`;
    return withQuery(path, { $filter: filter });
  }

  /** Looks whether a request did its work although its answer never came. */
  async #tookEffect(request: ScheduleRequest, sentAt: Date, patience: Patience): Promise<boolean> {
    for (const pause of LOOKS) {
      if (pause > 0 && !(await patience.pause(pause, "a sign of a request whose answer was lost"))) return false;
      if (shows(await this.find(request, "direct"), request, sentAt)) return true;
    }
    return false;
  }
}

function keyOf({ scope, role, principal }: { scope: string; role: string; principal: string }): string {
  return `${scope}|${role}|${principal}`.toLowerCase();
}

/** Of a tuple's rows the direct one that holds, or will; where there are several, the one that ends last. */
function inForce(rows: readonly LiveSchedule[], now: Date): LiveSchedule | undefined {
  const end = (row: LiveSchedule) => (row.end === undefined ? Number.POSITIVE_INFINITY : Date.parse(row.end));
  return rows.filter((row) => row.direct && !hasEnded(row, now)).toSorted((a, b) => end(b) - end(a))[0];
}

function hasEnded(row: LiveSchedule, now: Date): boolean {
  return row.end !== undefined && Date.parse(row.end) <= now.getTime();
}

/** After a lost answer these codes tell that the request before did its work. */
function saysItIsDone({ code }: PimApiError, { action }: ScheduleRequest): boolean {
  if (action === "adminRemove") return code === "RoleAssignmentDoesNotExist";
  return action === "adminAssign" && code === "RoleAssignmentExists";
}

/** Ten minutes for the way there and back, and for the service to set its own start. */
const TOLERANCE = 10 * 60_000;

function shows(live: LiveSchedule | undefined, { action, start, until }: ScheduleRequest, sentAt: Date): boolean {
  if (action === "adminRemove" || live === undefined) return (action === "adminRemove") === (live === undefined);
  if (until === undefined || "permanent" in until) return live.end === undefined;
  if (live.end === undefined) return false;
  const from = start === undefined ? sentAt : new Date(start);
  const due = "end" in until ? new Date(until.end) : addDuration(from, until.duration);
  return Math.abs(Date.parse(live.end) - due.getTime()) <= TOLERANCE;
}
