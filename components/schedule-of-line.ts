import { type Complaint, minutesOf, type Schedule, type Settings } from "../src/model";

/** What the role's settings allow for one kind of schedule. */
type Limits = Settings["eligibility"] | Settings["assignment"];

const LIMITS = { eligible: "eligibility", active: "assignment" } as const;

/** The schedule of a line, or why it has none that the role's settings allow. */
export function scheduleOfLine(
  kind: "eligible" | "active",
  line: { readonly schedule?: Schedule | undefined },
  ofRole: Schedule | undefined,
  limits: Limits,
): { readonly value?: Schedule; readonly complaints: Complaint[] } {
  const longest = limits?.maximumDuration;
  const value =
    line.schedule ??
    (kind === "eligible" ? ofRole : undefined) ??
    (longest === undefined ? undefined : { duration: longest });
  if (value === undefined) {
    const forms = "{ duration: P90D }, { end: 2030-12-31 } or { permanent: true }";
    const message = `needs a schedule such as ${forms}; neither the line nor the role's settings (${LIMITS[kind]}.maximumDuration) give one`;
    return { complaints: [{ path: "", message }] };
  }
  const message = complainAboutFit(value, LIMITS[kind], limits);
  return message === undefined ? { value, complaints: [] } : { complaints: [{ path: "schedule", message }] };
}

/** Only where the settings are declared and demand an end; what the tenant says beside them, the service judges itself. */
function complainAboutFit(value: Schedule, field: string, limits: Limits): string | undefined {
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
