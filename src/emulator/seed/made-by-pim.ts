import { formatTime } from "../time";

const day = 24 * 60 * 60_000;

/** What PIM made sixty days before the tenant's start, to last for so many days from the start on; permanent without. */
export function madeByPim(id: string, founding: number, days: number | undefined) {
  const made = founding - 60 * day;
  const finish = days === undefined ? null : founding + days * day;
  return {
    id,
    createdUsing: id,
    created: made,
    modified: null,
    made,
    start: made,
    finish,
    expiration:
      finish === null
        ? ({ type: "noExpiration", endDateTime: null, duration: null } as const)
        : ({ type: "afterDateTime", endDateTime: formatTime(finish), duration: null } as const),
    activatedUsing: null,
    details: {},
    visible: made,
  };
}
