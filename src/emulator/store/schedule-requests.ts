import type { Journal } from "../journal";
import type { Database } from "./database";
import { familyIn, type PlaneName } from "./plane-name";
import type { Properties } from "./properties";
import type { Family } from "./schedules";
import { type TupleQuery, tupleStatement } from "./tuple-query";

/** A request to change a schedule; kept as history until it is purged. Times in ms of the tenant. */
export interface ScheduleRequest {
  readonly sequence: number;
  readonly id: string;
  readonly family: Family;
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
  readonly action: string;
  readonly status: string;
  readonly created: number;
  readonly completed: number | null;
  readonly targetSchedule: string | null;
  /** Its own id, where somebody has to decide over it. */
  readonly approval: string | null;
  /** When it lapses unless somebody has decided. */
  readonly expires: number | null;
  /** justification, scheduleInfo, ticketInfo, createdBy, isValidationOnly as Graph shows them. */
  readonly details: Properties;
}

type Outcome = Pick<ScheduleRequest, "status" | "completed" | "targetSchedule">;

interface Row extends Omit<ScheduleRequest, "targetSchedule" | "details"> {
  readonly target_schedule: string | null;
  readonly json: string;
}

/** The requests of one plane. */
export class ScheduleRequests {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #plane: PlaneName;

  constructor(database: Database, journal: Journal, plane: PlaneName) {
    this.#database = database;
    this.#journal = journal;
    this.#plane = plane;
  }

  /** By its own id, else the newest that made the schedule of that id. */
  find(family: Family, id: string): ScheduleRequest | undefined {
    const of = (column: string) => `SELECT * FROM schedule_requests WHERE plane = ? AND family = ? AND ${column} = ?`;
    const row =
      this.#database.one<Row>(of("id"), this.#plane, family, id) ??
      this.#database.one<Row>(`${of("target_schedule")} ORDER BY sequence DESC LIMIT 1`, this.#plane, family, id);
    return row && toRequest(row);
  }

  /** That somebody has to decide, or had. */
  findByApproval(approval: string): ScheduleRequest | undefined {
    const sql = "SELECT * FROM schedule_requests WHERE plane = ? AND approval = ?";
    const row = this.#database.one<Row>(sql, this.#plane, approval.toLowerCase());
    return row && toRequest(row);
  }

  *list(family: Family, query: TupleQuery = {}): Generator<ScheduleRequest> {
    const { sql, values } = tupleStatement("schedule_requests", this.#plane, family, query);
    for (const row of this.#database.each<Row>(sql, query.after ?? 0, ...values)) yield toRequest(row);
  }

  ofTuple(family: Family, tuple: { principal: string; role: string; scope: string }): ScheduleRequest[] {
    return this.#database
      .all<Row>(
        `SELECT * FROM schedule_requests WHERE plane = ? AND family = ? AND principal = ? AND role = ? AND scope = ?
         ORDER BY sequence`,
        this.#plane,
        family,
        tuple.principal,
        tuple.role,
        tuple.scope,
      )
      .map(toRequest);
  }

  add(request: Omit<ScheduleRequest, "sequence">): ScheduleRequest {
    const sequence = this.#database.run(
      `INSERT INTO schedule_requests (plane, id, family, principal, role, scope, action, status, created, completed,
       target_schedule, approval, expires, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#plane,
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
    this.#change(request, null, { action: request.action, status: request.status });
    return { ...request, sequence };
  }

  setStatus(request: ScheduleRequest, status: string, completed: number | null, at?: number): void {
    this.#database.run(
      "UPDATE schedule_requests SET status = ?, completed = ? WHERE sequence = ?",
      status,
      completed,
      request.sequence,
    );
    const { action } = request;
    this.#change(request, { action, status: request.status }, { action, status }, at);
  }

  /** Waiting for somebody to decide. */
  pending(): ScheduleRequest[] {
    return this.#pending("");
  }

  /** Still waiting for a decision that should have come by `now`. */
  lapsed(now: number): ScheduleRequest[] {
    return this.#pending("AND expires <= ?", now);
  }

  /** What somebody has decided over a request. */
  decide(request: ScheduleRequest, after: Outcome, decision: Properties): void {
    this.#database.run(
      "UPDATE schedule_requests SET target_schedule = ?, json = ? WHERE sequence = ?",
      after.targetSchedule,
      JSON.stringify({ ...request.details, decision }),
      request.sequence,
    );
    this.setStatus(request, after.status, after.completed);
  }

  /** The service forgets requests after a while; their schedules stay. */
  purge(createdBefore: number, canceledBefore: number): void {
    const old = this.#database.all<Row>(
      "SELECT * FROM schedule_requests WHERE created < ? AND (created < ? OR status = 'Canceled') AND plane = ?",
      canceledBefore,
      createdBefore,
      this.#plane,
    );
    for (const { action, status, ...row } of old) {
      this.#database.run("DELETE FROM schedule_requests WHERE sequence = ?", row.sequence);
      this.#change(row, { action, status }, null);
    }
  }

  #pending(condition: string, ...values: readonly number[]): ScheduleRequest[] {
    const sql = `SELECT * FROM schedule_requests WHERE status LIKE 'Pending%' AND plane = ? ${condition} ORDER BY sequence`;
    return this.#database.all<Row>(sql, this.#plane, ...values).map(toRequest);
  }

  #change({ family, id }: Pick<ScheduleRequest, "family" | "id">, before: unknown, after: unknown, at?: number): void {
    this.#journal.change(familyIn(this.#plane, "request"), [family, id], before, after, at);
  }
}

function toRequest({ target_schedule, json, ...row }: Row): ScheduleRequest {
  return { ...row, targetSchedule: target_schedule, details: JSON.parse(json) as Properties };
}
