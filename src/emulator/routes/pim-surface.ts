import type { Call } from "../call";
import type { Deciders } from "../laws/deciders";
import type { Occasion, Plane, Tuple } from "../laws/plane";
import type { WishShape } from "../laws/request-shape";
import type { Navigation } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import type { Family, Schedule } from "../store/schedules";
import type { TupleQuery } from "../store/tuple-query";

/** How a plane of PIM shows on Graph: where it lies, and how it names what is held. */
export interface Surface {
  readonly plane: (occasion: Occasion) => Plane;
  readonly deciders: Deciders;
  /** "roleManagement/directory". */
  readonly root: string;
  /** What comes before "Schedules", "ScheduleInstances" and "ScheduleRequests" in paths and in names of types. */
  readonly names: Readonly<Record<Family, { readonly path: string; readonly type: string }>>;
  /** What names the tuple in requests, schedules and instances. */
  readonly properties: readonly string[];
  readonly show: (tuple: Tuple) => Entity;
  readonly shape: WishShape;
  /** What the service makes once PIM is asked to manage something. */
  readonly onboard: (call: Call, tuple: Tuple) => void;
  readonly navigation: Readonly<Record<string, Navigation>>;
  /** What a filter narrows a list to. */
  readonly narrow: (wanted: Wanted) => TupleQuery;
  /** Refuses a list that asks for too much. */
  readonly listed: (call: Call) => void;
  /** Asking for requests without saying whose, the caller gets their own only. */
  readonly ownRequestsOnly: (call: Call) => boolean;
  readonly instanceId: (schedule: Schedule) => string;
  /** Ids in an instance that lead to what is behind it: their names, and of one instance their values. */
  readonly behind: Readonly<Record<Family, readonly string[]>>;
  readonly showBehind: (schedule: Schedule) => Entity;
}
