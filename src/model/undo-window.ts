import { addDuration } from "./duration";

/** For how long letting go of what was found counts as a rollback, and not as a leaver. */
const UNDO_WINDOW = "P30D";

/** Whether what was taken over or taken away at that instant (ISO 8601) comes back when its line goes now. */
export function inUndoWindow(at: string, now: Date): boolean {
  return now < addDuration(new Date(at), UNDO_WINDOW);
}
