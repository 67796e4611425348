import type { Journal } from "../journal";
import { formatTime, formatTimeOrNull } from "../time";
import type { Database } from "./database";
import { type Narrowing, narrowed } from "./narrowing";

/** Active, or eligible to become it. */
export type Level = "assignment" | "eligibility";
/** A level of directory roles, or of members and owners of groups. */
export type Family = Level | "groupAssignment" | "groupEligibility";
export const families: readonly Family[] = ["assignment", "eligibility", "groupAssignment", "groupEligibility"];
export type ScheduleKind = "Assigned" | "Activated" | "Eligible";

export interface Expiration {
  readonly type: "noExpiration" | "afterDateTime" | "afterDuration";
  readonly endDateTime: string | null;
  readonly duration: string | null;
}

/** What is held, and by whom. Of a group, `role` is "member" or "owner" and `scope` the group's id. */
export interface Tuple {
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
}

/** Who holds, or will hold, which role where and until when. Times in ms of the tenant. */
export interface Schedule extends Tuple {
  readonly sequence: number;
  readonly id: string;
  readonly family: Family;
  readonly kind: ScheduleKind;
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
}

interface Row extends Omit<Schedule, "createdUsing" | "activatedUsing" | "expiration"> {
  readonly created_using: string | null;
  readonly activated_using: string | null;
  readonly expiration: string;
}

export class Schedules {
  readonly #database: Database;
  readonly #journal: Journal;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    this.#journal = journal;
  }

  find(family: Family, id: string): Schedule | undefined {
    const row = this.#database.one<Row>("SELECT * FROM schedules WHERE id = ? AND family = ?", id, family);
    return row && toSchedule(row);
  }

  findByTuple(family: Family, kind: ScheduleKind, tuple: Tuple): Schedule | undefined {
    const row = this.#database.one<Row>(
      "SELECT * FROM schedules WHERE family = ? AND kind = ? AND principal = ? AND role = ? AND scope = ?",
      family,
      kind,
      tuple.principal,
      tuple.role,
      tuple.scope,
    );
    return row && toSchedule(row);
  }

  /** Everything of a family, what has ended or is not visible yet included; the caller knows the time. */
  *list(family: Family, narrowing: Narrowing = {}): Generator<Schedule> {
    for (const row of narrowed<Row>(this.#database, "schedules", family, narrowing)) yield toSchedule(row);
  }

  add(schedule: Omit<Schedule, "sequence">): Schedule {
    const sequence = this.#database.run(
      `INSERT INTO schedules (id, family, kind, principal, role, scope, created_using, created, modified, made, start, finish,
       expiration, activated_using, visible) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      schedule.id,
      schedule.family,
      schedule.kind,
      schedule.principal,
      schedule.role,
      schedule.scope,
      ...changing(schedule),
    );
    this.#journal.change(schedule.family, keyOf(schedule), null, heldBy(schedule));
    return { ...schedule, sequence };
  }

  /** Changes a schedule in place; the tuple stays, the id may become a new one. */
  update(before: Schedule, after: Schedule): void {
    this.#database.run(
      `UPDATE schedules SET id = ?, created_using = ?, created = ?, modified = ?, made = ?, start = ?, finish = ?,
       expiration = ?, activated_using = ?, visible = ? WHERE id = ?`,
      after.id,
      ...changing(after),
      before.id,
    );
    this.#journal.change(before.family, keyOf(before), heldBy(before), heldBy(after));
  }

  remove(schedule: Schedule, at?: number): void {
    this.#database.run("DELETE FROM schedules WHERE id = ?", schedule.id);
    this.#journal.change(schedule.family, keyOf(schedule), heldBy(schedule), null, at);
  }

  hasEnded(now: number): boolean {
    const sql = "SELECT 1 FROM schedules WHERE finish IS NOT NULL AND finish <= ? LIMIT 1";
    return this.#database.one(sql, now) !== undefined;
  }

  /** Those that ended at or before `now` and have not been cleared away yet. */
  ended(now: number): Schedule[] {
    return this.#database
      .all<Row>("SELECT * FROM schedules WHERE finish IS NOT NULL AND finish <= ? ORDER BY finish, sequence", now)
      .map(toSchedule);
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
  ] as const;
}

function toSchedule({ created_using, activated_using, expiration, ...row }: Row): Schedule {
  return {
    ...row,
    createdUsing: created_using,
    activatedUsing: activated_using,
    expiration: JSON.parse(expiration) as Expiration,
  };
}

function keyOf(schedule: Omit<Schedule, "sequence">): string[] {
  return [schedule.kind, schedule.principal, schedule.role, schedule.scope];
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

export function levelOf(family: Family): Level {
  return family === "eligibility" || family === "groupEligibility" ? "eligibility" : "assignment";
}
