import type { Call } from "../call";
import type { State } from "../state";
import type { DirectoryObject } from "../store/directory";
import type { Policy } from "../store/policies";
import type { Family, Tuple } from "../store/schedules";
import type { Wish } from "./request-shape";

/** What PIM's planes do not have in common: whose settings count, who may hold what, how schedules are named. */
export interface Plane {
  readonly assignment: Family;
  readonly eligibility: Family;
  readonly findPolicy: (state: State, tuple: Tuple) => Policy | undefined;
  /** The settings that judge a request. Throws the service's error where there is nothing that could be held. */
  readonly policyOf: (state: State, tuple: Tuple) => Policy;
  /** Refuses whom, and where, a request cannot give anything to. */
  readonly checkHolder: (state: State, subject: DirectoryObject, wish: Wish) => void;
  /** Before the first change: what the service makes when PIM takes something over. */
  readonly onboard: (call: Call, tuple: Tuple) => void;
  readonly scheduleId: (tuple: Tuple, requestId: string) => string;
  /** Every update gives the schedule a new id. */
  readonly renames: boolean;
  /** The answer to the removal of what is not there. */
  readonly gone: () => Error;
  /** Ids of the users who decide over it: extensions, renewals. */
  readonly administrators: (state: State, tuple: Tuple) => readonly string[];
  /** Whether they approve activations where the settings name no approver. */
  readonly administratorsApprove: boolean;
}
