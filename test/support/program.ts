/** The program of the engine tests: one resource per line of the file that LINES names. */
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { EntraRoleAssignment, EntraRoleEligibility, EntraRoleSettings } from "../../src/dynamic";

interface Line {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  readonly options?: { dependsOn?: string[]; protect?: boolean; aliases?: { name: string }[]; parent?: never };
}

type Class = new (name: string, inputs: never, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;
const classes: Record<string, Class> = { EntraRoleSettings, EntraRoleEligibility, EntraRoleAssignment };

const lines = JSON.parse(readFileSync(process.env.LINES ?? "", "utf8")) as Line[];
const made = new Map<string, pulumi.CustomResource>();
for (const { type, name, inputs, options = {} } of lines) {
  const Resource = classes[type];
  if (Resource === undefined) throw new Error(`no class ${type}`);
  const dependsOn = (options.dependsOn ?? []).flatMap((other) => made.get(other) ?? []);
  made.set(name, new Resource(name, inputs as never, { ...options, dependsOn }));
}
