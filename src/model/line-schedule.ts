import { minutesOf } from "./duration";
import type { Complaint } from "./explain";
import type { Settings } from "./role-settings";
import type { Schedule } from "./schedule";

/** The part of a role's settings that limits a kind of schedule. */
const LIMITS = { eligible: "eligibility", active: "assignment" } as const;

/** Only a length can be granted again. */
export const complainAboutRenewal = "renew needs schedule: { duration: … }, the length that is granted again";

/** The schedule of a line, or why it has none that the role's settings allow. */
export function lineSchedule(
  kind: "eligible" | "active",
  line: { readonly schedule?: Schedule | undefined; readonly onExpiry?: string | undefined },
  ofRole: Schedule | undefined,
  settings: Settings,
): { readonly value?: Schedule; readonly complaints: Complaint[] } {
  const field = LIMITS[kind];
  const longest = settings[field]?.maximumDuration;
  const value =
    line.schedule ??
    (kind === "eligible" ? ofRole : undefined) ??
    (longest === undefined ? undefined : { duration: longest });
  if (value === undefined) {
    const forms = "{ duration: P90D }, { end: 2030-12-31 } or { permanent: true }";
    const message = `needs a schedule such as ${forms}; neither the line nor the role's settings (${field}.maximumDuration) give one`;
    return { complaints: [{ path: "", message }] };
  }
  if (line.onExpiry === "renew" && value.duration === undefined) {
    return { complaints: [{ path: "onExpiry", message: complainAboutRenewal }] };
  }
  const message = complainAboutFit(value, field, settings[field]);
  return message === undefined ? { value, complaints: [] } : { complaints: [{ path: "schedule", message }] };
}

/** Only where the settings are declared and demand an end; what the tenant says beside them, the service judges itself. */
function complainAboutFit(value: Schedule, field: string, limits: Settings["eligibility"]): string | undefined {
  if (limits?.permanent !== false) return undefined;
  if (value.permanent)
    return `must not be permanent, since the role's settings say ${field}.permanent: false; give it an end`;
  const longest = limits.maximumDuration;
  const minutes = lengthOf(value);
  if (longest === undefined || minutes === undefined || minutes <= minutesOf(longest)) return undefined;
  const got = value.duration ?? `${value.start} to ${value.end}`;
  return `must not be longer than the role's settings allow (${field}.maximumDuration: ${longest}), got ${got}`;
}

function lengthOf({ start, end, duration }: Schedule): number | undefined {
  if (duration !== undefined) return minutesOf(duration);
  return start === undefined || end === undefined ? undefined : (Date.parse(end) - Date.parse(start)) / 60_000;
}
