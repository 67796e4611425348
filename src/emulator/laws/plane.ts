import type { Call } from "../call";
import type { ApiError } from "../errors";
import type { Policy } from "../store/policies";
import type { ScheduleRequests } from "../store/schedule-requests";
import type { Schedule, Schedules } from "../store/schedules";
import type { Wish } from "./request-shape";

/** Who asks, of which tenant, and when. */
export type Occasion = Pick<Call, "state" | "caller" | "now">;

/** The rules that a role is held by. */
export type Settings = Pick<Policy, "rules">;

export type Tuple = Pick<Schedule, "principal" | "role" | "scope">;

/** What the nine actions of a schedule request ask of the plane they are played on. */
export interface Plane {
  readonly schedules: Schedules;
  readonly requests: ScheduleRequests;
  /** The settings of the wished role. Refuses a principal, role or scope that does not exist or does not fit. */
  readonly settingsOf: (wish: Wish) => Settings;
  /** The running eligibility that an activation of the tuple draws on. */
  readonly eligibilityOf: (tuple: Tuple) => Schedule | undefined;
  /** What PIM made within the last five minutes cannot be taken away: active assignments only, or eligibilities too. */
  readonly youngStay: readonly Schedule["family"][];
  /** A changed schedule is a new one, with a new id. */
  readonly renews: boolean;
  /** Id of the schedule that a request makes. */
  readonly scheduleId: (tuple: Tuple, requestId: string) => string;
  /** Refusal of somebody who acts for somebody else. */
  readonly denied: () => ApiError;
  /** Refusal to take away what is not there. */
  readonly gone: () => ApiError;
  /** Refusal that names the rules of the settings that a request breaks. */
  readonly rulesFailed: (rules: readonly string[]) => ApiError;
}
