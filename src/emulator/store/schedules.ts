import type { Journal } from "../journal";
import { formatTime, formatTimeOrNull } from "../time";
import type { Database } from "./database";
import { familyIn, type PlaneName } from "./plane-name";
import type { Properties } from "./properties";
import { type TupleQuery, tupleStatement } from "./tuple-query";

export type Family = "assignment" | "eligibility";
export type ScheduleKind = "Assigned" | "Activated" | "Eligible";

export interface Expiration {
  readonly type: "noExpiration" | "afterDateTime" | "afterDuration";
  readonly endDateTime: string | null;
  readonly duration: string | null;
}

/** Who holds, or will hold, which role where and until when. Times in ms of the tenant. */
export interface Schedule {
  readonly sequence: number;
  readonly id: string;
  readonly family: Family;
  readonly kind: ScheduleKind;
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
  /** The request behind it; null for what was made outside PIM. */
  readonly createdUsing: string | null;
  readonly created: number | null;
  readonly modified: number | null;
  /** When a PIM request made it; the five-minute rule counts from here. */
  readonly made: number | null;
  readonly start: number;
  readonly finish: number | null;
  readonly expiration: Expiration;
  /** The eligibility behind an activation. */
  readonly activatedUsing: string | null;
  /** From when lists show it. */
  readonly visible: number;
  /** What only its plane knows: the condition of an Azure role. */
  readonly details: Properties;
}

interface Row extends Omit<Schedule, "createdUsing" | "activatedUsing" | "expiration" | "details"> {
  readonly created_using: string | null;
  readonly activated_using: string | null;
  readonly expiration: string;
  readonly details: string;
}

/** The schedules of one plane. */
export class Schedules {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #plane: PlaneName;

  constructor(database: Database, journal: Journal, plane: PlaneName) {
    this.#database = database;
    this.#journal = journal;
    this.#plane = plane;
  }

  find(family: Family, id: string): Schedule | undefined {
    const sql = "SELECT * FROM schedules WHERE plane = ? AND family = ? AND id = ?";
    const row = this.#database.one<Row>(sql, this.#plane, family, id);
    return row && toSchedule(row);
  }

  findByTuple(
    family: Family,
    kind: ScheduleKind,
    tuple: { principal: string; role: string; scope: string },
  ): Schedule | undefined {
    const row = this.#database.one<Row>(
      "SELECT * FROM schedules WHERE plane = ? AND family = ? AND kind = ? AND principal = ? AND role = ? AND scope = ?",
      this.#plane,
      family,
      kind,
      tuple.principal,
      tuple.role,
      tuple.scope,
    );
    return row && toSchedule(row);
  }

  /** Everything of a family, what has ended or is not visible yet included; the caller knows the time. */
  *list(family: Family, query: TupleQuery = {}): Generator<Schedule> {
    const { sql, values } = tupleStatement("schedules", this.#plane, family, query);
    for (const row of this.#database.each<Row>(sql, query.after ?? 0, ...values)) yield toSchedule(row);
  }

  /** How many a scope has, whatever their time. */
  countAt(family: Family, scope: string): number {
    return this.#count(family, "scope = ?", scope);
  }

  /** The same of a scope and of everything whose path begins with its own. */
  countWithin(family: Family, scope: string): number {
    // "0" is the letter after "/": an index finds what lies between
    return this.countAt(family, scope) + this.#count(family, "scope > ? AND scope < ?", `${scope}/`, `${scope}0`);
  }

  #count(family: Family, condition: string, ...values: string[]): number {
    const sql = `SELECT count(*) AS count FROM schedules WHERE plane = ? AND family = ? AND ${condition}`;
    return this.#database.one<{ count: number }>(sql, this.#plane, family, ...values)?.count ?? 0;
  }

  add(schedule: Omit<Schedule, "sequence">): Schedule {
    const sequence = this.#database.run(
      `INSERT INTO schedules (plane, id, family, kind, principal, role, scope, created_using, created, modified, made, start,
       finish, expiration, activated_using, visible, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#plane,
      schedule.id,
      schedule.family,
      schedule.kind,
      schedule.principal,
      schedule.role,
      schedule.scope,
      ...changing(schedule),
    );
    this.#change(schedule, null, heldBy(schedule));
    return { ...schedule, sequence };
  }

  /** Changes a schedule in place; the tuple stays, the id may become a new one. */
  update(before: Schedule, after: Schedule): void {
    this.#database.run(
      `UPDATE schedules SET id = ?, created_using = ?, created = ?, modified = ?, made = ?, start = ?, finish = ?,
       expiration = ?, activated_using = ?, visible = ?, details = ? WHERE sequence = ?`,
      after.id,
      ...changing(after),
      before.sequence,
    );
    this.#change(before, heldBy(before), heldBy(after));
  }

  remove(schedule: Schedule, at?: number): void {
    this.#database.run("DELETE FROM schedules WHERE sequence = ?", schedule.sequence);
    this.#change(schedule, heldBy(schedule), null, at);
  }

  hasEnded(now: number): boolean {
    const sql = "SELECT 1 FROM schedules WHERE finish IS NOT NULL AND finish <= ? AND plane = ? LIMIT 1";
    return this.#database.one(sql, now, this.#plane) !== undefined;
  }

  /** Those that ended at or before `now` and have not been cleared away yet. */
  ended(now: number): Schedule[] {
    const sql =
      "SELECT * FROM schedules WHERE finish IS NOT NULL AND finish <= ? AND plane = ? ORDER BY finish, sequence";
    return this.#database.all<Row>(sql, now, this.#plane).map(toSchedule);
  }

  #change(schedule: Omit<Schedule, "sequence">, before: unknown, after: unknown, at?: number): void {
    const key = [schedule.kind, schedule.principal, schedule.role, schedule.scope];
    this.#journal.change(familyIn(this.#plane, schedule.family), key, before, after, at);
  }
}

function changing(schedule: Omit<Schedule, "sequence">) {
  return [
    schedule.createdUsing,
    schedule.created,
    schedule.modified,
    schedule.made,
    schedule.start,
    schedule.finish,
    JSON.stringify(schedule.expiration),
    schedule.activatedUsing,
    schedule.visible,
    JSON.stringify(schedule.details),
  ] as const;
}

function toSchedule({ created_using, activated_using, expiration, details, ...row }: Row): Schedule {
  return {
    ...row,
    createdUsing: created_using,
    activatedUsing: activated_using,
    expiration: JSON.parse(expiration) as Expiration,
    details: JSON.parse(details) as Properties,
  };
}

function heldBy(schedule: Omit<Schedule, "sequence">) {
  return {
    id: schedule.id,
    createdUsing: schedule.createdUsing,
    start: formatTime(schedule.start),
    end: formatTimeOrNull(schedule.finish),
    expiration: schedule.expiration,
  };
}
