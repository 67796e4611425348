import type { Call } from "../call";
import type { Plane } from "../laws/plane";
import type { WishShape } from "../laws/request-shape";
import type { Navigation } from "../odata/collection";
import type { Entity, Wanted } from "../odata/filter";
import type { Narrowing } from "../store/narrowing";
import type { Level, Schedule, Tuple } from "../store/schedules";

/** How a plane of PIM shows on Graph: where it lies, and how it names what is held. */
export interface Surface {
  readonly plane: Plane;
  /** "roleManagement/directory". */
  readonly root: string;
  /** What comes before "Schedules", "ScheduleInstances" and "ScheduleRequests" in paths and in names of types. */
  readonly names: Readonly<Record<Level, { readonly path: string; readonly type: string }>>;
  /** What names the tuple in requests, schedules and instances. */
  readonly properties: readonly string[];
  readonly show: (tuple: Tuple) => Entity;
  readonly shape: WishShape;
  readonly navigation: Readonly<Record<string, Navigation>>;
  /** What a filter narrows a list to. */
  readonly narrow: (wanted: Wanted) => Narrowing;
  /** Refuses a list that asks for too much. */
  readonly listed: (call: Call) => void;
  /** Asking for requests without saying whose, the caller gets their own only. */
  readonly ownRequestsOnly: (call: Call) => boolean;
  readonly instanceId: (schedule: Schedule) => string;
  /** Ids in an instance that lead to what is behind it: their names, and of one instance their values. */
  readonly behind: Readonly<Record<Level, readonly string[]>>;
  readonly showBehind: (schedule: Schedule) => Entity;
}
