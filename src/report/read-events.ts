/** Pulumi's event log, one JSON object a line, into what a page needs. Knows the engine's words so that nobody else has to. */
import { z } from "zod";

/** A resource in Pulumi's state: what the program says, and what is known beside it. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Stays in the tenant when its line goes. */
  readonly retained: boolean;
}

/** What the program makes of a resource: `same`, `create`, `update`, `delete`, a kind of replacement. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: ResourceState | undefined;
  readonly new?: ResourceState | undefined;
}

/** A resource before and after it was read in the tenant; no `new`: it is no more. */
export interface Refreshed {
  readonly urn: string;
  readonly type: string;
  readonly old: ResourceState;
  readonly new?: ResourceState | undefined;
}

/** A rule that had something to say. */
export interface Ruling {
  readonly rule: string;
  readonly message: string;
  readonly level: string;
}

export interface EventLog {
  /** The stack's name; absent where the log names no resource. */
  readonly stack?: string | undefined;
  /** When the run began, by the clock of the machine it ran on. */
  readonly at?: Date | undefined;
  /** Whether it was written to the tenant, or only looked. */
  readonly applied: boolean;
  /** The stack's config, secrets blanked by the engine. */
  readonly config: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly refreshed: readonly Refreshed[];
  readonly rulings: readonly Ruling[];
  /** Whether a policy pack ran, so that silence means that no rule is broken. */
  readonly judged: boolean;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** False when the log stops before the run did. */
  readonly complete: boolean;
  /** Lines that are no events. */
  readonly unreadable: number;
}

const properties = z.record(z.string(), z.unknown()).nullish();
const state = z
  .object({ id: z.string().nullish(), inputs: properties, outputs: properties, retainOnDelete: z.boolean().nullish() })
  .transform(
    ({ id, inputs, outputs, retainOnDelete }): ResourceState => ({
      id: id ?? "",
      inputs: inputs ?? {},
      outputs: outputs ?? {},
      retained: retainOnDelete ?? false,
    }),
  );
const resource = z.object({
  metadata: z.object({ op: z.string(), urn: z.string(), type: z.string(), old: state.nullish(), new: state.nullish() }),
  planning: z.boolean().optional(),
});
const ruling = z.object({ policyName: z.string(), message: z.string(), enforcementLevel: z.string() });
const event = z.object({
  timestamp: z.number().optional(),
  preludeEvent: z.object({ config: z.record(z.string(), z.string()).nullish() }).optional(),
  resourcePreEvent: resource.optional(),
  resOutputsEvent: resource.optional(),
  policyEvent: ruling.optional(),
  diagnosticEvent: z.object({ severity: z.string(), message: z.string(), prefix: z.string().optional() }).optional(),
  summaryEvent: z.object({ PolicyPacks: z.record(z.string(), z.unknown()).nullish() }).optional(),
  cancelEvent: z.unknown().optional(),
});
type Event = z.output<typeof event>;
type Resource = z.output<typeof resource>;

/** Reads a log. Lines that are cut off, or no events, are counted and passed over; events of later engines are ignored. */
export function readEvents(text: string): EventLog {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const events = lines.map(eventOf).filter((one): one is Event => one !== undefined);
  const resources = events.flatMap(({ resourcePreEvent: pre, resOutputsEvent: outputs }) => [
    ...(pre === undefined ? [] : [{ begins: true, ...pre }]),
    ...(outputs === undefined ? [] : [{ begins: false, ...outputs }]),
  ]);
  const diagnostics = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  const messages = (severity: string) =>
    diagnostics.filter((one) => one.severity === severity).map(({ message }) => plain(message));
  const timestamp = events.find((one) => one.timestamp !== undefined)?.timestamp;
  return {
    stack: resources[0]?.metadata.urn.split(":")[2],
    at: timestamp === undefined ? undefined : new Date(timestamp * 1000),
    applied: resources.some(({ planning }) => planning !== true),
    config: events.find(({ preludeEvent }) => preludeEvent !== undefined)?.preludeEvent?.config ?? {},
    ...stepsOf(resources),
    rulings: events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [rulingOf(policyEvent)])),
    judged: events.some(({ summaryEvent }) => Object.keys(summaryEvent?.PolicyPacks ?? {}).length > 0),
    errors: messages("error"),
    warnings: messages("warning"),
    complete: events.some((one) => "cancelEvent" in one),
    unreadable: lines.length - events.length,
  };
}

function eventOf(line: string): Event | undefined {
  try {
    return event.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * What is read and what is planned, in order. `refresh` alone calls its results `update` and `delete`: they belong to the
 * `refresh` that they end, not to the program.
 */
function stepsOf(resources: readonly (Resource & { begins: boolean })[]): Pick<EventLog, "steps" | "refreshed"> {
  const running = new Map<string, string>();
  const steps = new Map<string, Step>();
  const refreshed = new Map<string, Refreshed>();
  for (const { begins, metadata } of resources) {
    const { op, urn, type } = metadata;
    const old = metadata.old ?? undefined;
    const next = metadata.new ?? undefined;
    if (begins) running.set(urn, op);
    if (op !== "refresh" && running.get(urn) !== "refresh")
      steps.set(`${urn} ${op}`, { op, urn, type, old, new: next });
    else if (!begins && old !== undefined) refreshed.set(urn, { urn, type, old, new: next });
  }
  return { steps: [...steps.values()], refreshed: [...refreshed.values()] };
}

function rulingOf({ policyName, message, enforcementLevel }: z.output<typeof ruling>): Ruling {
  return { rule: policyName, message: plain(message).trim(), level: enforcementLevel };
}

/** Without colours, the terminal's and the engine's own. */
function plain(text: string): string {
  return text
    .replace(/<\{%[^%]*%\}>/g, "")
    .replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, "g"), "")
    .trimEnd();
}
