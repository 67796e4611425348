/** What an assignment made past PIM looks like as a schedule. */
export const outsidePim = {
  family: "assignment",
  kind: "Assigned",
  createdUsing: null,
  created: null,
  modified: null,
  made: null,
  finish: null,
  expiration: { type: "noExpiration", endDateTime: null, duration: null },
  activatedUsing: null,
  details: {},
} as const;
