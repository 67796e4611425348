import type { Clock } from "./clock";
import { Faults } from "./faults/faults";
import { guidOf } from "./ids";
import type { Journal } from "./journal";
import { ReviewDecisions } from "./store/access-review-decisions";
import { ReviewInstances } from "./store/access-review-instances";
import { AccessReviews } from "./store/access-reviews";
import { ArmRoleDefinitions } from "./store/arm-role-definitions";
import { ArmScopes } from "./store/arm-scopes";
import { Credentials } from "./store/credentials";
import type { Database } from "./store/database";
import { DeviceCodes } from "./store/device-codes";
import { Directory } from "./store/directory";
import { Documents } from "./store/documents";
import type { Meta } from "./store/meta";
import { Policies } from "./store/policies";
import { RoleDefinitions } from "./store/role-definitions";
import { ScheduleRequests } from "./store/schedule-requests";
import { Schedules } from "./store/schedules";
import { SignIns } from "./store/sign-ins";
import { SigningKey } from "./store/signing-key";

/** Everything the laws may ask and change: one tenant, open in this process. */
export class State {
  readonly database: Database;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly meta: Meta;
  readonly directory: Directory;
  readonly roles: RoleDefinitions;
  readonly policies: Policies;
  /** Of the directory's roles. */
  readonly schedules: Schedules;
  readonly scheduleRequests: ScheduleRequests;
  /** Of members and owners of groups. */
  readonly groupSchedules: Schedules;
  readonly groupScheduleRequests: ScheduleRequests;
  readonly azureSchedules: Schedules;
  readonly azureScheduleRequests: ScheduleRequests;
  readonly documents: Documents;
  readonly signIns: SignIns;
  readonly credentials: Credentials;
  readonly deviceCodes: DeviceCodes;
  readonly signingKey: SigningKey;
  /** True where callers must sign in and may do only what they were permitted. */
  readonly strict: boolean;
  readonly armScopes: ArmScopes;
  readonly armRoles: ArmRoleDefinitions;
  readonly accessReviews: AccessReviews;
  readonly reviewInstances: ReviewInstances;
  readonly reviewDecisions: ReviewDecisions;
  /** What goes wrong on purpose, in this process. */
  readonly faults = new Faults();

  constructor(database: Database, clock: Clock, journal: Journal, meta: Meta, strict = false) {
    this.database = database;
    this.clock = clock;
    this.journal = journal;
    this.meta = meta;
    this.roles = new RoleDefinitions(database, journal);
    this.policies = new Policies(database, journal);
    this.schedules = new Schedules(database, journal, "entra");
    this.scheduleRequests = new ScheduleRequests(database, journal, "entra");
    this.groupSchedules = new Schedules(database, journal, "group");
    this.groupScheduleRequests = new ScheduleRequests(database, journal, "group");
    this.directory = new Directory(database, clock, journal, this.groupSchedules);
    this.azureSchedules = new Schedules(database, journal, "azure");
    this.azureScheduleRequests = new ScheduleRequests(database, journal, "azure");
    this.documents = new Documents(database, journal);
    this.signIns = new SignIns(database);
    this.credentials = new Credentials(database, journal);
    this.deviceCodes = new DeviceCodes(database);
    this.signingKey = new SigningKey(meta);
    this.strict = strict;
    this.armScopes = new ArmScopes(database, journal);
    this.armRoles = new ArmRoleDefinitions(this.documents);
    this.accessReviews = new AccessReviews(database, journal);
    this.reviewInstances = new ReviewInstances(database, journal);
    this.reviewDecisions = new ReviewDecisions(database, journal);
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
