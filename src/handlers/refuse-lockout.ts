/** The last lines of defence: what no run takes away, whatever the program says. Asked of the tenant right before the write. */
import {
  addDuration,
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_ROLE_ADMINISTRATOR,
  roleName,
  type ScheduleKind,
} from "../model";
import type { LiveSchedule, ScheduleRequest } from "../wire";
import { Refusal } from "./handler";
import type { Run } from "./run";

/** Roles by which somebody manages who holds Entra roles. */
const MANAGING = new Set([GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR]);

/**
 * Refuses a request that ends or shortens what the deploying identity acts by, or the last permanent active assignment of Global
 * Administrator that an enabled user has at the whole tenant.
 */
export async function refuseLockout(run: Run, kind: ScheduleKind, request: ScheduleRequest): Promise<void> {
  if (request.action === "adminAssign" || !MANAGING.has(request.role)) return;
  if (!(await takesAway(run, kind, request))) return;
  if (await actsBy(run, kind, request)) {
    throw new Refusal(
      `this run acts by it: without its own ${roleName(request.role)} the deploying identity could neither finish nor undo; let another identity deploy this change, or keep it`,
    );
  }
  if (kind === "assignment") await keepAdministrator(run, request);
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
async function actsBy(run: Run, kind: ScheduleKind, { principal, role }: ScheduleRequest): Promise<boolean> {
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
