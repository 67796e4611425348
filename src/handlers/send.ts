import { schedulesOf } from "../clients";
import type { ScheduleKind } from "../model";
import type { ScheduleRequest } from "../wire";
import { refuseLockout } from "./refuse-lockout";
import type { Run } from "./run";

/** Sends a request, unless it would lock the deploying identity or everybody out. @param timeout ISO 8601 */
export async function send(run: Run, kind: ScheduleKind, request: ScheduleRequest, timeout: string): Promise<void> {
  await refuseLockout(run, kind, request);
  await schedulesOf(run.plane, kind).request(request, timeout);
}
