import type { Journal } from "../journal";
import type { Database } from "./database";
import type { Properties } from "./directory";
import { type Narrowing, narrowed } from "./narrowing";
import type { Family, Tuple } from "./schedules";

/** A request to change a schedule; kept as history until it is purged. Times in ms of the tenant. */
export interface ScheduleRequest extends Tuple {
  readonly sequence: number;
  readonly id: string;
  readonly family: Family;
  readonly action: string;
  readonly status: string;
  readonly created: number;
  readonly completed: number | null;
  readonly targetSchedule: string | null;
  /** Its own id, where somebody has to approve it. */
  readonly approval: string | null;
  /** When it lapses unless somebody has answered it. */
  readonly expires: number | null;
  /** justification, scheduleInfo, ticketInfo, createdBy, isValidationOnly as Graph shows them. */
  readonly details: Properties;
}

type Outcome = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule">;

interface Row extends Omit<ScheduleRequest, "targetSchedule" | "details"> {
  readonly target_schedule: string | null;
  readonly json: string;
}

export class ScheduleRequests {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  /** By its own id, else the newest that made the schedule of that id. */
  find(family: Family, id: string): ScheduleRequest | undefined {
    const row =
      this.#database.one<Row>("SELECT * FROM schedule_requests WHERE id = ? AND family = ?", id, family) ??
      this.#database.one<Row>(
        "SELECT * FROM schedule_requests WHERE target_schedule = ? AND family = ? ORDER BY sequence DESC LIMIT 1",
        id,
        family,
      );
    return row && toRequest(row);
  }

  findByApproval(approval: string): ScheduleRequest | undefined {
    const sql = "SELECT * FROM schedule_requests WHERE id = ? AND approval IS NOT NULL";
    const row = this.#database.one<Row>(sql, approval.toLowerCase());
    return row && toRequest(row);
  }

  *list(family: Family, narrowing: Narrowing = {}): Generator<ScheduleRequest> {
    for (const row of narrowed<Row>(this.#database, "schedule_requests", family, narrowing)) yield toRequest(row);
  }

  ofTuple(family: Family, tuple: Tuple): ScheduleRequest[] {
    return this.#database
      .all<Row>(
        "SELECT * FROM schedule_requests WHERE family = ? AND principal = ? AND role = ? AND scope = ? ORDER BY sequence",
        family,
        tuple.principal,
        tuple.role,
        tuple.scope,
      )
      .map(toRequest);
  }

  add(request: Omit<ScheduleRequest, "sequence">): ScheduleRequest {
    const sequence = this.#database.run(
      `INSERT INTO schedule_requests (id, family, principal, role, scope, action, status, created, completed,
       target_schedule, approval, expires, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      request.id,
      request.family,
      request.principal,
      request.role,
      request.scope,
      request.action,
      request.status,
      request.created,
      request.completed,
      request.targetSchedule,
      request.approval,
      request.expires,
      JSON.stringify(request.details),
    );
    this.#journal.change("request", [request.family, request.id], null, {
      action: request.action,
      status: request.status,
    });
    return { ...request, sequence };
  }

  setStatus(request: ScheduleRequest, status: string, completed: number | null, at?: number): void {
    this.#database.run(
      "UPDATE schedule_requests SET status = ?, completed = ? WHERE id = ?",
      status,
      completed,
      request.id,
    );
    const { action } = request;
    this.#journal.change(
      "request",
      [request.family, request.id],
      { action, status: request.status },
      { action, status },
      at,
    );
  }

  /** Waiting for somebody's answer. */
  pending(): ScheduleRequest[] {
    return this.#database
      .all<Row>("SELECT * FROM schedule_requests WHERE status LIKE 'Pending%' ORDER BY sequence")
      .map(toRequest);
  }

  /** Still waiting for an answer that should have come by `now`. */
  lapsed(now: number): ScheduleRequest[] {
    return this.#database
      .all<Row>(
        "SELECT * FROM schedule_requests WHERE status LIKE 'Pending%' AND expires <= ? ORDER BY expires, sequence",
        now,
      )
      .map(toRequest);
  }

  /** An approver's word on a request. */
  decide(request: ScheduleRequest, after: Outcome, decision: Properties): void {
    this.#database.run(
      "UPDATE schedule_requests SET target_schedule = ?, json = ? WHERE id = ?",
      after.targetSchedule,
      JSON.stringify({ ...request.details, decision }),
      request.id,
    );
    this.setStatus(request, after.status, after.completed);
  }

  /** The service forgets requests after a while; their schedules stay. */
  purge(createdBefore: number, canceledBefore: number): void {
    const old = this.#database.all<Row>(
      "SELECT * FROM schedule_requests WHERE created < ? AND (created < ? OR status = 'Canceled')",
      canceledBefore,
      createdBefore,
    );
    for (const { id, family, action, status } of old) {
      this.#database.run("DELETE FROM schedule_requests WHERE id = ?", id);
      this.#journal.change("request", [family, id], { action, status }, null);
    }
  }
}

function toRequest({ target_schedule, json, ...row }: Row): ScheduleRequest {
  return { ...row, targetSchedule: target_schedule, details: JSON.parse(json) as Properties };
}
