import type { Holding, ScheduleKind } from "../model";

/** A holding that nobody declares. */
export interface Holder {
  /** The id of its tuple. */
  readonly id: string;
  readonly kind: ScheduleKind;
  readonly holding: Holding;
  readonly start: string | undefined;
  /** For people: `bob@contoso.com: active, permanent`. */
  readonly text: string;
}
