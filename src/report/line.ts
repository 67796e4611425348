/** What a log says about one tuple: who holds what where, or the settings of one role, before and after. */
import {
  entraRoleAssignment,
  entraRoleEligibility,
  entraRoleGuard,
  entraRoleSettings,
  fieldsMarked,
  idOf,
  type Plane,
} from "../model";
import type { EventLog, Refreshed, ResourceState, Step } from "./read-events";

export type LineKind = "settings" | "eligibility" | "assignment" | "guard" | "other";

/** One tuple through a run. Names in the program do not count: a line that is renamed is the same line. */
export interface Line {
  readonly id: string;
  readonly kind: LineKind;
  /** What the state said when the run began. */
  readonly before?: ResourceState | undefined;
  /** What the tenant holds now; absent for what is not there (any more). */
  readonly live?: ResourceState | undefined;
  /** What the program says. */
  readonly after?: ResourceState | undefined;
  /** The program says it no more. */
  readonly dropped: boolean;
  /** Declared before and after, under different names. */
  readonly renamed: boolean;
  /** The names that the engine has for it. */
  readonly urns: readonly string[];
}

interface Class {
  readonly plane: Plane;
  readonly kind: LineKind;
}

const TYPE = /^pulumi-nodejs:dynamic\/pim:(Entra|Group|Azure)(?:Role)?(Settings|Eligibility|Assignment|Guard)$/;
const OURS = /^pulumi-nodejs:dynamic\/pim:/;
const PLANES: Readonly<Record<string, Plane>> = { Entra: "entra", Group: "groups", Azure: "azure" };
const DELETES = ["delete", "delete-replaced"];

/** The lines of a run, in an order that does not depend on how it went. Components and the engine's own resources are left out. */
export function linesOf({ steps, refreshed }: EventLog): Line[] {
  const lines = new Map<string, Line>();
  const change = (urn: string, type: string, state: ResourceState, more: (line: Line) => Partial<Line>) => {
    const id = tupleOf(type, state) ?? urn;
    const line = lines.get(id) ?? { id, kind: classOf(type).kind, dropped: false, renamed: false, urns: [] };
    lines.set(id, { ...line, ...more(line), urns: [...new Set([...line.urns, urn])] });
  };
  for (const { urn, type, old, new: live } of refreshed.filter(isOurs))
    change(urn, type, old, () => ({ before: old, live }));
  for (const { op, urn, type, old, new: next } of steps.filter(isOurs)) {
    const deletes = DELETES.includes(op);
    if (old !== undefined) {
      change(urn, type, old, ({ before, after }) => ({
        ...(before === undefined ? { before: old, live: old } : {}),
        dropped: deletes && after === undefined,
      }));
    }
    if (next !== undefined && !deletes) change(urn, type, next, () => ({ after: next, dropped: false }));
  }
  return [...lines.values()]
    .map((line) => ({
      ...line,
      renamed: line.before !== undefined && line.after !== undefined && line.urns.length > 1,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is said of it now: by the program, else by the tenant or the state. */
export function stateOf(line: Line): ResourceState {
  return line.after ?? line.live ?? line.before ?? { id: line.id, inputs: {}, outputs: {}, retained: false };
}

/** Whether program and state say something else, apart from names and what is sent once and never read back. */
export function isEdited({ kind, before, after }: Line): boolean {
  if (before === undefined || after === undefined) return false;
  return fieldsThatCount(kind, before, after).some((name) => !same(before.inputs[name], after.inputs[name]));
}

/** Whether the tenant holds something else than the state says. What is only informative does not count. */
export function hasDrifted({ kind, before, live }: Line): boolean {
  if (before === undefined) return false;
  if (live === undefined) return before.outputs.status !== "expired";
  return fieldsThatCount(kind, before, live).some((name) => !same(before.inputs[name], live.inputs[name]));
}

/** Whether two values are the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

const SCHEMAS = {
  settings: entraRoleSettings,
  eligibility: entraRoleEligibility,
  assignment: entraRoleAssignment,
  guard: entraRoleGuard,
} as const;
/** Fields that say nothing about access. */
const SILENT = ["__provider", "tenantId", "timeout"];

function fieldsThatCount(kind: LineKind, a: ResourceState, b: ResourceState): string[] {
  const schema = kind === "other" ? entraRoleSettings : SCHEMAS[kind];
  const silent = [...SILENT, ...fieldsMarked(schema, "informational"), ...fieldsMarked(schema, "writeOnly")];
  return [...new Set([...Object.keys(a.inputs), ...Object.keys(b.inputs)])].filter((name) => !silent.includes(name));
}

function isOurs({ type }: Step | Refreshed): boolean {
  return OURS.test(type);
}

function classOf(type: string): Class {
  const [, plane = "", kind = ""] = TYPE.exec(type) ?? [];
  return { plane: PLANES[plane] ?? "entra", kind: (kind.toLowerCase() || "other") as LineKind };
}

/** The id that the resource has in Pulumi's state, also before it has one. */
function tupleOf(type: string, { id, inputs }: ResourceState): string | undefined {
  const { plane, kind } = classOf(type);
  if (kind === "other") return id === "" ? undefined : id.toLowerCase();
  const { role, principalId, directoryScope = "/" } = inputs;
  const ofRole = kind === "settings" || kind === "guard";
  if (typeof role !== "string" || (!ofRole && typeof principalId !== "string")) return undefined;
  const principal = ofRole ? undefined : String(principalId);
  return idOf({ plane, kind, scope: String(directoryScope), role, principal });
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
        : inner,
    ) ?? ""
  );
}
