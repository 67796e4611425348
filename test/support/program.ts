/** The program of the engine tests: one resource per line of the file that LINES names. */
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { EntraRole } from "../../components";
import { EntraRoleAssignment, EntraRoleEligibility, EntraRoleGuard, EntraRoleSettings } from "../../src/dynamic";

interface Line {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  readonly options?: { dependsOn?: string[]; protect?: boolean; aliases?: { name: string }[]; parent?: never };
}

type Class = new (name: string, inputs: never, options: pulumi.CustomResourceOptions) => pulumi.Resource;
const classes: Record<string, Class> = {
  EntraRole,
  EntraRoleSettings,
  EntraRoleEligibility,
  EntraRoleAssignment,
  EntraRoleGuard,
};

const made = new Map<string, pulumi.Resource>();

/** `{ "$output": "name.field" }` stands for an output of an earlier line: not known in the preview of a create. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  const reference = (value as { $output?: string }).$output;
  if (reference === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
  const [name = "", field = ""] = reference.split(".");
  return (made.get(name) as unknown as Record<string, unknown>)[field];
}

const lines = JSON.parse(readFileSync(process.env.LINES ?? "", "utf8")) as Line[];
for (const { type, name, inputs, options = {} } of lines) {
  const Resource = classes[type];
  if (Resource === undefined) throw new Error(`no class ${type}`);
  const dependsOn = (options.dependsOn ?? []).flatMap((other) => made.get(other) ?? []);
  made.set(name, new Resource(name, resolved(inputs) as never, { ...options, dependsOn }));
}
