/** The last lines of defence: what no run takes away, whatever the program says. Asked of the tenant right before the write. */
import type { ScheduleTarget } from "../clients";
import {
  addDuration,
  canonicalInstant,
  endOf,
  GLOBAL_ADMINISTRATOR,
  hasUnknown,
  PRIVILEGED_ROLE_ADMINISTRATOR,
  roleName,
  type ScheduleKind,
} from "../model";
import type { LiveSchedule, ScheduleRequest } from "../wire";
import { Refusal } from "./handler";
import { termOf } from "./renewal";
import type { Run } from "./run";
import { type ScheduleArgs, targetOf } from "./schedule-args";

/** Roles by which somebody manages who holds Entra roles. */
const MANAGING = new Set([GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR]);

/**
 * Refuses a request that ends or shortens what the deploying identity acts by, or the last permanent active assignment of Global
 * Administrator that an enabled user has at the whole tenant.
 */
export async function refuseLockout(run: Run, kind: ScheduleKind, request: ScheduleRequest): Promise<void> {
  if (request.action === "adminAssign" || !MANAGING.has(request.role)) return;
  if (!(await takesAway(run, kind, request))) return;
  await refuseOwnLoss(run, kind, request);
  if (kind === "assignment") await keepAdministrator(run, request);
}

/** The same about the deploying identity before anything is written, so that a preview tells: what a line is going to ask for. */
export async function refuseOwnPlan(run: Run, kind: ScheduleKind, args: ScheduleArgs): Promise<void> {
  const { role, principalId, directoryScope } = args;
  if (hasUnknown([role, principalId, directoryScope]) || !MANAGING.has(role)) return;
  const target = targetOf(args);
  const standing = args.standing === "remove" ? await run.plane.assignment.find(target, "cached") : undefined;
  if (standing !== undefined && standing.end === undefined) await refuseOwnLoss(run, "assignment", target);
  const live = await run.plane[kind].find(target, "cached");
  const term = termOf(args);
  if (live === undefined || hasUnknown(term)) return;
  const end = endOf(term, new Date(term.start ?? live.start ?? (await run.plane.now())));
  const until = end === undefined ? { permanent: true as const } : { end: canonicalInstant(end) };
  const request = { action: "adminUpdate", ...target, start: term.start, until } as const;
  if (await takesAway(run, kind, request)) await refuseOwnLoss(run, kind, request);
}

async function refuseOwnLoss(run: Run, kind: ScheduleKind, target: ScheduleTarget): Promise<void> {
  if (!(await actsBy(run, kind, target))) return;
  throw new Refusal(
    `this run acts by it: without its own ${roleName(target.role)} the deploying identity could neither finish nor undo; let another identity deploy this change, or keep it`,
  );
}

/** Whether somebody holds it for a shorter time after the request than before. */
async function takesAway(run: Run, kind: ScheduleKind, request: ScheduleRequest): Promise<boolean> {
  if (request.action === "adminRemove") return true;
  const live = await run.plane[kind].find(request, "cached");
  const now = await run.plane.now();
  const starts = request.start === undefined ? now : new Date(request.start);
  if (live === undefined || starts > now) return live !== undefined && hasBegun(live, now);
  const { until } = request;
  if (until === undefined || "permanent" in until) return false;
  const end = "end" in until ? new Date(until.end) : addDuration(starts, until.duration);
  return live.end === undefined || end.getTime() < Date.parse(live.end);
}

/** Its own active assignment; its own eligibility as long as that is activated; those of a group that it belongs to. */
async function actsBy(run: Run, kind: ScheduleKind, { principal, role }: ScheduleTarget): Promise<boolean> {
  if (!(await run.plane.isDeployer(principal))) return false;
  if (kind === "assignment") return true;
  const activated = (await run.plane.assignment.all()).filter((row) => row.role === role && !row.direct);
  return (await Promise.all(activated.map((row) => run.plane.isDeployer(row.principal)))).includes(true);
}

/** Lets the request pass where another administrator is left who leaves in no other request of this run. */
async function keepAdministrator(run: Run, { role, scope, principal }: ScheduleRequest): Promise<void> {
  if (role !== GLOBAL_ADMINISTRATOR || scope !== "/") return;
  const administrators = await permanentAdministrators(run);
  if (!administrators.includes(principal)) return;
  const others = administrators.filter((one) => one !== principal);
  // break-glass accounts first: who stays for sure is asked about once
  for (const other of others.toSorted((a, b) => Number(run.protects(b)) - Number(run.protects(a)))) {
    // between the last answer and the note that `principal` leaves nothing else runs: two who go at once see each other
    if (!(await stays(run, other)) || run.leaving.has(other)) continue;
    run.leaving.add(principal);
    return;
  }
  throw new Refusal(
    `it is the last permanent active Global Administrator of the tenant that is an enabled user, and is neither removed nor shortened: nobody could mend the tenant afterwards; assign the role permanently to another enabled user at "/" first (service principals do not count)`,
  );
}

/** Whether the tenant says so now: the list that everybody shares may be old. */
function stays(run: Run, principal: string): Promise<boolean> {
  const ask = () => run.plane.assignment.find({ scope: "/", role: GLOBAL_ADMINISTRATOR, principal }, "direct");
  const known = run.staying.get(principal) ?? ask().then((live) => live !== undefined && live.end === undefined);
  run.staying.set(principal, known);
  return known;
}

async function permanentAdministrators(run: Run): Promise<string[]> {
  const now = await run.plane.now();
  const rows = (await run.plane.assignment.all()).filter(
    (row) =>
      row.role === GLOBAL_ADMINISTRATOR &&
      row.scope === "/" &&
      row.direct &&
      row.end === undefined &&
      hasBegun(row, now),
  );
  const ids = [...new Set(rows.map((row) => row.principal))];
  const facts = await run.plane.principals(ids);
  return ids.filter((id) => facts.get(id)?.type === "user" && facts.get(id)?.enabled === true);
}

function hasBegun({ start }: LiveSchedule, now: Date): boolean {
  return start === undefined || Date.parse(start) <= now.getTime();
}
