/** Lines of an event log, as Pulumi writes them. */

export interface EventState {
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

const token = (className: string) => `pulumi-nodejs:dynamic/pim:${className}`;
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
/** The time of the runs that these lines tell of. */
export const NOW = new Date("2026-11-22T09:00:00Z");

/** A whole log: one text, closed as the engine closes it. */
export function logOf(...events: readonly object[]): string {
  const all = [{ preludeEvent: { config: {} } }, ...events, { cancelEvent: {} }];
  return all
    .map((one, sequence) => `${JSON.stringify({ sequence, timestamp: NOW.getTime() / 1000, ...one })}\n`)
    .join("");
}

/** What the program makes of a resource. */
export function step(
  op: string,
  className: string,
  name: string,
  states: { old?: EventState; new?: EventState },
): object {
  return resource("resourcePreEvent", op, className, name, states);
}

/** A resource that was read; without `new` it is no more. */
export function refreshed(className: string, name: string, old: EventState, live?: EventState): object[] {
  return [
    resource("resourcePreEvent", "refresh", className, name, { old, new: old }),
    resource("resOutputsEvent", "refresh", className, name, { old, ...(live === undefined ? {} : { new: live }) }),
  ];
}

function resource(
  event: string,
  op: string,
  className: string,
  name: string,
  { old, new: next }: { old?: EventState; new?: EventState },
): object {
  const type = token(className);
  const urn = `urn:pulumi:dev::pim::${type}::${name}`;
  const state = (one: EventState | undefined) => (one === undefined ? null : { type, urn, custom: true, ...one });
  return { [event]: { metadata: { op, urn, type, old: state(old), new: state(next) }, planning: true } };
}

/** The inputs of an eligibility of Global Administrator. */
export function eligible(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...holder(name), schedule: { duration: "P90D" }, standing: "remove", found: "nothing", ...more };
}

/** The inputs of a permanent active assignment of Global Administrator. */
export function active(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...holder(name), schedule: { permanent: true }, found: "nothing", ...more };
}

/** The inputs of the settings of Global Administrator. */
export function settings(more: Record<string, unknown>): Record<string, unknown> {
  return { role: GLOBAL_ADMINISTRATOR, ...more };
}

function holder(name: string): Record<string, unknown> {
  const principalId = name.padEnd(36, "-");
  return { role: GLOBAL_ADMINISTRATOR, principalId, directoryScope: "/", principalName: name, principalType: "user" };
}
