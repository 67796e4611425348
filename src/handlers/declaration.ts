/** From what the program says to canonical inputs, and what differs between two of them. The same for every kind. */
import type { z } from "zod";
import { explain, fieldsMarked, hasUnknown } from "../model";
import { type CheckResult, type DiffResult, type Props, Refusal } from "./handler";
import type { Run } from "./run";

/** Fields that the engine or `check` adds to what the schema knows. */
const ADDED = ["__provider", "tenantId"];

/** A kind's schema and how its id comes from canonical inputs. */
export interface Declaration {
  readonly schema: z.ZodObject;
  readonly id: (inputs: Props) => string;
}

/**
 * Canonical inputs, or every complaint about them. Refuses two declarations of one tuple and another tenant than the state's.
 */
export async function check(run: Run, { schema, id }: Declaration, olds: Props, news: Props): Promise<CheckResult> {
  const given = without(news, ADDED);
  const { value, complaints } = explain(schema, given);
  if (value === undefined) {
    // the path stands in the reason: the engine would print the raw value beside a property
    const failures = complaints.map(({ path, message }) => ({
      property: "",
      reason: path === "" ? message : `${path}: ${message}`,
    }));
    return { inputs: news, failures };
  }
  const tenantId = await run.plane.tenantId();
  const inputs = { ...value, tenantId };
  const failures: CheckResult["failures"] = [];
  const foreign = complainAboutTenant(olds, tenantId);
  if (foreign !== undefined) failures.push({ property: "", reason: foreign });
  const fields = fieldsMarked(schema, "replaces").map((name) => value[name]);
  if (!fields.some(hasUnknown)) {
    const name = String(given.logicalName ?? "");
    const other = run.declare(id(inputs), inputs);
    if (other !== undefined) {
      failures.push({ property: "", reason: `"${other}" and "${name}" declare the same thing; keep one of the two` });
    }
  }
  return { inputs, failures };
}

/** Refuses a state that another tenant made: what it names would seem gone, and be granted anew in the wrong place. */
export async function refuseOtherTenant(run: Run, props: Props): Promise<void> {
  const foreign = complainAboutTenant(props, await run.plane.tenantId());
  if (foreign !== undefined) throw new Refusal(foreign);
}

function complainAboutTenant({ tenantId: known }: Props, tenantId: string): string | undefined {
  if (typeof known !== "string" || known === tenantId) return undefined;
  const cure = "use the stack of that tenant, or sign in to the other one";
  return `the state belongs to tenant ${known}, but tenant ${tenantId} answered; ${cure}`;
}

/** Replaces where the tuple changes; silent where only informational fields differ; else the engine shows what differs. */
export function diff({ schema }: Declaration, olds: Props, news: Props): DiffResult {
  const informational = new Set(fieldsMarked(schema, "informational"));
  const differing = Object.keys(schema.shape).filter(
    (name) => !informational.has(name) && canonical(olds[name]) !== canonical(news[name]),
  );
  if (differing.length === 0) return { changes: false };
  const identity = new Set(fieldsMarked(schema, "replaces"));
  const replaces = differing.filter((name) => identity.has(name));
  return replaces.length === 0 ? {} : { replaces };
}

/** Of a state, what the program had said: the inputs a refresh reports. */
export function inputsOf({ schema }: Declaration, props: Props): Props {
  const known = new Set([...Object.keys(schema.shape), "tenantId"]);
  return Object.fromEntries(Object.entries(props).filter(([name]) => known.has(name)));
}

/** Whether two values are the same, whatever the order of their keys. */
export function equal(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

export function without(props: Props, names: readonly string[]): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ""
  );
}
