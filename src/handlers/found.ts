/** What a state keeps of a schedule, and of what was there before us. */
import { inUndoWindow } from "../model";
import type { Props } from "./handler";
import type { ScheduleArgs } from "./schedule-args";

/** What a state remembers of a schedule beside what the program said. */
export interface Kept {
  readonly status: "provisioned" | "expired" | "missing";
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** What was there before us (Found); absent for what we created. */
  readonly adopted?: string | undefined;
}

/** A schedule that we took over or took away. No `end` means permanent. */
export interface Found {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** When we took it over, ISO 8601. */
  readonly at: string;
}

/** The text that a state keeps of it: one value, no nesting. */
export function writeFound(found: Found): string {
  return JSON.stringify(found);
}

/** From the output of that name, `adopted` or `standingRemoved`; undefined for what we created. */
export function readFound(props: Props | undefined, output: "adopted" | "standingRemoved"): Found | undefined {
  const text = props?.[output];
  return typeof text === "string" ? (JSON.parse(text) as Found) : undefined;
}

/** Whether what was found is to come back: within the window, or as the line says. */
export function isRollback({ onDelete }: ScheduleArgs, found: Found, now: Date): boolean {
  if (onDelete !== undefined) return onDelete === "undo";
  return inUndoWindow(found.at, now);
}
