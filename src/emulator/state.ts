import type { Clock } from "./clock";
import { guidOf } from "./ids";
import type { Journal } from "./journal";
import type { Database } from "./store/database";
import { Directory } from "./store/directory";
import { Documents } from "./store/documents";
import type { Meta } from "./store/meta";
import { Policies } from "./store/policies";
import { RoleDefinitions } from "./store/role-definitions";
import { ScheduleRequests } from "./store/schedule-requests";
import { Schedules } from "./store/schedules";

/** Everything the laws may ask and change: one tenant, open in this process. */
export class State {
  readonly database: Database;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly meta: Meta;
  readonly directory: Directory;
  readonly roles: RoleDefinitions;
  readonly policies: Policies;
  readonly schedules: Schedules;
  readonly scheduleRequests: ScheduleRequests;
  readonly documents: Documents;

  constructor(database: Database, clock: Clock, journal: Journal, meta: Meta) {
    this.database = database;
    this.clock = clock;
    this.journal = journal;
    this.meta = meta;
    this.roles = new RoleDefinitions(database, journal);
    this.policies = new Policies(database, journal);
    this.schedules = new Schedules(database, journal);
    this.directory = new Directory(database, clock, journal, this.schedules);
    this.scheduleRequests = new ScheduleRequests(database, journal);
    this.documents = new Documents(database, journal);
  }

  get tenantId(): string {
    return this.meta.get("tenantId") ?? "";
  }

  /** Milliseconds of tenant time that new principals and schedules stay invisible. */
  get lag(): number {
    return Number(this.meta.get("lag") ?? 0);
  }

  newId(family: string): string {
    return guidOf(this.tenantId, family, this.journal.nextWord());
  }
}
